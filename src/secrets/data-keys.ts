import type pg from 'pg'
import { decrypt, encrypt, newKey } from '../base/cipher.ts'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { inTransaction } from '../store/store.ts'
import {
  type MasterKeySource,
  makeNextMasterKey,
  masterKeyCandidates,
  settleMasterKey,
  wrongMasterKey,
} from './master-key.ts'

/** What keyed hashes are made for; their keys outlast every rotation. */
export const macPurposes = ['audit', 'erased', 'reply_id'] as const
export type MacPurpose = (typeof macPurposes)[number]
/** What so much is sealed for that no rotation seals it anew; their keys outlast every rotation, too. */
export const bulkPurposes = ['media', 'raw_item'] as const
export type BulkPurpose = (typeof bulkPurposes)[number]
type Purpose = 'sealing' | MacPurpose | BulkPurpose

/** A key as the database has it. */
export type WrappedKey = { id: Id; purpose: string; wrapped: Buffer }
/** A key to use. */
export type DataKey = { id: Id; purpose: string; bytes: Buffer }

/** What keys are opened, made and replaced with. */
export type DataKeyIo = { pool: pg.Pool; clock: Clock; source: MasterKeySource }

/** All keys, and those that are still missing made first. Refuses with `wrong_master_key`. */
export async function openDataKeys(io: DataKeyIo): Promise<DataKey[]> {
  return alone(io, async (client, { master, keys }) => {
    const missing = (['sealing', ...macPurposes, ...bulkPurposes] as const).filter(
      (purpose) => !keys.some((key) => key.purpose === purpose),
    )
    const made: DataKey[] = []
    for (const purpose of missing) made.push(await makeKey(client, io.clock, { purpose, master }))
    return [...keys, ...made]
  })
}

/** All keys as they are now. Refuses with `wrong_master_key`. */
export async function readDataKeys(io: DataKeyIo): Promise<DataKey[]> {
  return alone(io, async (_client, { keys }) => keys)
}

/** The master key that all of them are under now. Refuses with `wrong_master_key`. */
export async function readMasterKey(io: DataKeyIo): Promise<Buffer> {
  return alone(io, async (_client, { master }) => master)
}

/** One key; undefined when none of the master keys there are opens it. */
export function unwrapKey(source: MasterKeySource, row: WrappedKey): DataKey | undefined {
  for (const master of masterKeyCandidates(source)) {
    const bytes = unwrap(master, row)
    if (bytes !== undefined) return { id: row.id, purpose: row.purpose, bytes }
  }
  return undefined
}

/**
 * Makes a new key to seal under, and retires the one before; returns all that are retired by now. It waits for the
 * transactions that seal just then: from its end on, nothing comes to be sealed under a retired key.
 */
export async function replaceSealingKey(io: DataKeyIo): Promise<DataKey[]> {
  return alone(io, async (client, { master, keys }) => {
    const inUse = "purpose = 'sealing' and retired_at is null"
    await client.query(`select from auth.data_key where ${inUse} for update`)
    await client.query(`update auth.data_key set retired_at = $1 where ${inUse}`, [io.clock.now()])
    await makeKey(client, io.clock, { purpose: 'sealing', master })
    return keys.filter(({ purpose }) => purpose === 'sealing')
  })
}

/** Deletes keys; returns how many there were. */
export async function deleteKeys(io: DataKeyIo, ids: readonly Id[]): Promise<number> {
  return alone(io, async (client) => {
    const { rowCount } = await client.query('delete from auth.data_key where id = any($1)', [ids])
    return rowCount ?? 0
  })
}

/** Replaces the master key in its file; returns how many keys were wrapped anew. Refuses with `master_key_given`. */
export async function replaceMasterKey(io: DataKeyIo): Promise<number> {
  const { count, takePlace } = await alone(io, async (client, { keys }) => {
    const next = makeNextMasterKey(io.source)
    await wrapAgain(client, next.key, keys)
    return { count: keys.length, takePlace: next.takePlace }
  })
  takePlace()
  return count
}

type Held = { master: Buffer; keys: DataKey[] }

/**
 * Runs `work` while nobody else changes keys, with all of them, and the master key that all of them are under; when
 * that was changed since, they are wrapped anew first. Refuses with `wrong_master_key` before anything is touched.
 */
async function alone<T>(
  { pool, source }: DataKeyIo,
  work: (client: pg.ClientBase, held: Held) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query("select pg_advisory_xact_lock(hashtext('plumbline data keys'))")
    const rows = await selectKeys(client)
    const { opening, keys } = unwrapAll(source, rows)
    const master = settleMasterKey(source, opening)
    if (opening !== null && !master.equals(opening)) await wrapAgain(client, master, keys)
    return work(client, { master, keys })
  })
}

function unwrapAll(
  source: MasterKeySource,
  rows: readonly WrappedKey[],
): { opening: Buffer | null; keys: DataKey[] } {
  if (rows.length === 0) return { opening: null, keys: [] }
  for (const opening of masterKeyCandidates(source)) {
    const keys = rows.flatMap((row) => {
      const bytes = unwrap(opening, row)
      return bytes === undefined ? [] : [{ id: row.id, purpose: row.purpose, bytes }]
    })
    if (keys.length === rows.length) return { opening, keys }
  }
  throw wrongMasterKey(source)
}

async function selectKeys(on: pg.Pool | pg.ClientBase): Promise<WrappedKey[]> {
  const { rows } = await on.query<WrappedKey>('select id, purpose, wrapped from auth.data_key order by id')
  return rows
}

async function makeKey(
  client: pg.ClientBase,
  clock: Clock,
  { purpose, master }: { purpose: Purpose; master: Buffer },
): Promise<DataKey> {
  const key = { id: newId(clock), purpose, bytes: newKey() }
  await client.query('insert into auth.data_key (id, purpose, wrapped, made_at) values ($1, $2, $3, $4)', [
    key.id,
    purpose,
    wrap(master, key),
    clock.now(),
  ])
  return key
}

async function wrapAgain(client: pg.ClientBase, master: Buffer, keys: readonly DataKey[]): Promise<void> {
  for (const key of keys)
    await client.query('update auth.data_key set wrapped = $2 where id = $1', [key.id, wrap(master, key)])
}

const VERSION = 1

function wrap(master: Buffer, key: DataKey): Buffer {
  return Buffer.concat([Buffer.of(VERSION), encrypt(master, key.bytes, nameOf(key))])
}

/** undefined when it is under another master key, or was changed. */
function unwrap(master: Buffer, { wrapped, ...name }: WrappedKey): Buffer | undefined {
  if (wrapped[0] !== VERSION) return undefined
  try {
    return decrypt(master, wrapped.subarray(1), nameOf(name))
  } catch {
    return undefined
  }
}

function nameOf({ id, purpose }: { id: Id; purpose: string }): Buffer {
  return Buffer.from(`data key ${purpose} ${id}`)
}
