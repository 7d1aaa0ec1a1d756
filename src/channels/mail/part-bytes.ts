import type { MimePart } from './mime-parts.ts'

/** The part's bytes as its sender had them, its transfer encoding undone (RFC 2045, 6). Never throws. */
export function partBytes(mail: Buffer, part: MimePart): Buffer {
  const encoded = mail.subarray(part.start, part.end)
  switch (part.transferEncoding) {
    case 'base64':
      return fromBase64(encoded)
    case 'quoted-printable':
      return fromQuotedPrintable(encoded)
    default:
      return encoded
  }
}

/** At least how long the part is once decoded, for a question of size that is not worth decoding it. */
export function partBytesMin(part: MimePart): number {
  const encoded = part.end - part.start
  // Lines of base64 may be short; none is shorter in practice than 4 characters with a line end of 2.
  return part.transferEncoding === 'base64' ? Math.floor(encoded / 2) : Math.floor(encoded / 3)
}

const PAD = 0x3d

/** White space and strange characters are passed over; what was padded before its end goes on after the padding. */
function fromBase64(encoded: Buffer): Buffer {
  const pad = encoded.indexOf(PAD)
  if (pad === -1 || isEnd(encoded, pad)) return Buffer.from(encoded.toString('latin1'), 'base64')
  const pieces = encoded.toString('latin1').split(/=[=\s]*/)
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')))
}

function isEnd(encoded: Buffer, from: number): boolean {
  for (let at = from; at < encoded.length; at++) {
    const byte = encoded[at] ?? 0
    if (byte !== PAD && byte > 0x20) return false
  }
  return true
}

function fromQuotedPrintable(encoded: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(encoded.length)
  let length = 0
  let at = 0
  while (at < encoded.length) {
    const byte = encoded[at] ?? 0
    if (byte !== PAD) {
      decoded[length++] = byte
      at++
      continue
    }
    const high = hexDigit(encoded[at + 1])
    const low = hexDigit(encoded[at + 2])
    const next = high >= 0 && low >= 0 ? -1 : afterSoftBreak(encoded, at + 1)
    if (next !== -1) at = next
    else if (high >= 0 && low >= 0) {
      decoded[length++] = high * 16 + low
      at += 3
    } else {
      decoded[length++] = PAD
      at++
    }
  }
  return decoded.subarray(0, length)
}

/** Where the next line begins when nothing but white space stands before it; -1 when something does. */
function afterSoftBreak(encoded: Buffer, from: number): number {
  let at = from
  while (encoded[at] === 0x20 || encoded[at] === 0x09) at++
  if (at >= encoded.length) return at
  if (encoded[at] === 0x0d) at++
  return encoded[at] === 0x0a ? at + 1 : -1
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
