import { sql } from 'kysely'
import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { forgetVectors } from '../embeddings/embeddings.ts'
import { forgetUnderstandings } from '../findings/findings.ts'
import { forgetOldCalls } from '../hooks/hooks.ts'
import {
  currentRule,
  eraseMessages,
  forgetFiles,
  forgetOldFiles,
  forgetSourceFiles,
  type MediaFolder,
  messagesOfConversations,
  silentConversations,
} from '../inbox/inbox.ts'
import { forgetInsights } from '../insights/insights.ts'
import {
  countOpenRuns,
  eraseItems,
  forgetOldDeliveries,
  forgetOldTroubles,
  type ItemSeal,
} from '../intake/intake.ts'
import { forgetMessages } from '../models/models.ts'
import { forgetNotices, letNoticesGo } from '../notices/notices.ts'
import { forgetReplies } from '../replies/replies.ts'
import { forgetIndexed, tidyIndex } from '../search/search.ts'
import type { Store } from '../store/store.ts'
import { forgetSuggestions } from '../suggestions/suggestions.ts'
import { forgetTickets } from '../tickets/tickets.ts'
import { readRetention } from './retention.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const CONVERSATIONS_PER_TRANSACTION = 100
const retention: Actor = { kind: 'system', id: 'retention', label: 'Retention' }

export type LetGoIo = {
  store: Store
  clock: Clock
  audit: Audit
  media: Pick<MediaFolder, 'forget'>
  /** What came in is kept under it. */
  itemSeal: ItemSeal
}

/** What was let go. */
export type LetGo = { messages: number; files: number; setAside: number; audit: number }

/**
 * Lets go what a firm does not want to keep any longer, and says so in its audit trail. Doing it twice changes nothing; while
 * an import runs, messages and files wait for the next time.
 */
export async function applyRetention(
  io: LetGoIo,
  { tenantId, timeoutHours }: { tenantId: Id; timeoutHours: number },
): Promise<LetGo> {
  const { store, clock, audit } = io
  const rules = await store.read(tenantId, readRetention)
  const before = (days: number) => new Date(clock.now().getTime() - days * DAY_MS)
  const done: LetGo = { messages: 0, files: 0, setAside: 0, audit: 0 }
  const { queued, running } = await store.read(tenantId, countOpenRuns)
  if (queued + running === 0) {
    if (rules.messages !== null) {
      const gone = await letMessagesGo(io, { tenantId, timeoutHours, before: before(rules.messages) })
      if (gone.messages > 0) await tidyIndex(io, tenantId)
      done.messages = gone.messages
      done.files = gone.files
    }
    if (rules.files !== null) {
      const { files: days } = rules
      done.files += await store.write(tenantId, (tx) => forgetOldFiles(tx, { clock, before: before(days) }))
    }
    await forgetFiles(io, tenantId)
  }
  await store.write(tenantId, async (tx) => {
    await letNoticesGo(tx, { clock })
    await forgetOldCalls(tx, clock.now())
    if (rules.messages !== null) await forgetOldDeliveries(tx, before(rules.messages))
    if (rules.setAside !== null) done.setAside = await forgetOldTroubles(tx, before(rules.setAside))
    if (rules.audit !== null)
      done.audit = await audit.trim(tx, { tenantId, actor: retention, before: before(rules.audit) })
    if (Object.values(done).some((count) => count > 0))
      await audit.record(tx, tenantId, { actor: retention, action: 'retention.applied', details: done })
  })
  return done
}

async function letMessagesGo(
  { store, clock, itemSeal }: LetGoIo,
  { tenantId, timeoutHours, before }: { tenantId: Id; timeoutHours: number; before: Date },
): Promise<{ messages: number; files: number }> {
  const total = { messages: 0, files: 0 }
  for (;;) {
    const gone = await store.write(tenantId, async (tx) => {
      const { queued, running } = await countOpenRuns(tx) // one may have begun meanwhile
      if (queued + running > 0) return null
      const conversationIds = await silentConversations(tx, { before, limit: CONVERSATIONS_PER_TRANSACTION })
      if (conversationIds.length === 0) return null
      const rule = await currentRule(tx, { clock, timeoutHours })
      const messages = await messagesOfConversations(tx, conversationIds)
      const messageIds = messages.map(({ id }) => id)
      await forgetTickets(tx, { customerIds: [], messageIds })
      await forgetInsights(tx, { messageIds, conversationIds })
      await forgetUnderstandings(tx, messageIds)
      await forgetIndexed(tx, messageIds)
      await forgetVectors(tx, messageIds)
      await forgetMessages(tx, messageIds)
      await forgetSuggestions(tx, messageIds)
      await forgetReplies(tx, { messageIds, addresses: [] })
      const nobody = { aloneIds: [], groupIds: [], written: [] }
      const { files } = await eraseMessages(tx, { clock, rule, ...nobody, messages, conversationIds })
      const rawItemIds = [...new Set(messages.map(({ rawItemId }) => rawItemId))]
      const { rows } = await sql<{ id: Id }>`
        select r.id from raw_item r where r.id = any(${rawItemIds}::uuid[])
          and not exists (select from message m where m.tenant_id = r.tenant_id and m.raw_item_id = r.id)`.execute(
        tx,
      )
      const paths = await eraseItems(tx, { itemSeal, gone: rows.map(({ id }) => id), emptied: [] })
      await forgetSourceFiles(tx, { paths })
      await forgetNotices(tx)
      return { messages: messages.length, files }
    })
    if (gone === null) return total
    total.messages += gone.messages
    total.files += gone.files
  }
}
