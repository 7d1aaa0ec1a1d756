import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  useId,
  useRef,
  useState,
} from 'react'
import type { Finding } from '../../../src/contract/understanding.ts'

const LOOK_MS = 140
const LEAVE_MS = 180

/** The mark whose meaning is shown, and where that stands: at the line of the words that was pointed at. */
export type OpenMark = {
  anchor: HTMLElement
  findings: readonly Finding[]
  place: { current: { getBoundingClientRect: () => DOMRect; contextElement: Element } }
}

/**
 * Which mark's meaning is shown: the one that the mouse rests on, that has the keyboard's focus, or that was tapped.
 * One pair of ears on the whole thread, `ears`, so that a thousand marks cost nothing. `findingsOf` reads `data-mark`.
 */
export function useOpenMark(findingsOf: (mark: string) => readonly Finding[]) {
  const tipId = useId()
  const [open, setOpen] = useState<OpenMark | null>(null)
  const shown = useRef<OpenMark | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const change = (next: OpenMark | null) => {
    clearTimeout(timer.current)
    const before = shown.current?.anchor
    before?.removeAttribute('aria-describedby')
    before?.removeAttribute('data-open')
    next?.anchor.setAttribute('aria-describedby', tipId)
    next?.anchor.setAttribute('data-open', '')
    shown.current = next
    setOpen(next)
  }
  const show = (anchor: HTMLElement, y?: number) => {
    const findings = findingsOf(anchor.dataset.mark ?? '')
    if (findings.length === 0) return
    const lineAt = [...anchor.getClientRects()].findIndex((line) => y !== undefined && y <= line.bottom)
    const rect = () => anchor.getClientRects()[Math.max(0, lineAt)] ?? anchor.getBoundingClientRect()
    const place = { current: { getBoundingClientRect: rect, contextElement: anchor } }
    change({ anchor, findings, place })
  }
  const soon = (act: () => void, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(act, ms)
  }
  const close = () => change(null)
  const leave = () => {
    if (shown.current?.anchor !== document.activeElement) soon(close, LEAVE_MS)
  }
  const stay = () => clearTimeout(timer.current)

  const ears = {
    onPointerOver: (event: PointerEvent) => {
      const mark = markAt(event.target)
      if (mark === null || event.pointerType !== 'mouse' || event.buttons !== 0) return
      if (mark === shown.current?.anchor) return stay()
      soon(() => show(mark, event.clientY), shown.current === null ? LOOK_MS : 0)
    },
    onPointerOut: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse' || markAt(event.target) === null) return
      if (markAt(event.relatedTarget) === markAt(event.target)) return
      stay()
      leave()
    },
    onFocus: (event: FocusEvent) => {
      const mark = markAt(event.target)
      if (mark?.matches(':focus-visible')) show(mark)
    },
    onBlur: (event: FocusEvent) => {
      if (markAt(event.target) === shown.current?.anchor) close()
    },
    onClick: (event: MouseEvent) => {
      const mark = markAt(event.target)
      // Whoever has just selected words wants the words.
      if (mark !== null && getSelection()?.isCollapsed !== false) show(mark, event.clientY)
    },
    onKeyDown: (event: KeyboardEvent) => {
      const mark = markAt(event.target)
      if (mark === null || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      if (shown.current?.anchor === mark) close()
      else show(mark)
    },
  }
  return { open, tipId, ears, close, stay, leave }
}

const markAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-mark]') : null
