import { useEffect, useState } from 'react'
import { late } from '../parts/late.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'

const Palette = late(() => import('../search/palette.tsx').then((module) => module.SearchPalette))

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
    palette: open && <Palette onClose={() => setOpen(false)} />,
  }
}
