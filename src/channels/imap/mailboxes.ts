import type { ImapFlow, ListResponse } from 'imapflow'
import { sha256 } from '../../base/bytes.ts'

export type Mailbox = {
  /** As the server has it. */
  name: string
  /** Stands for it in paths and cursors: names of mailboxes can be names of people. */
  key: string
  /** `inbox`, `sent`, `junk`, `archive`, …; null for one that has no special use. */
  role: string | null
}

/** INBOX as itself, whatever its case (RFC 3501 §5.1); any other by a part of its hash. */
export function keyOf(name: string): string {
  return isInbox(name) ? 'INBOX' : sha256(name).slice(0, 12)
}

/** The mailboxes that `wanted` names, each once, in that order; null for a name that is not there. */
export async function* findMailboxes(client: ImapFlow, wanted: string[]): AsyncGenerator<Mailbox | null> {
  const passed = new Set<string>()
  let listed: ListResponse[] | undefined
  for (const want of wanted) {
    if (!isInbox(want)) listed ??= await client.list() // a mail in INBOX does not wait for it
    const found = isInbox(want) ? inbox : mailboxOf(listed?.find(isCalled(want)))
    if (found === null && want.startsWith('\\')) continue
    if (found !== null && passed.has(found.key)) continue
    if (found !== null) passed.add(found.key)
    yield found
  }
}

const inbox: Mailbox = { name: 'INBOX', key: 'INBOX', role: 'inbox' }

function isInbox(name: string): boolean {
  return name.toUpperCase() === 'INBOX'
}

function isCalled(want: string): (listed: ListResponse) => boolean {
  return ({ path, specialUse, flags }) =>
    !flags.has('\\Noselect') && (path === want || (want.startsWith('\\') && specialUse === want))
}

function mailboxOf(listed: ListResponse | undefined): Mailbox | null {
  if (listed === undefined) return null
  const { path: name, specialUse } = listed
  return { name, key: keyOf(name), role: specialUse?.replace('\\', '').toLowerCase() ?? null }
}
