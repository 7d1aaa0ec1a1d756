import { calledAfter, type ParsedMessage } from '../channels/channels.ts'
import { type Address, foldName, forgetAddresses, normalizeAddresses } from '../customers/customers.ts'
import { saidIn, unaskedFiles, unkeptPages } from '../inbox/inbox.ts'
import { anybodyErased, type Erasable, type ItemSeal, pack, wasErased } from '../intake/intake.ts'
import type { Tx } from '../store/store.ts'
import type { ReceivedItem } from './receive.ts'

/** What may come in of an item. */
export type Admitted = {
  /** Without its bytes, where something of it may not come in. */
  item: ReceivedItem
  /** `asCame` is what makes a message the same in every export: in a group also who was erased. */
  messages: { message: ParsedMessage; asCame: ParsedMessage }[]
  /** Messages of people who were erased. */
  withheld: number
  /** Whether nothing of the item may come in. */
  isOut: boolean
}

/**
 * Keeps out what people who were erased wrote, or what was exchanged with them alone. What others wrote in a group comes in,
 * without them among those addressed. A page that cannot be read is theirs when it is called after them.
 */
export async function withholdErased(
  tx: Tx,
  input: {
    key: Buffer
    sourceId: string
    items: readonly ReceivedItem[]
    addresses: ReadonlyMap<string, Address>
  },
): Promise<Admitted[]> {
  const erased = await erasedAmong(tx, input)
  const theirs = [...input.addresses.values()].filter((address) => erased.has(textOf(address)))
  if (theirs.length > 0) await forgetAddresses(tx, theirs) // noted just now, when they were read
  return input.items.map((item) => {
    if (erased.size === 0) return { item, messages: item.messages.map(asItCame), withheld: 0, isOut: false }
    if (item.messages.length === 0) {
      const isOut = item.setAside.length > 0 && isOfErased(erased, input.addresses, item.path)
      return { item, messages: [], withheld: 0, isOut }
    }
    const messages = item.messages.flatMap((message) => {
      if (concernsOnly(erased, input, message)) return []
      const group =
        message.group?.filter(({ address }) => !erased.has(textOf(input.addresses.get(address)))) ?? null
      return [{ message: { ...message, group }, asCame: message }]
    })
    const withheld = item.messages.length - messages.length
    const isTouched =
      withheld > 0 || messages.some(({ message, asCame }) => message.group?.length !== asCame.group?.length)
    return { item: isTouched ? bodiless(item) : item, messages, withheld, isOut: messages.length === 0 }
  })
}

function asItCame(message: ParsedMessage) {
  return { message, asCame: message }
}

function bodiless(item: ReceivedItem): ReceivedItem {
  const bytes = Buffer.alloc(0)
  return { ...item, bytes, packed: pack(bytes) }
}

/** Whether a message is theirs, or was exchanged with nobody else. */
function concernsOnly(
  erased: ReadonlySet<string>,
  { sourceId, addresses }: { sourceId: string; addresses: ReadonlyMap<string, Address> },
  message: ParsedMessage,
): boolean {
  const { group, sender, peer, peerName } = message
  const isErased = (address: string | null) => address !== null && erased.has(textOf(addresses.get(address)))
  if (group !== null) return isErased(sender) || group.every(({ address }) => isErased(address))
  if (peer !== null) return isErased(peer)
  if (peerName !== null && erased.has(textOf({ kind: 'name', value: foldName(peerName) }))) return true
  return erased.has(textOf({ sourceId, said: saidIn(message) }))
}

/** Of everybody and everything in these items, as text, what was erased. */
async function erasedAmong(
  tx: Tx,
  { key, sourceId, items, addresses }: Parameters<typeof withholdErased>[1],
): Promise<Set<string>> {
  if (!(await anybodyErased(tx))) return new Set()
  const asked = new Map<string, Erasable>()
  for (const address of addresses.values()) asked.set(textOf(address), address)
  for (const { path, messages } of items) {
    if (messages.length === 0) {
      const called = calledOf(path)
      asked.set(textOf(called), called)
    }
    for (const message of messages) {
      if (message.peer !== null || message.group !== null) continue
      const said = { sourceId, said: saidIn(message) }
      asked.set(textOf(said), said)
      if (message.peerName === null) continue
      const name = { kind: 'name', value: foldName(message.peerName) }
      asked.set(textOf(name), name)
    }
  }
  const was = await wasErased(tx, { key, asked: [...asked.values()] })
  return new Set([...asked.keys()].filter((_, index) => was[index]))
}

/**
 * Files of a source that are called after people who were erased, and that no message has: such as pictures whose page did
 * not come.
 */
export async function filesOfErased(
  tx: Tx,
  { key, sourceId, region }: { key: Buffer; sourceId: string; region: string },
): Promise<string[]> {
  if (!(await anybodyErased(tx))) return []
  const files = (await unaskedFiles(tx, { sourceId })).map(({ path }) => path)
  return pathsOfErased(tx, { key, region, paths: files })
}

/** Pages of a source that are called after people who were erased, and of which nothing is kept. */
export async function pagesOfErased(
  tx: Tx,
  { key, itemSeal, sourceId, region }: { key: Buffer; itemSeal: ItemSeal; sourceId: string; region: string },
): Promise<string[]> {
  if (!(await anybodyErased(tx))) return []
  return pathsOfErased(tx, { key, region, paths: await unkeptPages(tx, { itemSeal, sourceId }) })
}

async function pathsOfErased(
  tx: Tx,
  { key, region, paths }: { key: Buffer; region: string; paths: readonly string[] },
): Promise<string[]> {
  const addresses = await normalizeAddresses(tx, { region, written: paths.flatMap(numberCalled) })
  const asked = new Map<string, Erasable>()
  for (const one of [...addresses.values(), ...paths.map(calledOf)]) asked.set(textOf(one), one)
  const was = await wasErased(tx, { key, asked: [...asked.values()] })
  const erased = new Set([...asked.keys()].filter((_, index) => was[index]))
  const theirs = [...addresses.values()].filter((address) => erased.has(textOf(address)))
  if (theirs.length > 0) await forgetAddresses(tx, theirs)
  return paths.filter((path) => isOfErased(erased, addresses, path))
}

/** The number that a page or file is called after, if it is one. */
export function numberCalled(path: string): string[] {
  const called = calledAfter(path)
  return /^\+?\d+$/.test(called) ? [called] : []
}

/** Whom a page or file is called after, as names of the erased are marked. */
function calledOf(path: string): Erasable {
  return { kind: 'called', value: foldName(calledAfter(path)) }
}

function isOfErased(
  erased: ReadonlySet<string>,
  addresses: ReadonlyMap<string, Address>,
  path: string,
): boolean {
  const number = addresses.get(calledAfter(path))
  return erased.has(textOf(calledOf(path))) || (number !== undefined && erased.has(textOf(number)))
}

function textOf(one: Erasable | undefined): string {
  if (one === undefined) return ''
  return 'said' in one ? `said ${one.sourceId} ${one.said}` : `${one.kind} ${one.value}`
}
