import { FileQuestion, ImageOff, Package } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../../src/contract/conversations.ts'
import { type Say, useSay } from '../../i18n/i18n.tsx'
import { late } from '../../parts/late.tsx'
import { FileRow, isDrawn, isPlayable } from './file-row.tsx'
import { type Picture, Thumbnail } from './thumbnail.tsx'

const Gallery = late(() => import('./gallery.tsx').then((module) => module.Gallery))

const picturesOf = (attachment: Attachment): Picture[] =>
  attachment.files.flatMap(({ url, fileName, mediaType }) =>
    url === null || !isDrawn(mediaType) ? [] : [{ url, fileName }],
  )

/** Pictures, videos and other files of a message; what is missing or doubtful is said in words. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const [shown, setShown] = useState<{ pictures: Picture[]; at: number } | null>(null)
  const best = attachments.flatMap((attachment) => picturesOf(attachment).slice(0, 1))
  return (
    <div className="mt-1 flex flex-col items-start gap-1.5">
      {best.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {best.map((picture, at) => (
            <Thumbnail
              key={picture.url}
              size={best.length > 1 ? 'size-24 sm:size-26' : 'size-40'}
              picture={picture}
              onOpen={() => setShown({ pictures: best, at })}
            />
          ))}
        </div>
      )}
      {attachments.map((attachment) => (
        <OtherKind
          key={attachment.position}
          attachment={attachment}
          onCompare={(pictures) => setShown({ pictures, at: 0 })}
        />
      ))}
      {shown && <Gallery pictures={shown.pictures} startAt={shown.at} onClose={() => setShown(null)} />}
    </div>
  )
}

function OtherKind({
  attachment,
  onCompare,
}: {
  attachment: Attachment
  onCompare: (pictures: Picture[]) => void
}) {
  const say = useSay()
  const { kind, state, files } = attachment
  const file = files[0]
  if (state === 'too_large')
    return <Notice icon={Package} text={say('attachment.tooLarge', { file: attachment.name })} />
  if (state === 'missing' || file === undefined) {
    return <Notice icon={ImageOff} text={say(`attachment.missing.${kind}`)} />
  }
  return (
    <>
      {file.url === null && (
        <Notice icon={ImageOff} text={say('attachment.awaited', { file: file.fileName })} />
      )}
      <Playable file={file} />
      {state === 'ambiguous' && (
        <Notice icon={FileQuestion} text={say('attachment.ambiguous', { n: files.length })}>
          {picturesOf(attachment).length > 1 && (
            <button
              type="button"
              onClick={() => onCompare(picturesOf(attachment))}
              className="text-accent underline"
            >
              {say('attachment.compare')}
            </button>
          )}
        </Notice>
      )}
    </>
  )
}

/** What its bytes make it, whatever it is called: a film, a sound, or a file to be saved. Pictures stand above. */
function Playable({ file: { url, fileName, mediaType, bytes } }: { file: Attachment['files'][number] }) {
  if (url === null || isDrawn(mediaType)) return null
  if (isPlayable(mediaType, 'video'))
    return (
      // biome-ignore lint/a11y/useMediaCaption: sent by a customer; there are no captions
      <video
        controls
        preload="none"
        src={url}
        aria-label={fileName}
        className="max-h-80 max-w-full rounded-md bg-hover"
      />
    )
  if (isPlayable(mediaType, 'audio'))
    return (
      // biome-ignore lint/a11y/useMediaCaption: sent by a customer; there are no captions
      <audio controls preload="none" src={url} aria-label={fileName} className="h-10 w-72 max-w-full" />
    )
  return <FileRow url={url} fileName={fileName} mediaType={mediaType} bytes={bytes} />
}

function Notice(props: { icon: typeof ImageOff; text: string; children?: React.ReactNode }) {
  const Icon = props.icon
  return (
    <p className="flex items-start gap-2 text-ink-2 text-sm">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
      <span>
        {props.text} {props.children}
      </span>
    </p>
  )
}

/** Where a recording can be heard, or why it cannot. */
export function audioOf(
  attachment: Attachment | undefined,
  say: Say,
): { url: string | null; problem: string | null } {
  if (attachment === undefined) return { url: null, problem: null }
  const file = attachment.files[0]
  if (attachment.state === 'too_large')
    return { url: null, problem: say('attachment.tooLarge', { file: attachment.name }) }
  if (attachment.state === 'missing' || file === undefined)
    return { url: null, problem: say('attachment.missing.audio') }
  if (file.url === null) return { url: null, problem: say('attachment.awaited', { file: file.fileName }) }
  const doubt =
    attachment.state === 'ambiguous' ? say('attachment.ambiguous', { n: attachment.files.length }) : null
  return { url: file.url, problem: doubt }
}
