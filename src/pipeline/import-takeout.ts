import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import {
  type Archive,
  openArchive,
  readPages,
  type SetAside,
  surveyTakeout,
  type TakeoutSurvey,
  takeoutParserVersion,
} from '../channels/channels.ts'
import { forgetSourceFiles, type MediaFolder } from '../inbox/inbox.ts'
import {
  addConversations,
  getLedger,
  type ItemSeal,
  pack,
  pathsDone,
  type RunPhase,
  sourceFor,
  updateRun,
  writeLedger,
} from '../intake/intake.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { freshPlans, type Store } from '../store/store.ts'
import { layBeside, receiveAgain } from './earlier-parts.ts'
import { fetchMedia } from './fetch-media.ts'
import { type ReceivedItem, receive, rejectedIn, uncountedIn } from './receive.ts'
import { threadAll } from './thread-all.ts'
import { filesOfErased, pagesOfErased } from './withhold.ts'

/** Messages stored in one transaction. */
const BATCH_MESSAGES = 500
const CHANNEL = 'google-voice'

export type ImportIo = {
  store: Store
  clock: Clock
  /** Where media go; undefined leaves them where they are, as a rehearsal does. */
  media: MediaFolder | undefined
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
  /** Hears what was done, and how long it took. */
  metrics?: Metrics | undefined
}

export type ImportInput = {
  tenantId: Id
  runId: Id
  /** Archives and folders that make up one Takeout. */
  paths: readonly string[]
  timeoutHours: number
  signal: AbortSignal
}

/**
 * Imports a Takeout: looks it over, takes its messages in by batches, threads them, fetches media, and checks
 * that nothing is missing. Started again after a kill it goes on where it was. The answer is whether the sum
 * holds and the archive's own count agrees.
 */
export async function importTakeout(io: ImportIo, input: ImportInput): Promise<'completed' | 'incomplete'> {
  const { tenantId, runId } = input
  const enter = (phase: RunPhase) => io.store.write(tenantId, (tx) => updateRun(tx, runId, { phase }))
  await using archive = await openArchive([...input.paths])
  await enter('survey')
  const { sourceId } = await takeIn(io, { ...input, archive })
  await enter('threads')
  let beganMs = performance.now()
  const threading = threadAll(io, {
    ...input,
    onBatch: async (tx, { conversationsMade, messages }) => {
      await addConversations(tx, { runId, made: conversationsMade })
      io.metrics?.stage({ tenantId, stage: 'thread', messages, ms: performance.now() - beganMs })
      beganMs = performance.now()
    },
  })
  // Threads keep the database busy, media the disk: side by side.
  await Promise.all([threading, fetchAll(io, { ...input, archive, sourceId })])
  await enter('check')
  const ledger = await io.store.read(tenantId, (db) => getLedger(db, runId))
  await enter('done')
  return ledger.addsUp &&
    ledger.sourceAgrees &&
    !ledger.reasons.some(({ code }) => code.startsWith('archive_'))
    ? 'completed'
    : 'incomplete'
}

/** Looks the archive over and takes its messages in. What the survey knows of half a million messages, 60 MB, goes with it. */
async function takeIn(io: ImportIo, input: ImportInput & { archive: Archive }): Promise<{ sourceId: Id }> {
  const { tenantId, runId, signal } = input
  const alone = await surveyTakeout(input.archive, { signal })
  const owner = [...new Set([...alone.owner.voice, ...alone.owner.onPages])]
  const source = await io.store.write(tenantId, (tx) =>
    sourceFor(tx, { clock: io.clock, channel: CHANNEL, addresses: owner, label: owner[0] ?? 'Google Voice' }),
  )
  const { survey, pages: earlier } = await layBeside(io, { tenantId, sourceId: source.id, survey: alone })
  await io.store.write(tenantId, (tx) =>
    updateRun(tx, runId, {
      sourceId: source.id,
      totalMessages: survey.records,
      ignoredFiles: survey.ignored,
      attachmentsResolved: survey.attachments.found,
      attachmentsMissing: survey.attachments.missing,
      attachmentsAmbiguous: survey.attachments.ambiguous,
      phase: 'messages',
    }),
  )
  const { region } = await io.store.read(tenantId, (db) =>
    db.selectFrom('tenant').select('region').executeTakeFirstOrThrow(),
  )
  const { erasedKey, itemSeal } = io
  const receiving = { ...input, survey, region, sourceId: source.id, erasedKey, itemSeal }
  const erased = { key: erasedKey, itemSeal, sourceId: source.id, region }
  const withheld = await receivePages(io, receiving).catch(async (error: unknown) => {
    // What the survey noted of them would else stay, should nobody take the run up again.
    await io.store.write(tenantId, async (tx) => {
      const paths = [...(await pagesOfErased(tx, erased)), ...(await filesOfErased(tx, erased))]
      await forgetSourceFiles(tx, { paths })
    })
    throw error
  })
  await io.store.write(tenantId, async (tx) =>
    forgetSourceFiles(tx, { paths: [...withheld, ...(await filesOfErased(tx, erased))] }),
  )
  await receiveAgain(io, { ...receiving, pages: earlier, channel: CHANNEL })
  return { sourceId: source.id }
}

