import type { Audit } from '../audit/audit.ts'
import type { Id } from '../base/ids.ts'
import { writeUnderstandings } from '../findings/findings.ts'
import { openInbox, type Said } from '../inbox/firm.fixture.ts'
import { messagesToUnderstand, readMessagesToUnderstand } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import { understand, understandingVersion } from '../understanding/understanding.ts'
import {
  conversationsToDecide,
  decideConversation,
  getTicket,
  listTickets,
  settleTickets,
} from './tickets.ts'

const ZONE = 'America/Chicago'

/** A firm of its own whose messages are understood and decided on, as its stages do. */
export async function openTicketFirm(store: Store, audit: Pick<Audit, 'record'>) {
  const inbox = await openInbox(store)
  const { firm, clock } = inbox
  const ken = { kind: 'person', label: 'Ken Alvarez' } as const

  async function understandNew(): Promise<void> {
    await store.write(firm, async (tx) => {
      const present = { version: understandingVersion, ruleVersion: 0 }
      const ids = await messagesToUnderstand(tx, { ...present, limit: 1_000 })
      const understood = (await readMessagesToUnderstand(tx, ids)).map(({ id, words, channel, sentAt }) => ({
        messageId: id,
        understanding: understand({ text: words, channel, sentAt, timeZone: ZONE }),
      }))
      await writeUnderstandings(tx, { ...present, understood })
    })
  }

  /** The stage, as far as it goes; answers how many messages were decided. */
  async function decide(threshold = 0.7): Promise<number> {
    let decided = 0
    const ids = await store.read(firm, (db) =>
      conversationsToDecide(db, { now: clock.now(), recentDays: 14, limit: 1_000 }),
    )
    for (const conversationId of ids)
      decided += await store.write(firm, (tx) =>
        decideConversation(tx, { tenantId: firm, clock, audit, threshold, conversationId }),
      )
    await store.write(firm, (tx) => settleTickets(tx, { clock }))
    return decided
  }

  /** Messages come in at their own time, are threaded, understood and decided on. */
  async function hear(...batch: Said[]): Promise<void> {
    const lastMs = Math.max(...batch.map(({ at }) => Date.parse(at)))
    if (lastMs > clock.now().getTime()) clock.advance(lastMs - clock.now().getTime())
    await inboxOnly(...batch)
    await decide()
  }

  /** The same, but for the stage of tickets. */
  async function inboxOnly(...batch: Said[]): Promise<void> {
    await inbox.hear(...batch)
    await understandNew()
  }

  const list = () =>
    store.read(firm, async (db) => (await listTickets(db, { sort: 'newest', limit: 100 })).items.reverse())
  const get = (id: Id) => store.read(firm, (db) => getTicket(db, id))
  return { ...inbox, store, audit, ken, understandNew, decide, hear, inboxOnly, list, get }
}

export type TicketFirm = Awaited<ReturnType<typeof openTicketFirm>>
