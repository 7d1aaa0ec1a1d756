import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** How far down each list was, by the entry of the browser's history that it was seen in. Gone with the window. */
const kept = new Map<string, number>()
const KEPT_MAX = 200

/**
 * Where one comes back to an entry of the history, a list stands where it was left; where one comes anew, at its top.
 * What is given back tells whether it was put back. `list` tells lists apart that one entry shows one after the other.
 */
export function useKeptScroll(scroller: RefObject<HTMLElement | null>, list: string): RefObject<boolean> {
  const entry = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? '' })
  const key = `${entry} ${list}`
  const at = useRef(key)
  const isPutBack = useRef(false)
  useLayoutEffect(() => {
    const top = kept.get(at.current)
    if (top === undefined || scroller.current === null) return
    scroller.current.scrollTop = top
    isPutBack.current = true
  }, [scroller])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    at.current = key
    const note = () => {
      kept.delete(at.current)
      kept.set(at.current, element.scrollTop)
      const [oldest] = kept.keys()
      if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest)
    }
    note()
    element.addEventListener('scroll', note, { passive: true })
    return () => element.removeEventListener('scroll', note)
  }, [scroller, key])
  return isPutBack
}
