import { ContactRound, File, FileAudio, FileImage, FileText, FileVideo } from 'lucide-react'
import { useFormat } from '../../i18n/format.tsx'

/** Pictures that every browser draws: HEIC and TIFF are files to it. */
const DRAWN = /^image\/(?:jpeg|png|gif|webp|avif)$/
/** What opens in a window of its own, in the browser's viewer. */
const OPENS = 'application/pdf'

export const isDrawn = (mediaType: string | null) => mediaType !== null && DRAWN.test(mediaType)
export const isPlayable = (mediaType: string | null, family: 'audio' | 'video') =>
  mediaType?.startsWith(`${family}/`) ?? false

type FileRowProps = { url: string; fileName: string; mediaType: string | null; bytes: number | null }

/** A file by its name, kind and size: a PDF opens beside the page, everything else is saved. */
export function FileRow({ url, fileName, mediaType, bytes }: FileRowProps) {
  const format = useFormat()
  const Icon = iconOf(mediaType)
  const opening =
    mediaType === OPENS ? { target: '_blank', rel: 'noopener noreferrer' } : { download: fileName }
  return (
    <a
      href={url}
      {...opening}
      className="flex max-w-full items-center gap-2 rounded-md border border-line-strong px-3 py-1.5 text-sm hover:bg-hover pointer-coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 truncate">{fileName}</span>
      <span className="figures shrink-0 text-2xs text-ink-3">
        {[kindOf(fileName, mediaType), bytes === null ? '' : format.bytes(bytes)].filter(Boolean).join(' · ')}
      </span>
    </a>
  )
}

function iconOf(mediaType: string | null): typeof File {
  if (mediaType === 'text/vcard') return ContactRound
  const [family] = (mediaType ?? '').split('/')
  const icons: Record<string, typeof File> = {
    image: FileImage,
    video: FileVideo,
    audio: FileAudio,
    text: FileText,
  }
  return mediaType === OPENS ? FileText : (icons[family ?? ''] ?? File)
}

/** By its bytes where they tell, else by the end of its name. */
function kindOf(fileName: string, mediaType: string | null): string {
  const [, short] = /^(?:image|audio|video)\/(?:x-)?([a-z0-9]{2,5})$/.exec(mediaType ?? '') ?? []
  if (mediaType === OPENS) return 'PDF'
  const [, extension] = /\.([a-z0-9]{1,5})$/i.exec(fileName) ?? []
  return (short ?? extension ?? '').toUpperCase()
}
