import { useCallback, useState } from 'react'

const PREFIX = 'plumbline.draft.'

/** What is being written to a conversation: this browser keeps it, over reloads, until it is sent or somebody signs out. */
export function useDraft(conversationId: string): [string, (text: string) => void] {
  const [held, hold] = useState({ conversationId, text: read(conversationId) })
  // Another conversation is shown: its own draft.
  const text = held.conversationId === conversationId ? held.text : read(conversationId)
  const change = useCallback(
    (next: string) => {
      keep(conversationId, next)
      hold({ conversationId, text: next })
    },
    [conversationId],
  )
  return [text, change]
}

/** Forgets all drafts, as when somebody signs out. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}

function read(conversationId: string): string {
  return localStorage.getItem(PREFIX + conversationId) ?? ''
}

function keep(conversationId: string, text: string) {
  if (text === '') localStorage.removeItem(PREFIX + conversationId)
  else localStorage.setItem(PREFIX + conversationId, text)
}
