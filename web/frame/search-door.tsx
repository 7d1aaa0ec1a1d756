import { lazy, Suspense, useEffect, useState } from 'react'
import { useShortcuts } from '../parts/shortcuts.ts'

const Palette = lazy(() =>
  import('../search/palette.tsx').then(({ SearchPalette }) => ({ default: SearchPalette })),
)

/** Whether the search is open, how to open it, and what stands over the page then. Its code comes when it is first opened. */
export function useSearchDoor(allowed: boolean) {
  const [open, setOpen] = useState(false)
  useShortcuts({ '/': () => setOpen(true) }, allowed, { asked: 'last' }) // a room's own field comes first
  useEffect(() => {
    if (!allowed) return
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.metaKey || event.ctrlKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [allowed])
  return {
    openSearch: () => setOpen(true),
    palette: open && (
      <Suspense>
        <Palette onClose={() => setOpen(false)} />
      </Suspense>
    ),
  }
}
