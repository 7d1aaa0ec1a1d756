import type { Audit } from '../audit/audit.ts'
import type { Id } from '../base/ids.ts'
import type { Store, Tx } from '../store/store.ts'
import type { Found, LookIo } from './check.ts'

export type RepairIo = LookIo & {
  store: Store
  audit: Audit
  /** Key of the marks by which people who were erased are kept out. */
  erasedKey: Buffer
  /** What works beside this, to be told of its work. */
  wake: { runs(): void; replies(): void; sources(): void; judge(): Promise<void> }
}

/**
 * How an action repairs. `inside`: all of it in one transaction, in which it is also looked at before and after, so that what does
 * not help is undone. `outside`: it takes files, threads or other programs, which no transaction may wait for; it is
 * looked at just before and just after.
 */
export type Repairer =
  | { way: 'inside'; apply(tx: Tx, io: RepairIo, found: readonly Found[]): Promise<void> }
  | { way: 'outside'; apply(io: RepairIo, found: readonly Found[]): Promise<void>; patienceMs?: number }

/** Ids of the subjects of a kind; of all kinds where none is named. */
export function idsOf(found: readonly Found[], kind?: string): Id[] {
  return found.flatMap(({ subject }) => (kind === undefined || subject.kind === kind ? [subject.id] : []))
}
