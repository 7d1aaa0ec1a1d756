import { sha256 } from '../base/bytes.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import {
  completePage,
  type EarlierFile,
  earlierParts,
  type ParsedPage,
  parsePage,
  type TakeoutSurvey,
  takeoutParserVersion,
} from '../channels/channels.ts'
import { listSourceFiles, noteSourceFiles } from '../inbox/inbox.ts'
import { type ItemSeal, pagesOfSource, readRawItems } from '../intake/intake.ts'
import { freshPlans, type Store } from '../store/store.ts'
import { type ReceivedItem, type ReceiveInput, receive } from './receive.ts'

const PAGES_PER_READ = 200
/** Messages taken in again in one transaction. */
const BATCH_MESSAGES = 500

/** A page of an earlier part, where its bytes are. */
type EarlierPage = { path: string; rawItemId: Id }

/**
 * Lays beside an archive what came of its account before, as other parts of the same export: the survey is then that of
 * all parts together, and so are the places of attachments. Answers with the pages of the earlier parts; none when there
 * is no such part, which is usual.
 */
export async function layBeside(
  io: { store: Store; itemSeal: ItemSeal },
  input: { tenantId: Id; sourceId: Id; survey: TakeoutSurvey },
): Promise<{ survey: TakeoutSurvey; pages: EarlierPage[] }> {
  const { tenantId, survey } = input
  const { pages, media } = survey.listing
  const before = await io.store.read(tenantId, (db) => listSourceFiles(db, input))
  const { joined, replaced } = earlierParts([...pages, ...media], [...before.pages, ...before.media])
  await io.store.write(tenantId, (tx) =>
    noteSourceFiles(tx, { ...input, before, now: survey.listing, replaced }),
  )
  if (joined.length === 0) return { survey, pages: [] }
  const inJoined = new Set(joined)
  const stored = await io.store.read(tenantId, (db) => pagesOfSource(db, input))
  const earlier = stored.filter(({ path }) => inJoined.has(path))
  const others = before.media.filter((path) => inJoined.has(path))
  return { survey: await survey.beside(readEarlier(io, tenantId, earlier, others)), pages: earlier }
}

async function* readEarlier(
  io: { store: Store; itemSeal: ItemSeal },
  tenantId: Id,
  pages: readonly EarlierPage[],
  others: readonly string[],
): AsyncGenerator<EarlierFile> {
  for (const path of others) yield { path, page: null }
  for await (const { path, bytes } of readPagesAgain(io, tenantId, pages)) yield { path, page: bytes }
}

async function* readPagesAgain(
  { store, itemSeal }: { store: Store; itemSeal: ItemSeal },
  tenantId: Id,
  pages: readonly EarlierPage[],
): AsyncGenerator<{ path: string; bytes: Buffer }> {
  for (let at = 0; at < pages.length; at += PAGES_PER_READ) {
    const some = pages.slice(at, at + PAGES_PER_READ)
    const ids = some.map(({ rawItemId }) => rawItemId)
    const bodies = await store.read(tenantId, (db) => readRawItems(db, { itemSeal, ids }))
    for (const { path, rawItemId } of some) {
      const bytes = bodies.get(rawItemId)
      if (bytes !== undefined && bytes.length > 0) yield { path, bytes } // none are left where somebody was erased
    }
  }
}

/**
 * Takes pages of earlier parts in again, for what only all parts together tell: where their attachments are, and whom a
 * page without an answer was written to. They are here already, so nothing of them is counted.
 */
export async function receiveAgain(
  io: { store: Store; clock: Clock; itemSeal: ItemSeal },
  input: Omit<ReceiveInput, 'clock' | 'itemSeal' | 'items' | 'again' | 'parseVersion'> & {
    tenantId: Id
    survey: TakeoutSurvey
    pages: readonly EarlierPage[]
    signal: AbortSignal
  },
): Promise<void> {
  let items: ReceivedItem[] = []
  let messages = 0
  let batch = 0
  const store = async () => {
    const full = items
    items = []
    messages = 0
    await io.store.write(input.tenantId, async (tx) => {
      await freshPlans(tx, batch++)
      await receive(tx, {
        ...input,
        clock: io.clock,
        itemSeal: io.itemSeal,
        parseVersion: takeoutParserVersion,
        items: full,
        again: true,
      })
    })
  }
  for await (const { path, bytes } of readPagesAgain(io, input.tenantId, input.pages)) {
    input.signal.throwIfAborted()
    const parsed = parsePage(path, bytes)
    if (!needsOthers(parsed)) continue
    const page = completePage(parsed, input.survey)
    items.push({ path, externalId: sha256(bytes), bytes, messages: page.messages, setAside: [] })
    messages += page.messages.length
    if (messages >= BATCH_MESSAGES) await store()
  }
  if (items.length > 0) await store()
}

/** Whether the page leaves something to be told by the rest of the archive. */
function needsOthers({ messages }: ParsedPage): boolean {
  return messages.some(
    ({ attachments, group, peer, sender, direction }) =>
      attachments.length > 0 ||
      (group === null && (peer === null || (direction === 'in' && sender === null))),
  )
}
