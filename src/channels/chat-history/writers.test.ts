import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openAgentDatabase, receiveAll } from '../../../test/kit/chat-tables.ts'
import { startPostgres, type TestPostgres } from '../../../test/kit/postgres.ts'
import { systemClock } from '../../base/clock.ts'
import type { Cursor } from '../wire.ts'
import { openChatHistory } from './chat-history.ts'

const signal = new AbortController().signal
const WRITERS = 8
const ROWS = 100_000

let server: TestPostgres
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

/** Numbers from 0 to 1, the same for the same seed. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Agents that write `rows` rows each to their end: many small transactions, some that wait before they commit while others
 * go past them, some whose rows take long to make after their ids were drawn, and some that are rolled back.
 */
async function write(url: string, seed: number, rows: number): Promise<void> {
  const random = chance(seed)
  await using agent = await openAgentDatabase(url)
  const insert = (count: number) =>
    agent.run(
      `insert into crew (session_id, message)
       select 'web-' || $1 || '-' || g / 7, jsonb_build_object('type', 'human', 'content', 'word ' || g)
       from generate_series(1, $2::int) g`,
      [`${seed}`, count],
    )
  const insertSlowly = () =>
    agent.run(
      `insert into crew (session_id, message)
       values ('slow', jsonb_build_object('type', 'ai', 'content', 'thought over' || pg_sleep(0.03)))`,
    )
  for (let left = rows; left > 0; ) {
    const count = Math.min(left, 1 + Math.floor(random() * random() * 120))
    const waits = random() < 0.3
    const fails = random() < 0.1
    await agent.run('begin')
    if (random() < 0.1) await insertSlowly()
    else await insert(1)
    if (waits) await wait(random() * 40)
    if (count > 1) await insert(count - 1)
    if (waits) await wait(random() * 15)
    await agent.run(fails ? 'rollback' : 'commit')
    if (!fails) left -= count
  }
}

describe('a chat table that eight agents write at once', () => {
  it(`hands over each of ${ROWS.toLocaleString('en')} rows once, to a reader that looks all the time and is cut off now and then`, async () => {
    const url = await server.database()
    await using agent = await openAgentDatabase(url)
    await agent.n8nTable('crew')
    let isWriting = true
    const writing = Promise.all(
      Array.from({ length: WRITERS }, (_, n) => write(url, n + 1, ROWS / WRITERS)),
    ).finally(() => {
      isWriting = false
    })

    const random = chance(41)
    const seen = new Map<string, number>()
    let since: Cursor | null = null
    const incidents: unknown[] = []
    let listed = 0
    let looks = 0
    let late = 0
    let waiting = 0
    let highest = 0
    const look = async (enough?: number) => {
      await using wire = openChatHistory(
        { url, table: 'crew', crew: 'harbor-intake' },
        { clock: systemClock },
      )
      const part = await receiveAll(wire, since, enough === undefined ? {} : { enough })
      for (const path of part.paths) {
        const id = Number(path.split('/').at(-1))
        if (id < highest) late++
        highest = Math.max(highest, id)
        seen.set(path, (seen.get(path) ?? 0) + 1)
      }
      listed += part.listed
      incidents.push(...part.incidents)
      since = part.cursor
      looks++
      waiting += (part.cursor.unseen as { waiting: unknown[] }).waiting.length
      return { wire, part }
    }
    while (isWriting) await look(random() < 0.1 ? 1 : undefined)
    await writing
    await look()
    const { part } = await look()

    const ids = await agent.run('select id::text from crew')
    const missed = ids.filter(({ id }) => !seen.has(`harbor-intake/public.crew/${id}`)).length
    const doubled = [...seen.values()].filter((times) => times > 1).length
    assert.deepEqual(
      { rows: ids.length, missed, doubled, listed },
      { rows: ROWS, missed: 0, doubled: 0, listed: ROWS },
    )
    assert.deepEqual(
      (part.cursor.unseen as { waiting: unknown[] }).waiting,
      [],
      'nothing is waited for any more',
    )
    assert.ok(
      looks > 20 && late > 500 && waiting > 10,
      `${looks} looks, ${late} rows turned up late, ${waiting} waits`,
    )
    await using wire = openChatHistory({ url, table: 'crew', crew: 'harbor-intake' }, { clock: systemClock })
    assert.deepEqual(await wire.countRows(part.cursor, { signal }), {
      rows: ROWS,
      handedOver: ROWS,
      unseen: 0,
      missed: 0,
    })
  })

  it('locks the table before it draws an id, and shows that to everybody: what the proof rests on', async () => {
    const url = await server.ordinaryDatabase()
    await using agent = await openAgentDatabase(url)
    await agent.n8nTable('slow')
    await using other = await openAgentDatabase(url)
    const inserting = other.run(
      `insert into slow (session_id, message) values ('s', to_jsonb('thought over' || pg_sleep(0.4)))`,
    )
    await wait(200)
    const [drawn] = await agent.run('select last_value::int, is_called from slow_id_seq')
    const holders = await agent.run(
      `select virtualtransaction from pg_locks where relation = 'slow'::regclass and mode = 'RowExclusiveLock'`,
    )
    await inserting
    assert.deepEqual(drawn, { last_value: 1, is_called: true })
    assert.equal(holders.length, 1)
  })
})
