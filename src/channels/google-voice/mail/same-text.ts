/**
 * Whether two texts are one as its wires show it: a forwarded mail breaks lines and knows no sign outside of Latin-1 before
 * 2012, a Takeout says `MMS Received` for no words. White space, invisible signs and ways to encode a letter do not count.
 */
export function sameText(one: string, other: string): boolean {
  const a = normal(one)
  const b = normal(other)
  if (a === b) return true
  return (
    (isNarrow(a) && a.includes('?') && narrow(b) === narrow(a)) ||
    (isNarrow(b) && b.includes('?') && narrow(a) === narrow(b))
  )
}

function normal(text: string): string {
  const plain = text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
  return plain === 'MMS Received' || plain === 'MMS Sent' ? '' : plain
}

/** Joiners and marks that wires add or drop: of emoji, of byte order, of direction. */
const INVISIBLE =
  /\ufe0f|\ufe0e|\u200b|\u200c|\u200d|\u200e|\u200f|\u2060|\ufeff|\u00ad|\p{Cc}(?<![\t\n\r])/gu

function isNarrow(text: string): boolean {
  return /^[\0-\xff]*$/.test(text)
}

/** What mails of 2010 left of signs that Latin-1 lacks: question marks, one or two for each. */
function narrow(text: string): string {
  return text.replace(/[^\0-\xff]/g, '?').replace(/\?+/g, '?')
}
