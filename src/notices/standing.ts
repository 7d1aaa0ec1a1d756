import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'
import type { Cause } from './cause.ts'
import { readPeople } from './people.ts'
import { waitingConflicts } from './standing/conflicts.ts'
import { dangers } from './standing/dangers.ts'
import { lateTickets } from './standing/late-tickets.ts'
import { troubledMirrors } from './standing/mirrors.ts'
import { cameBackReplies, failedReplies } from './standing/replies.ts'
import type { Standing, StandingCause } from './standing/standing-kind.ts'
import { endNotices, tellOf } from './tell.ts'
import { whomToTell } from './whom.ts'

/** All that can be seen in rows as they are. */
const all: readonly Standing[] = [
  dangers,
  waitingConflicts,
  lateTickets,
  failedReplies,
  cameBackReplies,
  troubledMirrors,
]

/** Tells of what stands and ends notices of what does not: of all, or of some subjects of one kind. `actor` did it and is not told. */
export async function settleStanding(
  tx: Tx,
  { clock, standing, ids, actor }: { clock: Clock; standing: Standing; ids?: readonly Id[]; actor?: string },
): Promise<void> {
  const causes = await standing.read(tx, { now: clock.now(), ids })
  const news = causes.filter(({ isNews }) => isNews)
  await tellOf(tx, { clock, causes: actor === undefined ? news : news.map((cause) => ({ ...cause, actor })) })
  if (standing.isPast !== true)
    await endNotices(tx, { clock, kinds: standing.kinds, standing: causes, subjects: ids })
}

/** The same for everything, whatever happened to whatever events. Writes nothing where all is told. Answers whether anything was to do. */
export async function lookAtStanding(
  io: {
    read<T>(work: (db: Db) => Promise<T>): Promise<T>
    write<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  },
  { clock }: { clock: Clock },
): Promise<boolean> {
  const due = await io.read(async (db) => {
    const found: Standing[] = []
    for (const standing of all) if (await isDue(db, standing, clock.now())) found.push(standing)
    return found
  })
  if (due.length > 0)
    await io.write(async (tx) => {
      for (const standing of due) await settleStanding(tx, { clock, standing })
    })
  return due.length > 0
}

async function isDue(db: Db, standing: Standing, now: Date): Promise<boolean> {
  const causes = await standing.read(db, { now })
  if ((await lacking(db, causes)).some(({ untold }) => untold.length > 0)) return true
  if (standing.isPast === true) return false
  const { rows } = await sql`
    select from notice where kind = any(${[...standing.kinds]}) and over_at is null
      and cause <> all(${causes.map(({ cause }) => cause)}::text[]) limit 1`.execute(db)
  return rows.length > 0
}

/** Of news, who should be told and was not, and who was. */
async function lacking(
  db: Db,
  causes: readonly StandingCause[],
): Promise<{ cause: Cause; untold: Id[]; told: number }[]> {
  const news = causes.filter(({ isNews }) => isNews)
  if (news.length === 0) return []
  const people = await readPeople(db)
  const { rows } = await sql<{ cause: string; personId: Id; turn: string }>`
    select cause, person_id, turn::text as turn from notice
    where cause = any(${news.map(({ cause }) => cause)}::text[]) and over_at is null`.execute(db)
  const turns = new Map(rows.map(({ cause, personId, turn }) => [`${cause} ${personId}`, Number(turn)]))
  return news.map((cause) => {
    const whom = whomToTell(people, cause)
    const untold = whom.filter((personId) => (turns.get(`${cause.cause} ${personId}`) ?? -1) < cause.turn)
    return { cause, untold, told: whom.length - untold.length }
  })
}

/** Causes of which nobody was told though somebody should have been, and how many people that are. */
export async function untoldCauses(
  db: Db,
  { now }: { now: Date },
): Promise<{ cause: Cause; people: number }[]> {
  const found: { cause: Cause; people: number }[] = []
  for (const standing of all)
    for (const { cause, untold, told } of await lacking(db, await standing.read(db, { now })))
      if (told === 0 && untold.length > 0) found.push({ cause, people: untold.length })
  return found
}

/** Tells people of such causes, by their names. */
export async function tellUntold(
  tx: Tx,
  { clock, causes }: { clock: Clock; causes: readonly string[] },
): Promise<void> {
  const untold = await untoldCauses(tx, { now: clock.now() })
  await tellOf(tx, {
    clock,
    causes: untold.map(({ cause }) => cause).filter(({ cause }) => causes.includes(cause)),
  })
}
