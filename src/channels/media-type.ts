import { extname } from 'node:path'

/** What only a name tells: texts, and documents in containers that many kinds share. Nothing of it is shown in a browser. */
const BY_NAME: Record<string, string> = {
  '.vcf': 'text/vcard',
  '.txt': 'text/plain',
  '.csv': 'text/csv',
  '.ics': 'text/calendar',
  '.eml': 'message/rfc822',
  '.doc': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
}

/** Kinds that their first bytes tell: a name stands in for them only while there are no bytes. */
const BY_EXTENSION: Record<string, string> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.mp4': 'video/mp4',
  '.mov': 'video/quicktime',
  '.3gp': 'video/3gpp',
  '.mp3': 'audio/mpeg',
  '.amr': 'audio/amr',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.pdf': 'application/pdf',
}

/** Brands of ISO media files (ISO/IEC 14496-12, section 4.3) by their first three letters. */
const BY_BRAND: Record<string, string> = {
  hei: 'image/heic',
  hev: 'image/heic',
  mif: 'image/heif',
  msf: 'image/heif',
  avi: 'image/avif',
  '3gp': 'video/3gpp',
  '3g2': 'video/3gpp2',
  'qt ': 'video/quicktime',
  M4A: 'audio/mp4',
}

const UNKNOWN = 'application/octet-stream'

/**
 * The media type of a file: what its first bytes say (16 suffice). Of kinds that have no mark of their own, and of a file without
 * bytes, its extension; else `application/octet-stream`. A name alone makes nothing a picture, a sound or a PDF.
 */
export function mediaType(path: string, firstBytes: Uint8Array): string {
  const extension = extname(path).toLowerCase()
  const shown = byContent(firstBytes)
  if (shown !== null && shown !== CONTAINER) return shown
  if (firstBytes.length === 0) return BY_EXTENSION[extension] ?? BY_NAME[extension] ?? UNKNOWN
  return BY_NAME[extension] ?? shown ?? UNKNOWN
}

/** A zip is also how newer documents are kept. */
const CONTAINER = 'application/zip'

function byContent(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  if (head.startsWith('%PDF-')) return 'application/pdf'
  if (head.startsWith('PK\x03\x04')) return CONTAINER
  if (/^(?:II\*\0|MM\0\*)/.test(head)) return 'image/tiff'
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') return 'image/bmp'
  if (head.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm'
  if (head.startsWith('fLaC')) return 'audio/flac'
  if (head.startsWith('RIFF')) return riff(head.slice(8, 12))
  if (head.slice(4, 8) === 'ftyp') return BY_BRAND[head.slice(8, 11)] ?? 'video/mp4'
  if (head.startsWith('#!AMR')) return 'audio/amr'
  if (head.startsWith('OggS')) return 'audio/ogg'
  // An ID3 tag, or the eleven bits that begin an MPEG frame of layer III.
  if (head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head)) return 'audio/mpeg'
  return /^(\xef\xbb\xbf)?BEGIN:VCARD/i.test(head) ? 'text/vcard' : null
}

function riff(form: string): string | null {
  return form === 'WEBP' ? 'image/webp' : form === 'WAVE' ? 'audio/wav' : null
}
