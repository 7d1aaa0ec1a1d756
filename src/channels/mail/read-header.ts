import { type Header, readHeader } from './header-fields.ts'

/** The header of a whole mail, and where its body begins. Blank lines before it, and a byte order mark, are passed over. */
export function readMailHeader(mail: Buffer): { header: Header; bodyStart: number } {
  let start = mail[0] === 0xef && mail[1] === 0xbb && mail[2] === 0xbf ? 3 : 0
  while (mail[start] === 0x0a || mail[start] === 0x0d) start++
  return readHeader(mail, start)
}
