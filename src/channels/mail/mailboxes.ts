import { addressParser, decodeWords } from 'postal-mime'

/** Someone whom a mail names: the address as written, and a name when the mail has one that is not the address again. */
export type Mailbox = { address: string; name: string | null }

/** Longer lists are cut. */
const MAILBOXES_MAX = 2000
/** RFC 5321, 4.5.3.1: 64 for the local part, 255 for the domain. */
const ADDRESS_CHARS_MAX = 320
const NAME_CHARS_MAX = 200

/** The people of address fields (RFC 5322, 3.4), groups unpacked, those without an address left out. Never throws. */
export function mailboxes(fields: readonly string[]): Mailbox[] {
  const found: Mailbox[] = []
  for (const field of fields) {
    let surname: string | null = null
    for (const { name, address } of addressParser(field, { flatten: true })) {
      if (found.length >= MAILBOXES_MAX) return found
      const written = (address ?? '').replace(/\s+/g, '')
      if (isAddress(written)) {
        // `Alvarez, Rosa <rosa@…>` without the quotes that its comma needs is read as two.
        const whole = surname === null || name === '' ? name : `${surname}, ${name}`
        found.push({ address: written, name: mailboxName(whole, written) })
        surname = null
      } else surname = written === '' && isWord(name) ? name : null
    }
  }
  return found
}

/** Of each address the first, however it is written. */
export function distinctMailboxes(all: readonly Mailbox[]): Mailbox[] {
  const byAddress = new Map<string, Mailbox>()
  for (const mailbox of all) {
    const key = mailbox.address.toLowerCase()
    if (!byAddress.has(key)) byAddress.set(key, mailbox)
  }
  return [...byAddress.values()]
}

function isAddress(text: string): boolean {
  return text.length <= ADDRESS_CHARS_MAX && /^[^@<>,;:"\s][^<>,;"\s]*@[^@<>,;"\s]+$/.test(text)
}

function mailboxName(written: string, address: string): string | null {
  // Some mailers encode what is encoded already.
  const decoded = written.includes('=?') ? decodeWords(written) : written
  const name = decoded
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .replace(/^(['"“„])(.+)['"”]$/su, '$2')
    .trim()
    .slice(0, NAME_CHARS_MAX)
    .toWellFormed()
  // A name that is an address tells nothing, or something false: `"office@harbor.example" <stranger@example.org>`.
  if (name === '' || name.toLowerCase() === address.toLowerCase() || /^\S+@\S+\.\S+$/.test(name)) return null
  return inOrder(name)
}

/** Not the name of a person, after the comma. */
const SUFFIX =
  /^(?:inc|llc|llp|ltd|co|corp|gmbh|ag|sa|s\.a|sp\.?\s|sp$|jr|sr|ii|iii|iv|md|m\.d|phd|ph\.d|cpa|esq|pe|p\.e)\b/i

/** Outlook's `Alvarez, Rosa` becomes `Rosa Alvarez`; `Harbor Plumbing, LLC` stays. */
function inOrder(name: string): string {
  const [last = '', first = '', ...more] = name.split(',').map((part) => part.trim())
  if (more.length > 0 || !isWord(last) || !isWord(first) || SUFFIX.test(first)) return name
  return `${first} ${last}`
}

/** One to three words of letters, as a name has them. */
function isWord(text: string): boolean {
  return /^\p{Lu}[\p{L}'’.-]*(?: [\p{L}'’.-]+){0,2}$/u.test(text)
}
