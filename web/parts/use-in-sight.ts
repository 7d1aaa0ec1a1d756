import { type RefObject, useEffect, useRef } from 'react'

/** Calls `onSight` whenever the element comes within a screen of being seen; `null` watches nothing. */
export function useInSight(onSight: (() => void) | null): RefObject<HTMLDivElement | null> {
  const seen = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = seen.current
    if (element === null || onSight === null) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) onSight()
      },
      { rootMargin: '100% 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [onSight])
  return seen
}
