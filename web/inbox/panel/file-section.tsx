import '../../i18n/en-messages.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { filesQuery } from '../../api/queries.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { FileRow, isDrawn } from '../thread/file-row.tsx'
import { Gallery } from '../thread/gallery.tsx'
import { Thumbnail } from '../thread/thumbnail.tsx'

const PICTURES_FIRST = 9
const FILES_FIRST = 5

/** The pictures and other files of a conversation, the newest first; nothing where it has none. */
export function FileSection({ conversationId }: { conversationId: string }) {
  const say = useSay()
  const files = useQuery(filesQuery(conversationId))
  const [openAt, setOpenAt] = useState<number | null>(null)
  const [isWhole, setWhole] = useState(false)
  const { items = [], more = false } = files.data ?? {}
  if (items.length === 0) return null
  const pictures = items.filter(({ mediaType }) => isDrawn(mediaType))
  const others = items.filter(({ mediaType }) => !isDrawn(mediaType))
  const shown = {
    pictures: isWhole ? pictures : pictures.slice(0, PICTURES_FIRST),
    others: isWhole ? others : others.slice(0, FILES_FIRST),
  }
  const left = items.length - shown.pictures.length - shown.others.length
  return (
    <PanelSection
      title={say('files.title')}
      aside={<span className="figures text-2xs text-ink-3">{items.length}</span>}
    >
      {shown.pictures.length > 0 && (
        <ul className="grid grid-cols-3 gap-1.5">
          {shown.pictures.map((picture, at) => (
            <li key={picture.url} className="aspect-square">
              <Thumbnail picture={picture} size="size-full" onOpen={() => setOpenAt(at)} />
            </li>
          ))}
        </ul>
      )}
      {shown.others.length > 0 && (
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {shown.others.map((file) => (
            <li key={file.url}>
              <FileRow {...file} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <Button size="sm" look="quiet" className="mt-1.5" onClick={() => setWhole(true)}>
          {say('files.more', { n: left })}
        </Button>
      )}
      {more && isWhole && <p className="mt-1.5 text-2xs text-ink-3">{say('files.older')}</p>}
      {openAt !== null && <Gallery pictures={pictures} startAt={openAt} onClose={() => setOpenAt(null)} />}
    </PanelSection>
  )
}
