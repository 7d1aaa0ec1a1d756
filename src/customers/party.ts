import { sha256 } from '../base/bytes.ts'
import type { Address } from './address.ts'
import { cleanName, foldName } from './name.ts'

/** The other side of a message as its source wrote it. */
export type WrittenParty =
  | { kind: 'one'; address: string; name: string | null }
  /** Only a name is known. */
  | { kind: 'name'; name: string }
  /** Everyone but the firm, in any order. */
  | { kind: 'group'; members: readonly { address: string; name: string | null }[] }
  /** Withheld; `key` is the message's own, so that strangers are not put together. */
  | { kind: 'unknown'; key: string }

/** One member of a party, in stored form. */
export type Member = {
  kind: Address['kind'] | 'name'
  value: string
  /** As written and tidied; null when no name came with it. */
  name: string | null
}

/** Longer keys are hashed: an index entry is limited. */
const KEY_LENGTH_MAX = 1000

/**
 * The key of a set of participants: `kind:value` of its members, sorted, joined by a space. A group of one other
 * is that one. `addresses` must hold every address written in the party; an Error when one is missing.
 */
export function partyKey(party: WrittenParty, addresses: ReadonlyMap<string, Address>): string {
  if (party.kind === 'unknown') return `unknown:${party.key}`
  const members = partyMembers(party, addresses)
  if (members.length === 0) return 'unknown:nobody'
  const key = members.map(memberKey).join(' ')
  return key.length <= KEY_LENGTH_MAX ? key : `sha256:${sha256(key)}`
}

/** The members of a party, each once, in the order of their keys; none for an unknown one. */
export function partyMembers(party: WrittenParty, addresses: ReadonlyMap<string, Address>): Member[] {
  const members = new Map<string, Member>()
  for (const { address, name } of writtenMembers(party)) {
    const member = readMember(address, name, addresses)
    if (member === undefined) continue
    const key = memberKey(member)
    if (members.get(key)?.name == null) members.set(key, member)
  }
  return [...members.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, member]) => member)
}

/** `kind:value` with spaces escaped, so that members joined by spaces stay apart. */
export function memberKey(member: { kind: string; value: string }): string {
  return `${member.kind}:${member.value.replace(/[%\s]/gu, encodeURIComponent)}`
}

function writtenMembers(party: WrittenParty): readonly { address: string; name: string | null }[] {
  if (party.kind === 'one') return [party]
  if (party.kind === 'name') return [{ address: '', name: party.name }]
  return party.kind === 'group' ? party.members : []
}

function readMember(
  written: string,
  writtenName: string | null,
  addresses: ReadonlyMap<string, Address>,
): Member | undefined {
  const name = cleanName(writtenName)
  if (written.trim() !== '') {
    const address = addresses.get(written)
    if (address === undefined) throw new Error('An address of the party was not normalised beforehand.')
    if (address.value !== '') return { ...address, name }
  }
  const bare =
    name ??
    writtenName
      ?.toWellFormed()
      .replace(/[\p{Cc}\s]+/gu, ' ')
      .trim()
      .slice(0, 160)
  return bare ? { kind: 'name', value: foldName(bare), name: bare } : undefined
}
