import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import { type Cursor, chatHistoryBehind, type Wire, WireError, type WireFault } from '../channels/channels.ts'
import { type IncidentKind, incidentKinds } from '../contract/sources.ts'
import {
  beginIncident,
  endIncidents,
  getLedger,
  hasIncident,
  itemsHere,
  keepAddresses,
  type LiveSource,
  type LookFault,
  noteFailure,
  noteLook,
  readLiveSource,
  sourcePaused,
  updateRun,
  WAIT_MS_MAX,
  wasAskedAgain,
} from '../intake/intake.ts'
import { gather } from './gather.ts'
import { keepWaitingParts } from './keep-parts.ts'
import { openMeasuring } from './measuring.ts'
import { readBatch } from './read-batch.ts'
import { type TakeIo, takeBatch } from './take-batch.ts'
import type { OpenWires } from './wires.ts'

export type SyncIo = TakeIo & {
  wires: OpenWires
  /** A number from 0 to 1, drawn anew. */
  chance: () => number
}

export type SyncInput = {
  tenantId: Id
  runId: Id
  sourceId: Id
  timeoutHours: number
  signal: AbortSignal
}

/**
 * Takes in what is new at a source, to its end, batch by batch: what came, where it was made of, the ledger's lines and
 * where one stands then are kept in one transaction, so that a kill loses nothing and doubles nothing. What the source
 * hands over again adds nothing. The answer is whether the sum holds and the source's own count agrees.
 */
export async function syncSource(io: SyncIo, input: SyncInput): Promise<'completed' | 'incomplete'> {
  const { store, clock, wires } = io
  const { tenantId, runId, sourceId } = input
  const source = await store.read(tenantId, (db) => readLiveSource(db, sourceId))
  if (source.state === 'paused') throw sourcePaused()
  await store.write(tenantId, (tx) => updateRun(tx, runId, { phase: 'messages' }))
  const isFirst = source.cursor === null
  const look = io.metrics?.beginLook({ tenantId, sourceId, channel: source.channel, isFirst })
  let gotAhead = false
  try {
    await keepWaitingParts(io, { tenantId, sourceId })
    const wire = await wires.of({ tenantId, source })
    const owner = await ownAddresses(io, { tenantId, source, wire })
    const isHere = (externalIds: readonly string[]) =>
      store.read(tenantId, (db) => itemsHere(db, { itemSeal: io.itemSeal, sourceId, externalIds }))
    let cursor = source.cursor
    let stored = 0
    let number = 0
    const measureTables = openMeasuring(store)
    const ask = async function* (signal: AbortSignal) {
      for await (const batch of wire.receive(cursor, { signal, isHere }))
        yield await readBatch({ source, owner, batch })
    }
    do {
      for await (const batch of gather(ask, { ...GATHERED, signal: input.signal })) {
        stored += await takeBatch(io, { ...input, source, batch, runOf: async () => runId, number: number++ })
        await measureTables(stored)
        cursor = batch.cursor
        gotAhead = true
      }
    } while (isBehind(source, cursor) || (await store.write(tenantId, (tx) => wasAskedAgain(tx, runId))))
    await store.write(tenantId, async (tx) => {
      await noteLook(tx, { sourceId, now: clock.now() })
      if (await hasIncident(tx, sourceId))
        await endIncidents(tx, { now: clock.now(), sourceId, recovered: stored })
    })
    look?.end()
  } catch (error) {
    if (input.signal.aborted) look?.drop()
    input.signal.throwIfAborted()
    await wires.drop(sourceId)
    const { fault, retryAfterMs }: Failure =
      error instanceof WireError ? error : { fault: 'internal', retryAfterMs: undefined }
    look?.fail(fault)
    const noting = store.write(tenantId, async (tx) => {
      // Over a line that breaks after some mails, a large mailbox would take weeks of ever longer waits.
      const failures = gotAhead ? 0 : source.failures
      const tryAt = nextTry({ fault, retryAfterMs }, { failures, now: clock.now(), chance: io.chance() })
      await noteFailure(tx, { sourceId, fault, tryAt, failures: failures + 1 })
      const kind = fault === 'internal' ? undefined : INCIDENTS[fault]
      if (kind !== undefined) await beginIncident(tx, { clock, sourceId, kind, details: {} })
    })
    if (error instanceof WireError) {
      await noting
      throw refusalOf(error)
    }
    await noting.catch(() => undefined) // it may be the database that has failed
    throw error
  }
  await store.write(tenantId, (tx) => updateRun(tx, runId, { phase: 'done' }))
  const ledger = await store.read(tenantId, (db) => getLedger(db, runId))
  return ledger.addsUp && ledger.sourceAgrees ? 'completed' : 'incomplete'
}

