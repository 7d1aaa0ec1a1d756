/** Writes header fields (RFC 5322 §2.2) in ASCII, whatever is in them: nothing in a value begins a line of its own. */

const LINE_CHARS = 76
/** Bytes of UTF-8 that fit an encoded word of 75 characters in base64. */
const WORD_BYTES = 45

/** `Name: value`, with words encoded where they need it (RFC 2047), ended by CRLF; nothing where the name is none. */
export function field(name: string, value: string): string {
  if (!/^[!-9;-~]{1,70}$/.test(name)) return ''
  return folded(`${name}: ${isPlain(value) ? oneLine(value) : encodeWords(oneLine(value))}`)
}

/** A field of addresses that `mailbox` wrote. */
export function addressField(name: string, mailboxes: string[]): string {
  return mailboxes.length === 0 ? '' : folded(`${name}: ${mailboxes.join(', ')}`)
}

/** A field of addresses as somebody wrote it: one with a name is read; several stay as they are. */
export function writtenAddressField(name: string, written: string): string {
  if (isPlain(written)) return field(name, written)
  const [, said, address] = /^([^<>]*)<([^<>]*)>\s*$/.exec(oneLine(written)) ?? []
  if (said === undefined || address === undefined) return field(name, written)
  return addressField(name, [mailbox({ name: said.replace(/^\s*"|"\s*$/g, ''), address })])
}

/** A mailbox with its name as a phrase (RFC 5322 §3.4); nothing that could be read as another address. */
export function mailbox({ name, address }: { name: string; address: string }): string {
  const bare = oneLine(address).replace(/[\s<>,;"]/g, '')
  const said = oneLine(name).trim()
  if (said === '') return bare
  return isPlain(said) ? `"${said.replace(/["\\]/g, '\\$&')}" <${bare}>` : `${encodeWords(said)} <${bare}>`
}

/** Parameters of Content-Type and Content-Disposition, non-ASCII by RFC 2231. */
export function parameter(name: string, value: string): string {
  const said = oneLine(value)
  if (isPlain(said)) return `${name}="${said.replace(/["\\]/g, '\\$&')}"`
  const coded = encodeURIComponent(said).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `${name}*=utf-8''${coded}`
}

function encodeWords(text: string): string {
  const words: string[] = []
  let word = ''
  for (const sign of text) {
    if (Buffer.byteLength(word + sign) > WORD_BYTES) {
      words.push(word)
      word = ''
    }
    word += sign
  }
  words.push(word)
  return words.map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join(' ')
}

/** What looks like an encoded word is none, since Postmark has decoded all: written as it is, it would be read as one. */
function isPlain(text: string): boolean {
  return /^[ -~\t\r\n]*$/.test(text) && !text.includes('=?')
}

function oneLine(text: string): string {
  return text.toWellFormed().replace(/[\r\n\0]+[ \t]*/g, ' ')
}

/** Breaks a long field at blanks; a word that is longer stays whole. */
function folded(line: string): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(/(?<=\S)(?= )/)) {
    if (current !== '' && current.length + word.length > LINE_CHARS) {
      lines.push(current)
      current = ''
    }
    current += word
  }
  return `${[...lines, current].join('\r\n')}\r\n`
}
