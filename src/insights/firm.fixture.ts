import { writeUnderstandings } from '../findings/findings.ts'
import { openInbox, type Said } from '../inbox/firm.fixture.ts'
import { messagesToUnderstand, readMessagesToUnderstand } from '../inbox/inbox.ts'
import type { Store } from '../store/store.ts'
import { understand, understandingVersion } from '../understanding/understanding.ts'
import { deriveConversations, deriveDays, type LostQuery, listLostWork, readAnalytics } from './insights.ts'

const ZONE = 'America/Chicago'

/** A firm of its own whose messages are understood and rolled up, as its stages do. */
export async function openInsightFirm(store: Store) {
  const inbox = await openInbox(store)
  const { firm, clock } = inbox

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

  /** The stage, to its end; answers how many conversations and days were made anew. */
  async function rollUp({ look = false } = {}): Promise<{ conversations: number; days: number }> {
    const done = { conversations: 0, days: 0 }
    for (;;) {
      const conversations = await store.write(firm, (tx) => deriveConversations(tx, { look }))
      done.conversations += conversations
      if (conversations > 0) continue
      const days = await store.write(firm, deriveDays)
      if (days === 0) return done
      done.days += days
    }
  }

  /** Messages come in at their own time, are threaded, understood and rolled up. */
  async function hear(...batch: Said[]): Promise<void> {
    const lastMs = Math.max(...batch.map(({ at }) => Date.parse(at)))
    if (lastMs > clock.now().getTime()) clock.advance(lastMs - clock.now().getTime())
    await inbox.hear(...batch)
    await understandNew()
    await rollUp()
  }

  const analytics = (from: string, to: string, by?: Parameters<typeof readAnalytics>[1]['by']) =>
    store.read(firm, (db) => readAnalytics(db, { from, to, by, step: 'day' }))
  const lost = (more: Partial<LostQuery> = {}) =>
    store.read(firm, (db) => listLostWork(db, { now: clock.now(), limit: 50, dismissed: false, ...more }))

  /** All figures, to be compared with those made from nothing. */
  const figures = () =>
    store.read(firm, async (db) => ({
      days: await db
        .selectFrom('insightDay')
        .selectAll()
        .orderBy('day')
        .orderBy('dimension')
        .orderBy('key')
        .execute(),
      conversations: await db
        .selectFrom('conversationInsight')
        .selectAll()
        .orderBy('conversationId')
        .execute(),
      analytics: await db
        .selectFrom('conversationAnalytics')
        .selectAll()
        .orderBy('analysisDate')
        .orderBy('conversationId')
        .execute(),
    }))

  return { ...inbox, store, understandNew, rollUp, hear, analytics, lost, figures }
}

export type InsightFirm = Awaited<ReturnType<typeof openInsightFirm>>
