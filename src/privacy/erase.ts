import { sql } from 'kysely'
import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { isCalledAfter, messagesOfAny } from '../channels/channels.ts'
import { forgetConflicts } from '../conflicts/conflicts.ts'
import {
  erasePerson,
  foldName,
  type KnownPerson,
  knownPerson,
  normalizeAddresses,
} from '../customers/customers.ts'
import { forgetVectors } from '../embeddings/embeddings.ts'
import { forgetChanges } from '../events/events.ts'
import { forgetUnderstandings } from '../findings/findings.ts'
import { forgetTold } from '../hooks/hooks.ts'
import {
  currentRule,
  eraseMessages,
  findMessagesOf,
  forgetFiles,
  forgetFilesOf,
  forgetSourceFiles,
  type MediaFolder,
  saidIn,
} from '../inbox/inbox.ts'
import { forgetInsights } from '../insights/insights.ts'
import {
  countOpenRuns,
  eraseItems,
  eraseSetAside,
  type ItemSeal,
  itemsWithoutMessages,
  markErased,
  readRawItems,
} from '../intake/intake.ts'
import { forgetMirrored } from '../mirror/mirror.ts'
import { forgetMessages } from '../models/models.ts'
import { forgetNotices } from '../notices/notices.ts'
import { forgetReplies, forgetVoiceAddresses } from '../replies/replies.ts'
import { forgetIndexedPerson, tidyIndex } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { forgetSuggestions } from '../suggestions/suggestions.ts'
import { forgetTickets } from '../tickets/tickets.ts'

const ITEMS_PER_READ = 500

