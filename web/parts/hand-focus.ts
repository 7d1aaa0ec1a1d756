const PATIENCE_MS = 10_000

/**
 * Hands the focus on to what `find` finds, once `from`, which has it or is about to, is gone from the page and the focus with
 * it; not to whoever has gone elsewhere meanwhile. What is found may be in `from` until then.
 */
export function handFocus(from: Element | null, find: () => Element | null | undefined): void {
  const endMs = performance.now() + PATIENCE_MS
  const look = () => {
    const { activeElement, body } = document
    if (activeElement === null || activeElement === body) {
      const next = find()
      if (next instanceof HTMLElement) {
        next.focus({ preventScroll: true })
        if (next.tabIndex >= 0) next.scrollIntoView({ block: 'nearest' })
      }
      if (next && document.activeElement === next && !from?.contains(next)) return
    } else if (!from?.contains(activeElement)) return
    if (performance.now() < endMs) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** The heading of the screen, to be read out where nothing nearer is left. */
export function headingOfRoom(): Element | null {
  const heading = document.querySelector('#room h1')
  heading?.setAttribute('tabindex', '-1')
  return heading
}
