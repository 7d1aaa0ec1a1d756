import type { ParsedPage } from './page.ts'

/** Who an address belongs to, according to the owner's address book on the day of the export. */
export type WireContact = { address: string; name: string }

/** The names that the page gives to addresses, each pair once. */
export function contactsOf(page: ParsedPage): WireContact[] {
  const groups = new Set(page.messages.map(({ group }) => group ?? []))
  const pairs = page.messages.flatMap((message) => [
    { address: message.peer, name: message.peerName },
    { address: message.sender, name: message.senderName },
  ])
  const contacts = new Map<string, WireContact>()
  for (const { address, name } of [...pairs, ...[...groups].flat()]) {
    if (address !== null && name !== null) contacts.set(`${address}\n${name}`, { address, name })
  }
  return [...contacts.values()]
}
