import { mediaType } from '../media-type.ts'
import type { AttachmentKind, AttachmentPlace, ParsedAttachment } from '../message.ts'
import type { SetAside } from '../set-aside.ts'
import { isBody, partText } from './body-text.ts'
import { type MimePart, mimeParts } from './mime-parts.ts'
import { partBytes, partBytesMin } from './part-bytes.ts'
import { readMailHeader } from './read-header.ts'

/** What a part of a mail is once it is taken out of it. */
export type PartContent = { bytes: Buffer; mediaType: string; name: string }

/** Pictures in signatures are smaller, photographs larger. */
const DECORATION_BYTES_MAX = 5 * 1024
const NAME_CHARS_MAX = 255
/** Largest file that is taken out of a mail, bytes: photographs have 5 MB, films of a phone that mail carries some 18. */
export const FILE_BYTES_MAX = 20 * 1024 ** 2

/**
 * The files that came with a mail, in its order; `path` is the mail's. No attachments are: what is read as text; signatures
 * of cryptography; of alternatives, those that only machines read; and decoration, unless `keepDecoration`: a
 * picture of one pixel, and a picture under 5 KB that is shown within the text (`cid:`, RFC 2392), or lies beside the text
 * in `multipart/related` and is not called an attachment. One whose bytes were taken out on the way is missing, and one of more
 * than `fileBytesMax` is left in its mail.
 */
export function mailAttachments(
  path: string,
  mail: Buffer,
  leaves: readonly MimePart[],
  { keepDecoration = false, fileBytesMax = FILE_BYTES_MAX } = {},
): ParsedAttachment[] {
  const files = leaves.filter((part) => isFile(part))
  let shown: Set<string> | null = null
  return files.flatMap((part) => {
    if (!keepDecoration && isSmallPicture(part)) {
      shown ??= shownInText(mail, leaves)
      if (isDecoration(mail, part, shown)) return []
    }
    return [
      {
        kind: kindOf(mail, part),
        reference: nameOf(mail, part),
        place: placeOf(path, mail, part, fileBytesMax),
      },
    ]
  })
}

function placeOf(path: string, mail: Buffer, part: MimePart, bytesMax: number): AttachmentPlace {
  if (bytesTakenOut(part) > 0) return { state: 'missing' }
  // At least a third of it is bytes, whatever its encoding; most files are not worth decoding for it.
  const isTooLarge = part.end - part.start > bytesMax && partBytes(mail, part).length > bytesMax
  return isTooLarge ? { state: 'too_large' } : { state: 'resolved', path: `${path}#${part.place}` }
}

/** What tells people of the files that were left in the mail at `path`. */
export function filesLeftOut(path: string, attachments: readonly ParsedAttachment[]): SetAside[] {
  const count = attachments.filter(({ place }) => place.state === 'too_large').length
  if (count === 0) return []
  const files = count === 1 ? 'A file of the mail is' : `${count} files of the mail are`
  const reason = `${files} larger than ${FILE_BYTES_MAX / 1024 ** 2} MB. The mail is kept, as it came.`
  return [{ path, code: 'file_too_large', reason, records: count }]
}

/** The part at that place of a mail, as `partsOf` gives it. */
export function partOf(mail: Buffer, place: number): PartContent | null {
  return partsOf(mail)(place)
}

/**
 * Takes parts out of a mail by their places, as `mailAttachments` counts them; null where there is none. The mail is looked through
 * once, however many are asked for. The media type is what a part's first bytes show, where they show one, for people open
 * what they get by it.
 */
export function partsOf(mail: Buffer): (place: number) => PartContent | null {
  const { header, bodyStart } = readMailHeader(mail)
  const { leaves } = mimeParts(mail, header, bodyStart)
  return (place) => {
    const part = leaves[place]
    if (!part || bytesTakenOut(part) > 0) return null
    const bytes = partBytes(mail, part)
    const name = nameOf(mail, part)
    const shown = mediaType('', bytes)
    return { bytes, name, mediaType: shown === UNKNOWN ? declaredType(part, name, bytes) : shown }
  }
}

const UNKNOWN = 'application/octet-stream'
const NO_FILES = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'text/x-amp-html',
  'text/watch-html',
])

function isFile(part: MimePart): boolean {
  if (isBody(part) || NO_FILES.has(part.type)) return false
  const isEmpty = part.end <= part.start
  return !(isEmpty && givenName(part) === null)
}

