import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Principal } from './principal.ts'
import { actorNameOf, actorOf, inToldTransaction, type Trail } from './trail.ts'

/** A firm as people and command lines name it. */
export type Firm = {
  id: Id
  name: string
  /** Short name for addresses and command lines. */
  slug: string
  /** Made up, to look at. */
  sample: boolean
}

/** Where and how a firm works. */
export type FirmDetails = {
  name: string
  /** ISO 3166 country whose numbering plan reads its phone numbers. */
  region: string
  /** IANA zone of its working day. */
  timeZone: string
  /** Made up, to look at. */
  sample?: boolean
}

const FIRM = `o.id, o.name, o.slug, coalesce((o.metadata::json ->> 'sample')::boolean, false) as sample`

/** All firms, oldest first. */
export async function listFirms(pool: pg.Pool): Promise<Firm[]> {
  const { rows } = await pool.query<Firm>(
    `select ${FIRM} from auth.organization o order by o.created_at, o.id`,
  )
  return rows
}

/** The firms a person works for, oldest first. */
export async function listFirmsOf(pool: pg.Pool, personId: Id): Promise<Firm[]> {
  const { rows } = await pool.query<Firm>(
    `select ${FIRM} from auth.organization o join auth.member m on m.organization_id = o.id
     where m.user_id = $1 order by o.created_at, o.id`,
    [personId],
  )
  return rows
}

/** Sets up a firm without people, inside somebody's transaction. */
export async function insertFirm(client: pg.ClientBase, clock: Clock, details: FirmDetails): Promise<Firm> {
  refuseUnknownPlace(details)
  const id = newId(clock)
  const sample = details.sample ?? false
  const slug = await freeSlug(client, details.name)
  await client.query(`select set_config('app.tenant_id', $1, true)`, [id])
  await client.query(
    'insert into public.tenant (tenant_id, name, region, time_zone, made_at, is_sample) values ($1, $2, $3, $4, $5, $6)',
    [id, details.name, details.region, details.timeZone, clock.now(), sample],
  )
  await client.query(
    'insert into auth.organization (id, name, slug, created_at, metadata) values ($1, $2, $3, $4, $5)',
    [id, details.name, slug, clock.now(), sample ? JSON.stringify({ sample }) : null],
  )
  return { id, name: details.name, slug, sample }
}

/** Gives a firm new details, inside somebody's transaction; its slug stays. */
export async function updateFirm(client: pg.ClientBase, firmId: Id, details: FirmDetails): Promise<void> {
  refuseUnknownPlace(details)
  await client.query(`select set_config('app.tenant_id', $1, true)`, [firmId])
  await client.query(
    'update public.tenant set name = $2, region = $3, time_zone = $4 where tenant_id = $1::uuid',
    [firmId, details.name, details.region, details.timeZone],
  )
  await client.query('update auth.organization set name = $2 where id = $1', [firmId, details.name])
}

/** What of a firm is to be another; what is not given stays. */
export type FirmChanges = { [detail in (typeof DETAILS)[number]]?: string | undefined }

const DETAILS = ['name', 'region', 'timeZone'] as const

/** A firm as its own people see it. */
export type FirmAsSet = Omit<Firm, 'sample'> &
  Pick<FirmDetails, 'region' | 'timeZone'> & {
    /** The country cannot be changed any more. */
    regionStays: boolean
  }

/** How a firm is set; null when there is none such. */
export async function readFirm(client: Pick<pg.ClientBase, 'query'>, firmId: Id): Promise<FirmAsSet | null> {
  const { rows } = await client.query<FirmAsSet>(
    `select o.id, o.name, o.slug, t.region, t.time_zone as "timeZone", ${READ_BY_COUNTRY} as "regionStays"
     from auth.organization o join public.tenant t on t.tenant_id = o.id::uuid where o.id = $1`,
    [firmId],
  )
  return rows[0] ?? null
}

/**
 * Whether anything of `tenant t` was read by its country, or is about to be: numbers were made of what people wrote, messages are
 * known again by them, and so is who was erased. Read by another country they would be other numbers, and come in a second time.
 */
const READ_BY_COUNTRY = `(
  exists (select from public.message m where m.tenant_id = t.tenant_id)
  or exists (select from public.raw_item r where r.tenant_id = t.tenant_id)
  or exists (select from public.contact_point c where c.tenant_id = t.tenant_id)
  or exists (select from public.mirror m where m.tenant_id = t.tenant_id)
  or exists (select from public.erasure_mark e where e.tenant_id = t.tenant_id)
  or exists (select from public.run r where r.tenant_id = t.tenant_id and r.status in ('queued', 'running', 'interrupted')))`

