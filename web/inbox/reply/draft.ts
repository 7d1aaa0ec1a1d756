import { useCallback, useSyncExternalStore } from 'react'

const PREFIX = 'plumbline.draft.'
const listeners = new Set<() => void>()

/** What is being written to a conversation: this browser keeps it, over reloads, until it is sent or somebody signs out. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(listen, () => readDraft(conversationId))
  const change = useCallback((next: string) => keepDraft(conversationId, next), [conversationId])
  return [text, change]
}

export function readDraft(conversationId: string): string {
  return localStorage.getItem(PREFIX + conversationId) ?? ''
}

export function keepDraft(conversationId: string, text: string) {
  if (text === '') localStorage.removeItem(PREFIX + conversationId)
  else localStorage.setItem(PREFIX + conversationId, text)
  tellAll()
}

/** A draft with more words below it. */
export const withBelow = (draft: string, more: string) => (draft.trim() === '' ? more : `${draft}\n\n${more}`)

/** Takes what was sent out of a draft, also when one has gone on writing, or to another conversation. */
export function dropSent(conversationId: string, sent: string) {
  const draft = readDraft(conversationId).trimStart()
  if (draft.startsWith(sent)) keepDraft(conversationId, draft.slice(sent.length).trimStart())
}

/** Forgets all drafts, as when somebody signs out. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
  tellAll()
}

function listen(listener: () => void) {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function tellAll() {
  for (const listener of listeners) listener()
}
