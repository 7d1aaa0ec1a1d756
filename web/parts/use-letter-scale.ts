import { useSyncExternalStore } from 'react'

const USUAL_PX = 16

const read = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL_PX
let scale = read()

/** So many px where letters are of the usual size, and more where they are larger. */
export const inRem = (px: number): string => `${px / USUAL_PX}rem`

/** How many times larger than usual the browser writes, as people choose in its settings: 1, or 2 at 200 %. */
export function useLetterScale(): number {
  return useSyncExternalStore(subscribe, () => scale)
}

/** The browser tells nobody; but something as wide as a letter is high grows with it. */
function subscribe(onChange: () => void): () => void {
  const probe = document.createElement('div')
  Object.assign(probe.style, { position: 'fixed', visibility: 'hidden', width: '1rem', height: '1px' })
  const observer = new ResizeObserver(() => {
    scale = read()
    onChange()
  })
  document.body.append(probe)
  observer.observe(probe)
  return () => {
    observer.disconnect()
    probe.remove()
  }
}