/** How many bytes a part had that has none any more (`size`, RFC 2183, 2.7); 0 where none were taken out. */
function bytesTakenOut({ start, end, disposition }: MimePart): number {
  return end > start ? 0 : Number(disposition.parameters.get('size')) || 0
}

function isSmallPicture(part: MimePart): boolean {
  return part.type.startsWith('image/') && (bytesTakenOut(part) || partBytesMin(part)) < DECORATION_BYTES_MAX
}

function isDecoration(mail: Buffer, part: MimePart, shown: ReadonlySet<string>): boolean {
  const bytes = partBytes(mail, part)
  if ((bytesTakenOut(part) || bytes.length) >= DECORATION_BYTES_MAX) return false
  if (isOnePixel(bytes)) return true
  if (part.contentId === null) return false
  const isBeside = part.parent?.type === 'multipart/related' && part.disposition.value !== 'attachment'
  return isBeside || shown.has(part.contentId)
}

/** Content ids that the mail's HTML shows. */
function shownInText(mail: Buffer, leaves: readonly MimePart[]): Set<string> {
  const html = leaves
    .filter((part) => part.type === 'text/html' && isBody(part))
    .map((part) => partText(mail, part))
  const ids = html.flatMap((text) => [...text.matchAll(/\bcid:([^"'\s<>)]{1,250})/gi)])
  return new Set(ids.map(([, id]) => decoded(id ?? '')))
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id // a stray percent sign
  }
}

/** By the sizes in the headers of GIF, PNG and BMP. */
function isOnePixel(bytes: Buffer): boolean {
  const mark = bytes.toString('latin1', 0, 6)
  if (/^GIF8[79]a$/.test(mark) && bytes.length >= 10)
    return bytes.readUInt16LE(6) <= 1 && bytes.readUInt16LE(8) <= 1
  if (mark.startsWith('\x89PNG') && bytes.length >= 24)
    return bytes.readUInt32BE(16) <= 1 && bytes.readUInt32BE(20) <= 1
  return (
    mark.startsWith('BM') && bytes.length >= 26 && bytes.readInt32LE(18) <= 1 && bytes.readInt32LE(22) <= 1
  )
}

function kindOf(mail: Buffer, part: MimePart): AttachmentKind {
  const isVague = !/^(?:image|video|audio|text|message)\//.test(part.type)
  const type = isVague ? declaredType(part, nameOf(mail, part), firstBytes(mail, part)) : part.type
  if (/^text\/(?:x-|directory\b)?v-?card$/.test(type) || type === 'text/directory') return 'contact_card'
  // A drawing that can carry scripts is no picture to be shown.
  if (type.startsWith('image/svg')) return 'file'
  const [family] = type.split('/')
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file'
}

function firstBytes(mail: Buffer, part: MimePart): Buffer {
  return partBytes(mail, { ...part, end: Math.min(part.end, part.start + 64) })
}

/** What the mail says of the part, or where that is nothing, what its name and bytes say. */
function declaredType(part: MimePart, name: string, bytes: Buffer): string {
  const isVague = part.type === UNKNOWN || part.type === 'application/x-unknown' || part.place === -1
  return isVague || part.type.startsWith('multipart/') ? mediaType(name, bytes) : part.type
}

function givenName(part: MimePart): string | null {
  const written = part.disposition.parameters.get('filename') ?? part.parameters.get('name') ?? ''
  const name = written
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/^.*[/\\]/s, '')
    .trim()
  return name === '' ? null : name.slice(-NAME_CHARS_MAX)
}

/** The file's name, without folders; a part that has none is called after what it is and where. */
function nameOf(mail: Buffer, part: MimePart): string {
  const given = givenName(part)
  if (given !== null) return given
  const type = part.type === UNKNOWN ? mediaType('', firstBytes(mail, part)) : part.type
  const extension = EXTENSIONS[type] ?? (/^[a-z]+\/[a-z0-9]{2,5}$/.exec(type) ? type.split('/')[1] : 'bin')
  return `${type.split('/')[0] ?? 'file'}-${part.place}.${extension}`
}

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/pjpeg': 'jpg',
  'image/svg+xml': 'svg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'text/calendar': 'ics',
  'message/rfc822': 'eml',
  'message/delivery-status': 'txt',
  'application/ms-tnef': 'dat',
}
