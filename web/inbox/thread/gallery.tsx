import { ChevronLeft, ChevronRight, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSay } from '../../i18n/i18n.tsx'
import { IconButton } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import type { Picture } from './thumbnail.tsx'

/** Pictures as large as the window; arrows go from one to the next. */
export function Gallery({
  pictures,
  startAt,
  onClose,
}: {
  pictures: Picture[]
  startAt: number
  onClose: () => void
}) {
  const say = useSay()
  const [at, setAt] = useState(startAt)
  const last = pictures.length - 1
  const picture = pictures[at]
  useEffect(() => {
    const turn = (event: KeyboardEvent) => {
      if (event.key === 'ArrowLeft') setAt((was) => Math.max(0, was - 1))
      if (event.key === 'ArrowRight') setAt((was) => Math.min(last, was + 1))
    }
    window.addEventListener('keydown', turn)
    return () => window.removeEventListener('keydown', turn)
  }, [last])
  if (picture === undefined) return null
  return (
    <Dialog
      open
      shape="whole"
      onClose={onClose}
      title={say('gallery.title', { n: at + 1, all: pictures.length })}
      lead={picture.fileName}
      tools={
        <>
          <IconButton
            label={say('gallery.previous')}
            keys="←"
            icon={ChevronLeft}
            disabled={at === 0}
            onClick={() => setAt(at - 1)}
          />
          <IconButton
            label={say('gallery.next')}
            keys="→"
            icon={ChevronRight}
            disabled={at === last}
            onClick={() => setAt(at + 1)}
          />
          <a
            href={picture.url}
            download={picture.fileName}
            aria-label={say('gallery.download')}
            title={say('gallery.download')}
            className="grid size-8 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover pointer-coarse:size-11"
          >
            <Download aria-hidden className="size-4" />
          </a>
        </>
      }
    >
      <div className="grid min-h-0 flex-1 place-items-center bg-desk p-3">
        <img
          src={picture.url}
          alt={picture.fileName}
          className="max-h-[calc(100dvh-5.5rem)] max-w-full rounded-md object-contain"
        />
      </div>
    </Dialog>
  )
}
