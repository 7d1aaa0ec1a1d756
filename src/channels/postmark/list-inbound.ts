import { WireError } from '../wire.ts'
import { type InboundStatus, OFFSET_MAX, PAGE_MAX, type PostmarkApi } from './api.ts'

/** Messages that came in within a stretch of time, oldest first; which of them Postmark's webhook failed to bring. */
export type Stretch = { toMs: number; ids: string[]; failed: ReadonlySet<string> }

const STATUSES: InboundStatus[] = ['processed', 'failed']
/** A stretch with more messages is halved, so that one begins with the oldest and can rest between. */
const STRETCH_MESSAGES = 1_000
/** Searches count in seconds. */
const STRETCH_MS_MIN = 2_000

/**
 * All messages that came in since an instant, in stretches from the oldest on; one ends at each of `ends`, which rise. A search
 * looks at the present: what comes in meanwhile pushes others to later pages, so that none is left out.
 */
export async function* listInbound(
  api: PostmarkApi,
  fromMs: number,
  ends: number[],
  signal: AbortSignal,
): AsyncGenerator<Stretch> {
  let beginMs = fromMs
  for (const toMs of ends) {
    if (toMs <= beginMs) continue
    yield* listStretch(api, beginMs, toMs, signal)
    beginMs = toMs
  }
}

async function* listStretch(
  api: PostmarkApi,
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): AsyncGenerator<Stretch> {
  const ids = new Set<string>()
  const failed = new Set<string>()
  for (const status of STATUSES) {
    const found = await listOne(api, { status, fromMs, toMs }, signal)
    if (found === 'too_many') {
      const midMs = Math.floor((fromMs + toMs) / 2_000) * 1_000
      yield* listStretch(api, fromMs, midMs, signal)
      yield* listStretch(api, midMs, toMs, signal)
      return
    }
    for (const id of found.toReversed()) {
      ids.add(id)
      if (status === 'failed') failed.add(id)
    }
  }
  yield { toMs, ids: [...ids], failed }
}

async function listOne(
  api: PostmarkApi,
  range: { status: InboundStatus; fromMs: number; toMs: number },
  signal: AbortSignal,
): Promise<string[] | 'too_many'> {
  const canHalve = range.toMs - range.fromMs > STRETCH_MS_MIN
  const ids: string[] = []
  for (let offset = 0; ; offset += PAGE_MAX) {
    const page = await api.inbound({ ...range, offset }, signal)
    if (page.total > STRETCH_MESSAGES && canHalve) return 'too_many'
    if (page.total > OFFSET_MAX)
      throw new WireError('unreadable', 'Postmark took in more at one instant than it lets be listed.')
    ids.push(...page.ids)
    if (page.ids.length === 0 || offset + PAGE_MAX >= page.total) return ids
  }
}
