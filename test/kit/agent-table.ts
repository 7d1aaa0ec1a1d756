import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Chance } from '../../src/demo/chance.ts'
import { type LiveSource, postSource } from './live-source.ts'
import type { TestPostgres } from './postgres.ts'

const TABLE = 'n8n_chat_histories'
const SESSIONS = 60
const WRITERS = 8
const TYPES = ['human', 'human', 'ai', 'ai', 'tool'] as const

/** The table of a crew of agents, in a database of its own on a server that listens on a port. */
export async function openAgentTable(
  postgres: TestPostgres,
  { chance, ids = 'serial' }: { chance: Chance; ids?: 'serial' | 'uuid' | undefined },
): Promise<LiveSource> {
  const url = new URL((await postgres.database()).replace('@/', '@127.0.0.1/'))
  const at = (port: number) => `postgres://postgres@127.0.0.1:${port}${url.pathname}`
  const pool = new pg.Pool({ connectionString: at(postgres.port) })
  pool.on('error', () => undefined) // the server was killed
  const key = ids === 'serial' ? 'serial' : 'uuid default gen_random_uuid()'
  const make = `create table ${TABLE} (id ${key} primary key, session_id varchar(255) not null, message jsonb not null)`
  await pool.query(make)
  const sent = new Set<string>()
  const rowsOf = (count: number) =>
    Array.from({ length: count }, () => {
      const content = `Message ${sent.size + 1}: the boiler shows F${chance.int(10, 99)} again`
      sent.add(content)
      const message = { type: chance.pick(TYPES), content, additional_kwargs: {}, response_metadata: {} }
      return { session: `web-${chance.int(1, SESSIONS)}`, message }
    })
  const insert = (to: Pick<pg.Pool, 'query'>, count: number) =>
    to.query(
      `insert into ${TABLE} (session_id, message)
       select session, message from json_to_recordset($1::json) as r (session text, message jsonb)`,
      [JSON.stringify(rowsOf(count))],
    )
  const write: LiveSource['write'] = async (count) => {
    for (let left = count; left > 0; ) {
      const now = Math.min(left, chance.int(1, 8))
      await insert(pool, now)
      left -= now
    }
  }
  /** A transaction whose ids are drawn long before it ends; now and then one that comes to nothing. */
  const writeSlowly = async (count: number, own: Chance) => {
    const client = await pool.connect()
    for (let left = count; left > 0; ) {
      const now = Math.min(left, own.int(1, 12))
      if (own.odds(0.15))
        await client.query(
          `begin; insert into ${TABLE} (session_id, message) values ('web-0', '{}'); rollback`,
        )
      await client.query('begin')
      await insert(client, 1)
      await pause(own.next() * own.pick([5, 30, 400]))
      if (now > 1) await insert(client, now - 1)
      await client.query('commit')
      left -= now
    }
    client.release()
  }
  return {
    name: 'AI-agent table',
    port: postgres.port,
    many: 2_000,
    share: 1,
    batchBytes: 3_000,
    workMs: 250,
    ridesOutMs: 0,
    add: (firm, port = postgres.port) =>
      postSource(firm, {
        channel: 'chat-history',
        settings: { crew: 'Website', table: TABLE },
        databaseUrl: at(port),
      }),
    sent,
    files: new Set(),
    write,
    writeTwice: async (count) => {
      // A row that is touched is a new version of itself: a table without an order of ids hands it over again.
      for (let left = count; left > 0; left -= 50) {
        await write(Math.min(left, 50))
        await pause(chance.next() * 300)
        await pool.query(`update ${TABLE} set message = message where random() < 0.5`)
      }
      await pool.query(`update ${TABLE} set message = message`)
    },
    writers: WRITERS,
    writeOutOfOrder: async (count) => {
      const each = Math.ceil(count / WRITERS)
      const writers = Array.from({ length: WRITERS }, (_, n) => writeSlowly(each, chance.fork(n)))
      await Promise.all(writers)
    },
    forgettings: [
      {
        how: 'emptied, and counting from 1 again',
        forget: async (count) => {
          await pool.query(`truncate ${TABLE} restart identity`)
          await write(count)
        },
      },
      {
        how: 'brought back from a dump',
        forget: async (count) => {
          await pool.query(`create table dump as table ${TABLE}`)
          await pool.query(`drop table ${TABLE}`)
          await pool.query(make)
          await pool.query(`insert into ${TABLE} select * from dump`)
          await pool.query(`select setval('${TABLE}_id_seq', (select max(id) from dump))`)
          await pool.query(`drop table dump`)
          await write(count)
        },
      },
      {
        how: 'set back to an earlier state, and giving ids out twice',
        prepare: async () => {
          await pool.query(`create table before as table ${TABLE}`)
        },
        forget: async (count) => {
          await pool.query(`delete from ${TABLE} where id not in (select id from before)`)
          await pool.query(`select setval('${TABLE}_id_seq', (select max(id) from before))`)
          await pool.query(`drop table before`)
          await write(count)
        },
      },
    ],
    kill: postgres.kill,
    start: postgres.start,
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
