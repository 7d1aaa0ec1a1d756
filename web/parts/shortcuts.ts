import { useEffect, useRef } from 'react'

/** What each key does: one character or a key's name in lower case (`escape`), or two keys in a row (`g i`). */
export type Shortcuts = Partial<Record<string, (event: KeyboardEvent) => void>>

const SEQUENCE_MS = 900
/** What a held key may do again and again: going on. All else is done once a press. */
const WALKING = new Set(['j', 'k'])
/**
 * Under this name the browser keeps whether keys of one character do anything: who speaks to the machine, or whose hand slips,
 * switches them off. https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html
 */
export const LETTER_KEYS = 'plumbline.letterKeys'

const stack: { current: Shortcuts }[] = []
let pending: { key: string; atMs: number } | null = null
let listening = false

/**
 * Answers keys while the component is shown. The one mounted last is asked first, and what is for the keys that nobody else
 * wants, `asked: 'last'`, after all; typing in a field is left alone.
 */
export function useShortcuts(
  shortcuts: Shortcuts,
  enabled = true,
  { asked = 'first' }: { asked?: 'first' | 'last' } = {},
) {
  const holder = useRef(shortcuts)
  holder.current = shortcuts
  useEffect(() => {
    if (!enabled) return
    listen()
    if (asked === 'first') stack.push(holder)
    else stack.unshift(holder)
    return () => {
      stack.splice(stack.indexOf(holder), 1)
    }
  }, [enabled, asked])
}

function listen() {
  if (listening) return
  listening = true
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const typing = isTyping(event.target)
    if (typing && event.key !== 'Escape') return
    if (document.querySelector('dialog[open],[role="dialog"][data-state="open"]')) return
    // Enter on a link or a button is that element's own.
    if (event.key === 'Enter' && event.target instanceof Element && event.target.closest('a,button,summary'))
      return
    const key = event.key.length > 1 ? event.key.toLowerCase() : event.key
    if (key.length === 1 && localStorage.getItem(LETTER_KEYS) === 'false') return
    if (event.repeat && !WALKING.has(key)) return
    const sequence = pending && event.timeStamp - pending.atMs < SEQUENCE_MS ? `${pending.key} ${key}` : null
    pending = null
    const run = (sequence && find(sequence)) || find(key)
    if (run) {
      event.preventDefault()
      run(event)
    } else if (key === 'g') {
      pending = { key: 'g', atMs: event.timeStamp }
    }
  })
}

function find(key: string): ((event: KeyboardEvent) => void) | undefined {
  return stack.findLast((holder) => holder.current[key] !== undefined)?.current[key]
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  )
}
