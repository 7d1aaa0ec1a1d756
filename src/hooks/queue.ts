import { sql } from 'kysely'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { HookAttempt, Told } from '../contract/hooks.ts'
import type { Db, Tx } from '../store/store.ts'
import { gotThrough } from './call.ts'
import { FAILING_MS_MAX, holdFor, waitAfter } from './waits.ts'

/** Longer than any call takes: whoever holds a hook for longer was killed. */
const LEASE_MS = 60_000
const ATTEMPTS_KEPT = 24
/** The system says that there is nothing any more (RFC 9110 §15.5.11), and wants no calls. */
const GONE = 410
/** With these, Retry-After says when to come back (RFC 9110 §15.6.4, RFC 6585 §4). */
const ASKS_TO_WAIT: readonly (number | null)[] = [429, 503]

/** A hook that has something to deliver, and from when on. */
export type Due = { hookId: Id; at: Date; isFailing: boolean }

/** Hooks of a firm that have something to deliver now or later, longest due first. */
export async function dueHooks(db: Db, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select h.id as hook_id, greatest(due.at, h.not_before, case when h.held_until > ${now} then h.held_until end) as at,
      h.failing_since is not null as is_failing
    from hook h cross join lateral (
      select least(
        (select d.begun_at from hook_delivery d where d.tenant_id = h.tenant_id and d.hook_id = h.id and d.state = 'waiting' and d.tries = 0
         order by d.place limit 1),
        (select d.try_at from hook_delivery d where d.tenant_id = h.tenant_id and d.hook_id = h.id and d.state = 'waiting' and d.tries > 0
         order by d.try_at limit 1)) as at) due
    where h.state = 'on' and due.at is not null order by 2`.execute(db)
  return rows
}

/** A delivery to be tried, and to where. */
export type Claimed = {
  id: Id
  hookId: Id
  url: string
  secretPlaces: Id[]
  told: Told
  tries: number
}

type Holding = { clock: Clock; hookId: Id; holder: Id }

/**
 * Takes up a hook and the delivery that is its next: what failed before and is due again, since it is older; else the first that was
 * never tried, in the order of events. Undefined where another process is at it, or nothing is due.
 */
export async function claimDelivery(
  tx: Tx,
  { clock, hookId, holder }: Holding,
): Promise<Claimed | undefined> {
  const now = clock.now()
  const { rows: held } = await sql<{ url: string; secretPlaces: Id[] }>`
    update hook set holder = ${holder}, held_until = ${new Date(now.getTime() + LEASE_MS)}
    where id = (select h.id from hook h where h.id = ${hookId} and h.state = 'on' and (h.held_until is null or h.held_until <= ${now})
      and (h.not_before is null or h.not_before <= ${now}) for update skip locked)
    returning url, secret_places`.execute(tx)
  const [hook] = held
  if (hook === undefined) return undefined
  const { rows } = await sql<Pick<Claimed, 'id' | 'told' | 'tries'>>`
    select id, told, tries from (
      (select id, told, tries, 0 as turn from hook_delivery
       where hook_id = ${hookId} and state = 'waiting' and tries > 0 and try_at <= ${now} order by try_at limit 1)
      union all
      (select id, told, tries, 1 as turn from hook_delivery
       where hook_id = ${hookId} and state = 'waiting' and tries = 0 order by place limit 1)) d order by turn limit 1`.execute(
    tx,
  )
  const [delivery] = rows
  if (delivery === undefined) {
    await releaseHook(tx, { hookId, holder })
    return undefined
  }
  return { ...delivery, ...hook, hookId }
}

/** Lets another process go on. */
export async function releaseHook(tx: Tx, { hookId, holder }: Omit<Holding, 'clock'>): Promise<void> {
  await sql`update hook set holder = null, held_until = null where id = ${hookId} and holder = ${holder}`.execute(
    tx,
  )
}

/** What became of a try. */
export type Noted = 'delivered' | 'waiting' | 'dead' | 'switched_off' | 'lost'

/**
 * Notes how a try went and lets the hook go: delivered, to be tried again, or given up after its last try. A hook that answers 410, or
 * through which nothing got in all that time, is switched off, and what waits for it is given up. `lost`: somebody else has taken
 * the hook up meanwhile, or taken it away.
 */
export async function noteAttempt(
  tx: Tx,
  input: Holding & {
    delivery: Pick<Claimed, 'id' | 'tries'>
    attempt: HookAttempt
    retryAfterMs: number | undefined
    /** From 0 to 1. */
    chance: number
  },
): Promise<Noted> {
  const { clock, hookId, holder, delivery, attempt, chance } = input
  const now = clock.now()
  const { answer: _, ...last } = attempt
  const isThrough = gotThrough(attempt)
  const retryAfterMs = ASKS_TO_WAIT.includes(attempt.status) ? input.retryAfterMs : undefined
  const holdMs = holdFor(retryAfterMs)
  const notBefore = holdMs === undefined ? null : new Date(now.getTime() + holdMs)
  const { rows } = await sql<{ failingSince: Date | null; state: string }>`
    update hook set holder = null, held_until = null, not_before = ${notBefore}, last_attempt = ${JSON.stringify(last)}::jsonb,
      failing_since = ${isThrough ? sql`null` : sql`coalesce(failing_since, ${new Date(attempt.at)}::timestamptz)`}
    where id = ${hookId} and holder = ${holder} returning failing_since, state`.execute(tx)
  const [hook] = rows
  if (hook === undefined) return 'lost'
  const tries = delivery.tries + 1
  const waitMs = waitAfter(tries, { chance, retryAfterMs })
  const isGone = attempt.status === GONE
  const state = isThrough ? 'delivered' : waitMs === null || isGone ? 'dead' : 'waiting'
  const tryAt = state === 'waiting' ? new Date(now.getTime() + (waitMs ?? 0)) : null
  const { rows: noted } = await sql<{ firstAt: string }>`
    update hook_delivery set state = ${state}, tries = ${tries}, try_at = ${tryAt}, ended_at = ${tryAt === null ? now : null},
      attempts = (select jsonb_agg(a order by n) from (select a, n from jsonb_array_elements(attempts || ${JSON.stringify([attempt])}::jsonb)
        with ordinality as all_of(a, n) order by n desc limit ${ATTEMPTS_KEPT}) kept)
    where id = ${delivery.id} returning attempts -> greatest(-${tries}::int, -jsonb_array_length(attempts)) ->> 'at' as first_at`.execute(
    tx,
  )
  if (hook.state !== 'on' || isThrough) return state
  const failingMs = now.getTime() - (hook.failingSince ?? now).getTime()
  const firstAt = noted[0]?.firstAt
  const isAllInVain =
    state === 'dead' && firstAt !== undefined && (hook.failingSince ?? now) <= new Date(firstAt)
  if (!isGone && !isAllInVain && failingMs < FAILING_MS_MAX) return state
  await switchOff(tx, { hookId, reason: isGone ? 'gone' : 'failing', now })
  return 'switched_off'
}

/** Calls the hook no more; what waits is given up, and can be sent again once it is on. */
async function switchOff(
  tx: Tx,
  { hookId, reason, now }: { hookId: Id; reason: 'failing' | 'gone'; now: Date },
): Promise<void> {
  await sql`update hook set state = 'off', off_reason = ${reason}, not_before = null where id = ${hookId}`.execute(
    tx,
  )
  await sql`
    update hook_delivery set state = 'dead', try_at = null, ended_at = ${now} where hook_id = ${hookId} and state = 'waiting'`.execute(
    tx,
  )
}