/**
 * What waits while the database works. Each transaction costs some 100 ms whatever is in it (`node bench/sync.ts`), and holds other
 * writers back as long as it takes: half a second of mails at a time.
 */
const GATHERED = { itemsMax: 500, bytesMax: 16 * 2 ** 20 }

/** Whether a wire ended before the source did, to give others their turn. */
function isBehind({ channel }: LiveSource, cursor: Cursor | null): boolean {
  return channel === 'chat-history' && cursor !== null && chatHistoryBehind(cursor)
}

/** The source's own addresses; asked of its wire once, and kept. */
async function ownAddresses(
  { store }: Pick<SyncIo, 'store'>,
  { tenantId, source, wire }: { tenantId: Id; source: LiveSource; wire: Wire },
): Promise<string[]> {
  if (source.addresses.length === 0) {
    source.addresses = await wire.addresses()
    await store.write(tenantId, (tx) =>
      keepAddresses(tx, { sourceId: source.id, addresses: source.addresses }),
    )
  }
  return source.addresses
}

type Failure = { fault: LookFault; retryAfterMs: number | undefined }

/** Faults that people are told of; that a source is busy, or slow once, is not worth it. */
const INCIDENTS: Partial<Record<WireFault, IncidentKind>> = Object.fromEntries(
  incidentKinds.map((kind) => [kind, kind]),
)

const FIRST_TRY_MS = 30_000
const LAST_TRY_MS = 60 * 60_000

/**
 * When a source may be asked again after it failed: twice as long after each failure, up to an hour, by chance a little
 * sooner, so that many do not come at once; later where it says so itself. null when it needs a person.
 */
function nextTry(
  { fault, retryAfterMs }: Failure,
  { failures, now, chance }: { failures: number; now: Date; chance: number },
): Date | null {
  if (fault === 'credentials_refused') return null
  const waitMs = Math.min(LAST_TRY_MS, FIRST_TRY_MS * 2 ** failures) * (1 - chance / 2)
  return new Date(now.getTime() + Math.min(WAIT_MS_MAX, Math.max(waitMs, retryAfterMs ?? 0)))
}

const SENTENCES: Record<WireFault, [message: string, next: string]> = {
  unreachable: [
    'The source cannot be reached.',
    'Nothing: it is tried again from time to time, and goes on where it was.',
  ],
  busy: ['The source asks to wait.', 'Nothing: it is tried again, and goes on where it was.'],
  timeout: ['The source did not answer in time.', 'Nothing: it is tried again, and goes on where it was.'],
  credentials_refused: [
    'The source does not take the password, or what else opens it, any more.',
    'Set it anew; then it goes on where it was.',
  ],
  not_found: [
    'The mailbox, or the table, is not there any more.',
    'Check its name at the source; it is tried again from time to time.',
  ],
  host_refused: [
    'The source is at a host that may not be asked from here: on this machine, or in a network that only some can reach.',
    'Choose one that is reached over the internet. Whoever runs the server sets SOURCE_HOSTS.',
  ],
  unreadable: [
    'The source is laid out so that it cannot be read.',
    'Check that it is the right one; it is tried again from time to time.',
  ],
}

/** Written out, so that whoever looks for a code finds it. */
const CODES: Record<WireFault, string> = {
  unreachable: 'source_unreachable',
  busy: 'source_busy',
  timeout: 'source_timeout',
  credentials_refused: 'source_credentials_refused',
  not_found: 'source_gone',
  unreadable: 'source_unreadable',
  host_refused: 'source_host_refused',
}

/** A wire's fault as people are told of it. */
export function refusalOf({ fault }: WireError): Refusal {
  const [message, next] = SENTENCES[fault]
  return new Refusal(CODES[fault], message, next, { status: 424 })
}