/**
 * Changes what is given and differs, and tells of it; its slug stays. Two who change at once wait for one another, and each changes
 * only what they gave. Refuses with `unknown_time_zone`, `unknown_region`, `country_in_use`.
 */
export async function changeFirm(
  io: Trail,
  by: Principal,
  { name, region, timeZone }: FirmChanges,
): Promise<FirmAsSet> {
  const firmId = by.tenantId
  return inToldTransaction(io, firmId, async (client) => {
    await client.query(`select set_config('app.tenant_id', $1, true), set_config('app.actor', $2, true)`, [
      firmId,
      actorNameOf(by),
    ])
    await client.query('select 1 from auth.organization where id = $1 for no key update', [firmId])
    const before = await readFirm(client, firmId)
    if (before === null) throw new Error('There is no such firm.')
    const after = {
      name: name ?? before.name,
      region: region ?? before.region,
      timeZone: timeZone ?? before.timeZone,
    }
    if (region !== undefined && region !== before.region) await refuseOtherCountry(client, firmId)
    const changed = DETAILS.filter((detail) => after[detail] !== before[detail])
    if (changed.length === 0) return { result: before, entry: null }
    await updateFirm(client, firmId, after)
    const only = (of: typeof after) => Object.fromEntries(changed.map((detail) => [detail, of[detail]]))
    const details = { before: only(before), after: only(after) }
    return { result: { ...before, ...after }, entry: { actor: actorOf(by), action: 'firm.changed', details } }
  })
}

/** Holds runs and the firm for the moment that this takes: none begins or goes on, and nothing is added, until the country is the new one. */
async function refuseOtherCountry(client: pg.ClientBase, firmId: Id): Promise<void> {
  await client.query('lock table public.run in share row exclusive mode')
  await client.query('select 1 from public.tenant where tenant_id = $1::uuid for update', [firmId])
  if ((await readFirm(client, firmId))?.regionStays !== true) return
  throw new Refusal(
    'country_in_use',
    'The country stays: phone numbers were read by it already, or an import is about to.',
    'If it was wrong from the start, begin anew in an empty installation with the right country, and bring everything in there.',
    { status: 409 },
  )
}

/** The firm's first owner; null when nobody owns it yet. */
export async function findOwner(pool: pg.Pool, firmId: Id): Promise<Id | null> {
  const { rows } = await pool.query<{ id: Id }>(
    `select user_id as id from auth.member where organization_id = $1 and role = 'owner' order by created_at, id limit 1`,
    [firmId],
  )
  return rows[0]?.id ?? null
}

/** Makes a person an owner of a firm, inside somebody's transaction; nothing happens when they work there already. */
export async function insertOwner(
  client: pg.ClientBase,
  clock: Clock,
  firmId: Id,
  personId: Id,
): Promise<void> {
  await client.query(
    `insert into auth.member (id, organization_id, user_id, role, created_at) values ($1, $2, $3, 'owner', $4)
     on conflict (organization_id, user_id) do nothing`,
    [newId(clock), firmId, personId, clock.now()],
  )
}

function refuseUnknownPlace({ region, timeZone }: FirmDetails): void {
  if (!isTimeZone(timeZone)) {
    throw new Refusal(
      'unknown_time_zone',
      'The time zone is not one that is known.',
      'Give its IANA name, such as America/New_York or Europe/Warsaw.',
    )
  }
  if (!/^[A-Z]{2}$/.test(region)) {
    throw new Refusal(
      'unknown_region',
      'The region is not a country code.',
      'Give two capital letters, such as US or PL.',
    )
  }
}

function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false // Intl also takes bare offsets, which know no summer time
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** `Müller & Sons` becomes `muller-sons`, with a number when that is taken. */
async function freeSlug(client: pg.ClientBase, name: string): Promise<string> {
  const slug =
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/[łŁ]/g, 'l')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 50) || 'firm'
  // One at a time, so that two firms of one name do not both take the same slug.
  await client.query('lock table auth.organization in share row exclusive mode')
  const { rows } = await client.query<{ slug: string }>('select slug from auth.organization')
  const taken = new Set(rows.map((row) => row.slug))
  if (!taken.has(slug)) return slug
  for (let number = 2; ; number++) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`
}
