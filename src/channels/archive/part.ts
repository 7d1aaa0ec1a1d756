import { type SetAside, type SetAsideCode, SetAsideError } from '../set-aside.ts'
import type { ArchiveItem, ArchiveLimits } from './archive.ts'

/** One zip, tar or folder of an archive. */
export type Part = AsyncDisposable & {
  name: string
  /** Where it is on this machine. */
  path: string
  /** Size on disk, bytes; 0 for a folder. */
  bytes: number
  members(walk: Walk): AsyncIterable<ArchiveItem>
}

/** What a part needs to know to be walked. */
export type Walk = {
  wants: (path: string) => boolean
  signal: AbortSignal | undefined
  limits: ArchiveLimits
  budget: Budget
}

/** Counts the bytes that a walk unpacks from one part. */
export type Budget = {
  /** Whether `bytes` more may be unpacked; once it says no it always does. */
  take(bytes: number): boolean
  exhausted(): boolean
}

const RATIO_FROM_BYTES = 1024 ** 2
const TOTAL_RATIO_FROM_BYTES = 1024 ** 3

/** The budget of one part: the total limit, or the ratio limit from 1 GB up, whichever is less. */
export function budgetFor(part: { bytes: number }, limits: ArchiveLimits): Budget {
  const byRatio = part.bytes === 0 ? Infinity : Math.max(TOTAL_RATIO_FROM_BYTES, part.bytes * limits.ratioMax)
  let left = Math.min(limits.totalBytesMax, byRatio)
  return {
    take(bytes) {
      left -= bytes
      return left >= 0
    },
    exhausted: () => left < 0,
  }
}

/** Takes the bytes of one member, or throws `SetAsideError` `archive_too_large`. */
export function takeFor(path: string, bytes: number, budget: Budget): void {
  if (!budget.take(bytes)) throw setAsideError(path, 'archive_too_large', TOO_LARGE)
}

export const TOO_LARGE = 'The archive unpacks to more than the limit allows; the rest is left out.'

/** Why a member of these sizes must not be unpacked, or null. `packedBytes` is null where the format does not pack. */
export function memberTooBig(
  path: string,
  sizes: { bytes: number; packedBytes: number | null },
  limits: ArchiveLimits,
): SetAside | null {
  const { bytes, packedBytes } = sizes
  if (Math.max(bytes, packedBytes ?? 0) > limits.memberBytesMax) {
    return setAsideOf(path, 'member_too_large', 'The file is larger than the limit for one file.')
  }
  if (packedBytes !== null && bytes > RATIO_FROM_BYTES && bytes > packedBytes * limits.ratioMax) {
    return setAsideOf(
      path,
      'suspicious_ratio',
      'The file unpacks to far more than it should, as a zip bomb does.',
    )
  }
  return null
}

/** A file, or what is wrong with a part, set aside whole. */
export function setAsideOf(path: string, code: SetAsideCode, reason: string): SetAside {
  return { path, code, reason, records: 0 }
}

/** The same, to throw. */
export function setAsideError(
  path: string,
  code: SetAsideCode,
  reason: string,
  cause?: unknown,
): SetAsideError {
  return new SetAsideError(setAsideOf(path, code, reason), { cause })
}
