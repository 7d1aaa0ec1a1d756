import { ContactRound, FileQuestion, ImageOff } from 'lucide-react'
import { useState } from 'react'
import type { Attachment } from '../../../src/contract/conversations.ts'
import { type Say, useSay } from '../../i18n/i18n.tsx'
import { late } from '../../parts/late.tsx'

const Gallery = late(() => import('./gallery.tsx').then((module) => module.Gallery))

/** A picture that can be shown. */
export type Picture = { url: string; fileName: string }

const picturesOf = (attachment: Attachment): Picture[] =>
  attachment.files.flatMap(({ url, fileName }) => (url === null ? [] : [{ url, fileName }]))

/** Pictures, videos and cards of a message; what is missing or doubtful is said in words. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const [shown, setShown] = useState<{ pictures: Picture[]; at: number } | null>(null)
  const images = attachments.filter(
    (attachment) => attachment.kind === 'image' && picturesOf(attachment).length > 0,
  )
  const best = images.flatMap((attachment) => picturesOf(attachment).slice(0, 1))
  return (
    <div className="mt-1 flex flex-col items-start gap-1.5">
      {best.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {best.map((picture, at) => (
            <Thumbnail
              key={picture.url}
              small={best.length > 1}
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

function Thumbnail({ picture, small, onOpen }: { picture: Picture; small: boolean; onOpen: () => void }) {
  const say = useSay()
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={say('attachment.open', { file: picture.fileName })}
      className="overflow-hidden rounded-md border border-line"
    >
      <img
        src={picture.url}
        alt=""
        loading="lazy"
        decoding="async"
        className={`bg-hover object-cover ${small ? 'size-24 sm:size-26' : 'size-40'}`}
      />
    </button>
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
  if (state === 'missing' || file === undefined) {
    return <Notice icon={ImageOff} text={say(`attachment.missing.${kind}`)} />
  }
  return (
    <>
      {file.url === null && (
        <Notice icon={ImageOff} text={say('attachment.awaited', { file: file.fileName })} />
      )}
      {file.url !== null && kind === 'video' && (
        // biome-ignore lint/a11y/useMediaCaption: sent by a customer; there are no captions
        <video
          controls
          preload="none"
          src={file.url}
          aria-label={file.fileName}
          className="max-h-80 max-w-full rounded-md bg-hover"
        />
      )}
      {file.url !== null && kind === 'audio' && (
        // biome-ignore lint/a11y/useMediaCaption: sent by a customer; there are no captions
        <audio
          controls
          preload="none"
          src={file.url}
          aria-label={file.fileName}
          className="h-10 w-72 max-w-full"
        />
      )}
      {file.url !== null && kind === 'contact_card' && (
        <a
          href={file.url}
          download={file.fileName}
          className="flex items-center gap-2 rounded-md border border-line-strong px-3 py-1.5 text-sm hover:bg-hover"
        >
          <ContactRound aria-hidden className="size-4 text-ink-3" /> {file.fileName}
        </a>
      )}
      {state === 'ambiguous' && (
        <Notice icon={FileQuestion} text={say('attachment.ambiguous', { n: files.length })}>
          {kind === 'image' && picturesOf(attachment).length > 1 && (
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
  if (attachment.state === 'missing' || file === undefined)
    return { url: null, problem: say('attachment.missing.audio') }
  if (file.url === null) return { url: null, problem: say('attachment.awaited', { file: file.fileName }) }
  const doubt =
    attachment.state === 'ambiguous' ? say('attachment.ambiguous', { n: attachment.files.length }) : null
  return { url: file.url, problem: doubt }
}
