import { createSecretKey } from 'node:crypto'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { Secrets, Writer } from '../secrets/secrets.ts'
import type { Store, Tx } from '../store/store.ts'
import type { Actor, Entry, NewEntry } from './entry.ts'
import { removeSealed, trim } from './let-go.ts'
import { type ListInput, listEntries } from './list.ts'
import { openReadLog, type ReadLog } from './reads.ts'
import { record } from './record.ts'
import { type Anchor, type Verdict, verify } from './verify.ts'

export type { Actor, Entry, NewEntry } from './entry.ts'
export type { ReadLog } from './reads.ts'
export { auditHolder } from './reseal.ts'
export type { Anchor, Fault, Verdict } from './verify.ts'

/** The trail of each firm: who did what and why. */
export type Audit = AsyncDisposable & {
  /**
   * Adds an entry, in the transaction of what it tells of: the store's, or one on a client that has set `app.tenant_id`.
   * Make it the last thing in there: from here to the end the firm's other entries wait.
   */
  record(on: Writer, tenantId: Id, entry: NewEntry): Promise<void>
  /** Notes who looks at customers' data, and writes it down some seconds later. */
  reads: Pick<ReadLog, 'note' | 'flush'>
  /** Entries of a firm, newest first, with what is sealed in them. */
  list(input: ListInput): Promise<Entry[]>
  /** Looks at every entry of a firm, and at what is sealed in them. */
  verify(input: { tenantId: Id; anchor?: Anchor | undefined }): Promise<Verdict>
  /** Lets entries from before an instant go, and says so in the trail. Returns how many. */
  trim(tx: Tx, input: { tenantId: Id; actor: Actor; before: Date }): Promise<number>
  /** Takes out what is sealed in entries about things of a kind, and says so in the trail. Returns of how many entries. */
  removeSealed(
    tx: Tx,
    input: { tenantId: Id; actor: Actor; kind: string; ids: readonly string[] },
  ): Promise<number>
}

/** Opens the trail over the store. */
export function openAudit(input: {
  store: Pick<Store, 'read' | 'write'>
  secrets: Secrets
  clock: Clock
  log: Log
}): Audit {
  // As a key object: given as bytes, it would be made into one for every entry, at five times the price of the HMAC.
  const io = { ...input, key: createSecretKey(input.secrets.macKey('audit')) }
  const reads = openReadLog(io)
  return {
    record: (on, tenantId, entry) => record(on, io, { tenantId, entry }),
    reads,
    list: (what) => listEntries(io, what),
    verify: (what) => verify(io, what),
    trim: (tx, what) => trim(tx, io, what),
    removeSealed: (tx, what) => removeSealed(tx, io, what),
    [Symbol.asyncDispose]: () => reads[Symbol.asyncDispose](),
  }
}