async function fetchAll(
  io: ImportIo,
  input: ImportInput & { archive: Archive; sourceId: Id },
): Promise<void> {
  const { media, store, clock } = io
  if (media === undefined) return
  const lost = await fetchMedia({ store, clock, media }, input)
  await store.write(input.tenantId, (tx) =>
    writeLedger(tx, {
      clock,
      runId: input.runId,
      lines: [],
      setAside: lost.map(bodiless),
      customersCreated: 0,
    }),
  )
}

type Receiving = ImportInput & {
  archive: Archive
  survey: TakeoutSurvey
  region: string
  sourceId: Id
  erasedKey: Buffer
  /** What came in is kept under it. */
  itemSeal: ItemSeal
}

/**
 * Reads pages and stores them batch by batch; while the database works on one batch, the next is read. Returns the paths
 * of what may not come in.
 */
async function receivePages(io: ImportIo, input: Receiving): Promise<string[]> {
  const done = await io.store.read(input.tenantId, (db) => pathsDone(db, input.runId))
  let items: ReceivedItem[] = []
  let lost: SetAside[] = []
  let messages = 0
  let batches = 0
  const withheld: string[] = []
  let storing: Promise<void> = Promise.resolve()
  const store = async () => {
    const full = { items, lost, batch: batches++ }
    items = []
    lost = []
    messages = 0
    await storing
    storing = storeBatch(io, { ...input, ...full }).then((paths) => void withheld.push(...paths))
    storing.catch(() => undefined) // awaited, and thrown, before the next batch
  }
  for await (const item of readPages(input.archive, input.survey, {
    signal: input.signal,
    skip: (path) => done.has(path),
  })) {
    if (item.kind === 'set_aside') {
      if (!done.has(item.path)) lost.push(item)
      continue
    }
    items.push({
      path: item.path,
      externalId: item.sha256,
      bytes: item.bytes,
      packed: item.deflated ?? pack(item.bytes),
      messages: item.page.messages,
      setAside: item.page.setAside,
    })
    messages += item.page.messages.length
    if (messages >= BATCH_MESSAGES) await store()
    else await nextTurn() // the database's answers are heard between pages
  }
  await store()
  await storing
  return withheld
}

async function storeBatch(
  io: ImportIo,
  input: Receiving & { items: readonly ReceivedItem[]; lost: readonly SetAside[]; batch: number },
): Promise<string[]> {
  const { tenantId } = input
  const beganMs = performance.now()
  const { withheldPaths, stored } = await io.store.write(tenantId, async (tx) => {
    await freshPlans(tx, input.batch)
    const received =
      input.items.length === 0
        ? { withheldPaths: [], stored: 0 }
        : await receive(tx, {
            ...input,
            clock: io.clock,
            channel: CHANNEL,
            parseVersion: takeoutParserVersion,
          })
    const lines = [...Map.groupBy(input.lost, ({ path }) => path)].map(([path, pieces]) => {
      const rejected = rejectedIn(pieces)
      return {
        path,
        rawItemId: null,
        seen: rejected,
        stored: 0,
        duplicates: 0,
        rejected,
        uncounted: uncountedIn(pieces),
        withoutPeer: false,
      }
    })
    await writeLedger(tx, {
      clock: io.clock,
      runId: input.runId,
      lines,
      setAside: input.lost.map(bodiless),
      customersCreated: 0,
    })
    return received
  })
  const messages = input.items.reduce((sum, item) => sum + item.messages.length, 0)
  const failed = rejectedIn([...input.lost, ...input.items.flatMap(({ setAside }) => setAside)])
  io.metrics?.stage({ tenantId, stage: 'receive', messages, failed, ms: performance.now() - beganMs })
  io.metrics?.stored({ tenantId, channel: CHANNEL, messages: stored })
  return withheldPaths
}

function bodiless(piece: SetAside): SetAside & { body: null } {
  return { ...piece, body: null }
}
