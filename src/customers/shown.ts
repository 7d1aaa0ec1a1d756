import { foldName, tellingWords } from './name.ts'
import { businessWords } from './name-words.ts'

export type CustomerKind = 'unknown' | 'residential' | 'business'
export type NameFrom = 'none' | 'contacts' | 'message' | 'person'

/** A name or a kind that a message or a person gave a customer. */
export type Given = { name: string | null; by: 'message' | 'person' | null; kind: CustomerKind | null }

/** What a customer is shown as. */
export type Shown = { name: string | null; nameFrom: NameFrom; kind: CustomerKind; sortName: string }

/** Sorts the nameless behind every name, in the order of bytes. */
export const namelessSortName = '~'

/**
 * What a customer is shown as: a name that a person gave it, else one a person gave somebody merged into it, else
 * the newest in the contacts, else one from a message. Made from scratch each time, so that merges can be undone in
 * any order. `absorbed` are the customers merged into it directly, in the order of the merges.
 */
export function shownAs(own: Given, absorbed: readonly Given[], contactName: string | null): Shown {
  const given = [own, ...absorbed]
  const byPerson = given.find(({ name, by }) => name !== null && by === 'person')?.name ?? null
  const byMessage = given.find(({ name, by }) => name !== null && by === 'message')?.name ?? null
  const kind = given.map((one) => one.kind).find((known) => known !== null && known !== 'unknown')
  const name = byPerson ?? contactName ?? byMessage
  return {
    name,
    nameFrom:
      byPerson !== null
        ? 'person'
        : contactName !== null
          ? 'contacts'
          : byMessage !== null
            ? 'message'
            : 'none',
    kind: kind ?? kindOfName(name),
    sortName: sortNameOf(name),
  }
}

/** Business when the name says so (`Linden Court Apartments`, `Restauracja Pod Lipą`); otherwise nobody knows. */
export function kindOfName(name: string | null): CustomerKind {
  if (name === null) return 'unknown'
  const isBusiness =
    tellingWords(name).some((word) => businessWords.has(word)) || /\bsp\.? ?z ?o\.? ?o\b/iu.test(name)
  return isBusiness ? 'business' : 'unknown'
}

/** The form in which names are sorted and paged; `~` for none. */
export function sortNameOf(name: string | null): string {
  return name === null ? namelessSortName : foldName(name)
}
