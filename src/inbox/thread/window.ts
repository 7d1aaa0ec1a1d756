import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { type HandChange, type Point, pointsOf } from './hand-changes.ts'
import { horizonMs, type ThreadRule } from './rule.ts'

/** From when on the messages of each set of participants are threaded again, Unix milliseconds. */
export type ThreadWindow = Map<Id, number>

/**
 * The shortest stretch that must be threaded again so that the result is as if all were: from the last silence
 * longer than the horizon, over which no exchange of the source goes and after which nothing before it could be continued, before the first message without a
 * decision by this rule. Participants who have no such message are threaded from the beginning; those to whom a
 * person's change ties a message of the stretch are taken along, and so are those from whom a message moved here.
 * `touched` are messages whose conversations a person has just changed: then only their stretches count.
 */
export async function findWindow(
  db: Db,
  input: {
    participantsIds: readonly Id[]
    rule: ThreadRule
    changes: readonly HandChange[]
    touched?: readonly Point[] | undefined
  },
): Promise<ThreadWindow> {
  const silences = new Map<Id, Silences>()
  const learn = async (ids: readonly Id[]) => {
    const unknown = [...new Set(ids)].filter((id) => !silences.has(id))
    if (unknown.length === 0) return
    for (const found of await readSilences(db, unknown, input.rule)) silences.set(found.participantsId, found)
    for (const id of unknown) if (!silences.has(id)) silences.set(id, { ...NOTHING, participantsId: id })
  }
  const window: ThreadWindow = new Map()
  const include = (id: Id, atMs: number): boolean => {
    const from = silences.get(id)?.begins.findLast((begin) => begin <= atMs) ?? Number.NEGATIVE_INFINITY
    if (from >= (window.get(id) ?? Number.POSITIVE_INFINITY)) return false
    window.set(id, from)
    return true
  }
  await learn([
    ...input.participantsIds,
    ...(input.touched ?? []).map(({ participantsId }) => participantsId),
  ])
  for (const { participantsId, atMs } of input.touched ?? []) include(participantsId, atMs)
  for (const id of input.participantsIds) {
    const { undecidedMs, movedFrom } = silences.get(id) ?? NOTHING
    if (movedFrom.length > 0) {
      await learn(movedFrom)
      for (const each of [id, ...movedFrom]) include(each, Number.NEGATIVE_INFINITY)
    } else if (undecidedMs !== null) include(id, undecidedMs)
    else if (input.touched === undefined) include(id, Number.NEGATIVE_INFINITY)
  }
  for (let grew = true; grew; ) {
    grew = false
    for (const change of input.changes) {
      const points = pointsOf(change)
      if (!points.some(({ participantsId, atMs }) => atMs >= (window.get(participantsId) ?? Infinity)))
        continue
      await learn(points.map(({ participantsId }) => participantsId))
      for (const { participantsId, atMs } of points) grew = include(participantsId, atMs) || grew
    }
  }
  return window
}

type Silences = {
  participantsId: Id
  /** Times of messages that come first or after a silence longer than the horizon, in order. */
  begins: number[]
  /** The first message without a decision by the rule. */
  undecidedMs: number | null
  /** Participants under whom messages of these were threaded before. */
  movedFrom: Id[]
}

const NOTHING: Silences = { participantsId: '', begins: [], undecidedMs: null, movedFrom: [] }

async function readSilences(db: Db, ids: readonly Id[], rule: ThreadRule): Promise<Silences[]> {
  const { rows } = await sql<Silences>`
    select participants_id,
           coalesce(array_agg((extract(epoch from at) * 1000)::float8 order by at)
             filter (where silence is null or (silence > ${horizonMs(rule)} and held_to < at)), '{}') as begins,
           (extract(epoch from min(at) filter (where undecided)) * 1000)::float8 as undecided_ms,
           coalesce(array_agg(distinct moved_from) filter (where moved_from is not null), '{}') as moved_from
    from (
      select m.participants_id, m.at,
             (extract(epoch from m.at - lag(m.at) over (partition by m.participants_id order by m.at)) * 1000)::float8 as silence,
             max(m.thread_ends) over (partition by m.participants_id order by m.at rows between unbounded preceding and 1 preceding) as held_to,
             e.rule_version is distinct from ${rule.version} as undecided,
             case when e.participants_id <> m.participants_id then e.participants_id end as moved_from
      from (
        select *, case when source_thread is null then at else max(at) over (partition by participants_id, source_thread) end as thread_ends
        from message where participants_id = any(${ids as Id[]}::uuid[]) and kind <> 'step') m
      left join thread_entry e on e.tenant_id = m.tenant_id and e.message_id = m.id) own
    group by participants_id`.execute(db)
  return rows
}
