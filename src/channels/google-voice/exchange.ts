import type { ParsedMessage } from '../message.ts'
import type { WirePage, WirePerson } from './page-reader.ts'
import { addressKey, personName } from './wire-values.ts'

/** With whom the owner speaks on a page: one other, or a group. */
export type Exchange = Pick<ParsedMessage, 'peer' | 'peerName' | 'group'>

/**
 * Who is on the other side of a page, as far as the page itself tells. Two different speakers are a group,
 * whether or not the list of participants survived.
 */
export function exchangeOf(page: WirePage): Exchange {
  const others = page.records.flatMap(({ who }) => (who && who.mine !== true ? [who] : []))
  const speakers = distinct(others)
  if (page.participants !== null || speakers.length > 1) {
    const listed = distinct(page.participants ?? [])
    return { peer: null, peerName: null, group: (listed.length > 0 ? listed : speakers).map(member) }
  }
  const names = others.map((other) => personName(other.name, other.address))
  return {
    peer: speakers[0]?.address ?? null,
    peerName: names.find((name) => name !== null) ?? nameInTitle(page),
    group: null,
  }
}

function distinct(people: WirePerson[]): WirePerson[] {
  const byAddress = new Map<string, WirePerson>()
  for (const person of people) {
    if (person.address === '' || person.mine === true) continue
    const key = addressKey(person.address)
    if (!byAddress.has(key)) byAddress.set(key, person)
  }
  return [...byAddress.values()]
}

function member({ address, name }: WirePerson): { address: string; name: string | null } {
  return { address, name: personName(name, address) }
}

/**
 * The name on the second line of the title, `Me to\n<name>` or `Voicemail from\n<name>`; a conversation that
 * the other began has only the name. The first line is in the account's language and is not looked at.
 */
function nameInTitle(page: WirePage): string | null {
  const lineEnd = page.title.indexOf('\n')
  const nameAlone = page.form === 'conversation' && page.records[0]?.who?.mine === false
  if (lineEnd === -1 && !nameAlone) return null
  return personName(page.title.slice(lineEnd + 1), '')
}
