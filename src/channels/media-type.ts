import { extname } from 'node:path'

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
  '.vcf': 'text/vcard',
}

/** Brands of ISO media files (ISO/IEC 14496-12, section 4.3) by their first three letters. */
const BY_BRAND: Record<string, string> = {
  hei: 'image/heic',
  hev: 'image/heic',
  mif: 'image/heif',
  msf: 'image/heif',
  '3gp': 'video/3gpp',
  '3g2': 'video/3gpp2',
  'qt ': 'video/quicktime',
  M4A: 'audio/mp4',
}

/**
 * The media type of a file: what its first bytes say (16 suffice), or else its extension, or else
 * `application/octet-stream`. Nothing else in the name is believed.
 */
export function mediaType(path: string, firstBytes: Uint8Array): string {
  return byContent(firstBytes) ?? BY_EXTENSION[extname(path).toLowerCase()] ?? 'application/octet-stream'
}

function byContent(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
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