export type EraseIo = {
  store: Store
  clock: Clock
  audit: Audit
  media: Pick<MediaFolder, 'forget'>
  /** Key of the marks by which the erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
}

/** What was forgotten. */
export type Erased = { messages: number; conversations: number; rawItems: number; files: number }

/**
 * Forgets a person in everything that this firm keeps: who they are, what was said with them and alone, what they wrote in
 * groups, what came in and what was made of it, their files, and what the audit trail sealed of them; and marks them, so that
 * no later import brings them back. What others wrote of them in their own messages stays. Refuses with
 * `customer_not_found`, `customer_merged`, `import_running`.
 */
export async function eraseCustomer(
  io: EraseIo,
  input: { tenantId: Id; customerId: Id; actor: Actor; reason: string | undefined; timeoutHours: number },
): Promise<Erased> {
  const { store, clock, audit, itemSeal, erasedKey: key } = io
  const { tenantId, customerId, actor } = input
  const person = await store.read(tenantId, (db) => knownPerson(db, customerId))
  const copies = await findCopies(io, tenantId, person)
  const erased = await store.write(tenantId, async (tx) => {
    const { queued, running } = await countOpenRuns(tx)
    if (queued + running > 0) throw importRunning()
    const now = await knownPerson(tx, customerId)
    const rule = await currentRule(tx, { clock, timeoutHours: input.timeoutHours })
    const found = await findMessagesOf(tx, now)
    const messageIds = found.messages.map(({ id }) => id)
    await forgetTickets(tx, { customerIds: now.customerIds, messageIds })
    await forgetInsights(tx, { messageIds, conversationIds: found.conversationIds })
    await forgetUnderstandings(tx, messageIds)
    await forgetIndexedPerson(tx, {
      messageIds,
      customerIds: now.customerIds,
      pointIds: now.points.map(({ id }) => id),
      groupIds: now.groupIds,
    })
    await forgetVectors(tx, messageIds)
    await forgetMessages(tx, messageIds)
    await forgetSuggestions(tx, messageIds)
    await forgetReplies(tx, { messageIds, addresses: now.written })
    await forgetVoiceAddresses(
      tx,
      now.points.map(({ value }) => value),
    )
    const ofMessages = await eraseMessages(tx, { clock, rule, ...now, ...found })
    const touched = [...new Set([...found.messages.map(({ rawItemId }) => rawItemId), ...copies])]
    const { rows: shared } = await sql<{ id: Id }>`
      select distinct raw_item_id as id from message
      where raw_item_id = any(${touched}::uuid[]) or participants_id = any(${now.groupIds}::uuid[])`.execute(
      tx,
    )
    const emptied = shared.map(({ id }) => id)
    const gone = touched.filter((id) => !emptied.includes(id))
    const paths = await eraseItems(tx, { itemSeal, gone, emptied })
    await forgetSourceFiles(tx, { paths })
    const unasked = await forgetFilesOf(tx, { clock, itemSeal, isTheirs: pathsOf(now) })
    await eraseSetAside(tx, { paths, words: wordsOf(now), isTheirs: pathsOf(now) })
    await erasePerson(tx, now)
    await forgetMirrored(tx)
    await forgetConflicts(tx)
    await forgetNotices(tx)
    const erasedIds = [...now.customerIds, ...found.conversationIds, ...messageIds]
    await forgetChanges(tx, erasedIds)
    await forgetTold(tx, erasedIds)
    await markErased(tx, {
      key,
      clock,
      erased: [
        ...now.points,
        ...found.messages.map(({ sourceId, said }) => ({ sourceId, said })),
        ...now.names
          .map((name) => ({ kind: 'called', value: foldName(name) }))
          .filter(({ value }) => value !== ''),
      ],
    })
    for (const [kind, ids] of Object.entries({
      customer: now.customerIds,
      contact_point: now.points.map(({ id }) => id),
      conversation: found.conversationIds,
    }))
      await audit.removeSealed(tx, { tenantId, actor, kind, ids })
    const counts = {
      messages: messageIds.length,
      conversations: ofMessages.conversations,
      rawItems: gone.length,
      files: ofMessages.files + unasked,
    }
    await audit.record(tx, tenantId, {
      actor,
      action: 'customer.erased',
      subject: { kind: 'customer', id: customerId },
      ...(input.reason === undefined ? {} : { reason: input.reason }),
      details: counts,
    })
    return counts
  })
  await tidyIndex(io, tenantId)
  await forgetFiles(io, tenantId)
  await store.vacuum()
  return erased
}

/**
 * Raw items that brought no message, such as copies in later archives, but were exchanged with this person, or tell no
 * address and hold words that were; and pages that cannot be read, but hold their names or numbers.
 */
async function findCopies(
  { store, itemSeal }: Pick<EraseIo, 'store' | 'itemSeal'>,
  tenantId: Id,
  person: KnownPerson,
): Promise<Id[]> {
  const { messages } = await store.write(tenantId, (tx) => findMessagesOf(tx, person))
  const saids = new Set(messages.map(({ said }) => said))
  const values = new Set(person.points.map(({ kind, value }) => `${kind} ${value}`))
  const unread = { words: wordsOf(person), isTheirs: pathsOf(person) }
  const found: Id[] = []
  for (let after: Id | null = null; ; ) {
    const items = await readCandidates({ store, itemSeal }, tenantId, after)
    const written = items.flatMap(({ addresses }) => addresses)
    const known = await store.write(tenantId, async (tx) => {
      const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
      return normalizeAddresses(tx, { region, written })
    })
    const isTheirs = (address: string) => {
      const normal = known.get(address)
      return normal !== undefined && values.has(`${normal.kind} ${normal.value}`)
    }
    for (const { id, addresses, saidsWithout, tells } of items)
      if (addresses.some(isTheirs) || saidsWithout.some((said) => saids.has(said)) || tells(unread))
        found.push(id)
    if (items.length < ITEMS_PER_READ) return found
    after = items.at(-1)?.id ?? null
  }
}

/** Raw items without messages of their own, and what they tell. */
async function readCandidates(
  { store, itemSeal }: Pick<EraseIo, 'store' | 'itemSeal'>,
  tenantId: Id,
  after: Id | null,
) {
  return store.read(tenantId, async (db) => {
    const items = await itemsWithoutMessages(db, { itemSeal, after, limit: ITEMS_PER_READ })
    const bodies = await readRawItems(db, { itemSeal, ids: items.map(({ id }) => id) })
    return items.map(({ id, path }) => ({ id, ...toldOn(path, bodies.get(id)) }))
  })
}

type Told = {
  /** Of everybody but the firm. */
  addresses: string[]
  /** What was said in messages that tell no address. */
  saidsWithout: string[]
  /** Whether a page on which no message can be read is about somebody. */
  tells(person: { words: readonly string[]; isTheirs: (path: string) => boolean }): boolean
}

/** What a page tells of whom it was exchanged with. */
function toldOn(path: string, bytes: Buffer | undefined): Told {
  const messages = bytes === undefined ? [] : messagesOfAny(path, bytes)
  return {
    tells: ({ words, isTheirs }) =>
      messages.length === 0 &&
      (isTheirs(path) || words.some((word) => path.includes(word) || bytes?.includes(word))),
    addresses: messages.flatMap(
      ({ group, peer }) => group?.map(({ address }) => address) ?? (peer === null ? [] : [peer]),
    ),
    saidsWithout: messages.filter(({ group, peer }) => group === null && peer === null).map(saidIn),
  }
}

/** Words by which what was set aside is known to be theirs; a name of one short word is too common. */
function wordsOf({ written, names }: KnownPerson): string[] {
  return [...written.filter(({ length }) => length >= 7), ...names.filter((name) => /\S\s+\S/.test(name))]
}

/** Tells of a path whether the wire calls it after them, whatever is in it. */
function pathsOf({ written, names }: KnownPerson): (path: string) => boolean {
  const called = [...written, ...names]
  return (path) => called.some((name) => isCalledAfter(path, name))
}

function importRunning(): Refusal {
  return new Refusal(
    'import_running',
    'An import is running, which may be bringing in this person’s messages just now.',
    'Wait until it has ended, or cancel it, and erase then.',
    { status: 409 },
  )
}
