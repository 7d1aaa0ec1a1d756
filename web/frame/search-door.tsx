import { useCallback, useEffect, useRef, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { late } from '../parts/late.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'

type PaletteProps = { typed: string; onType: (typed: string) => void; onClose: () => void }

const Palette = late(() => import('../search/palette.tsx').then((module) => module.SearchPalette), TypedAhead)

/** Whether the search is open, how to open it, and what stands over the page then. Its code comes when it is first opened. */
export function useSearchDoor(allowed: boolean) {
  const [typed, setTyped] = useState<string | null>(null)
  const opener = useRef<Element | null>(null)
  const open = useCallback(() => {
    opener.current ??= stayingOpener()
    setTyped((typed) => typed ?? '') // asked for twice, what was typed ahead stays
  }, [])
  const isOpen = typed !== null
  useEffect(() => {
    if (isOpen) return
    if (opener.current instanceof HTMLElement) opener.current.focus() // once the dialog is gone
    opener.current = null
  }, [isOpen])
  useShortcuts({ '/': open }, allowed, { asked: 'last' }) // a room's own field comes first
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
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [allowed, open])
  return {
    openSearch: open,
    palette: isOpen && <Palette typed={typed} onType={setTyped} onClose={() => setTyped(null)} />,
  }
}

/** What has the focus; if that is in a small window, which closes now, what opened it. */
function stayingOpener(): Element | null {
  const { activeElement } = document
  const floating = activeElement?.closest('[role=dialog][id]')
  return floating ? document.querySelector(`[aria-controls="${CSS.escape(floating.id)}"]`) : activeElement
}

/** Takes what is typed until the palette's code has come: on the page, letters are keys, and one of them sends an answer. */
function TypedAhead({ typed, onType, onClose }: PaletteProps) {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <input
      ref={field}
      aria-label={say('nav.search')}
      className="fixed top-0 left-0 size-px opacity-0"
      value={typed}
      onChange={({ target }) => onType(target.value)}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    />
  )
}
