import { useSay } from '../../i18n/i18n.tsx'

/** A picture that can be shown. */
export type Picture = { url: string; fileName: string }

/** A small picture that opens large; turned as its camera says. */
export function Thumbnail({
  picture,
  size,
  onOpen,
}: {
  picture: Picture
  /** Classes of its size. */
  size: string
  onOpen: () => void
}) {
  const say = useSay()
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={say('attachment.open', { file: picture.fileName })}
      className={`overflow-hidden rounded-md border border-line ${size}`}
    >
      <img
        src={picture.url}
        alt=""
        loading="lazy"
        decoding="async"
        className="size-full bg-hover object-cover"
      />
    </button>
  )
}
