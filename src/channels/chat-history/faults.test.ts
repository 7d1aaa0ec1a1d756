import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type AgentDatabase, openAgentDatabase, receiveAll } from '../../../test/kit/chat-tables.ts'
import { startPostgres, type TestPostgres } from '../../../test/kit/postgres.ts'
import { fixedClock } from '../../base/clock.ts'
import { WireError, type WireFault } from '../wire.ts'
import { type ChatHistoryConfig, openChatHistory } from './chat-history.ts'

const clock = fixedClock('2026-03-04T12:00:00Z')
let server: TestPostgres
/** Of the server's owner, who may do everything. */
let agent: AgentDatabase

before(async () => {
  server = await startPostgres()
  agent = await openAgentDatabase(await server.database())
  await agent.n8nTable('n8n_chat_histories')
  await agent.say('n8n_chat_histories', 'web-1', 'human', 'The boiler is out')
  await agent.run(`create role reader login password 'Harbor-4711'`)
  await agent.run('grant select on n8n_chat_histories to reader')
})
after(async () => {
  await agent[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

/** What receiving throws; nobody's name, address or words are in it. */
async function fault(config: Partial<ChatHistoryConfig>): Promise<WireFault> {
  const all = { url: agent.url, table: 'n8n_chat_histories', crew: 'harbor-intake', ...config }
  try {
    await using wire = openChatHistory(all, { clock })
    await receiveAll(wire, null)
  } catch (error) {
    assert.ok(error instanceof WireError, String(error))
    assert.doesNotMatch(error.message, /n8n|reader|4711|boiler|\/\/.*@|harbor/i)
    return error.fault
  }
  throw new Error('Nothing went wrong.')
}

const asReader = (password: string) => {
  const url = new URL(agent.url.replace('@/', '@localhost/'))
  url.username = 'reader'
  url.password = password
  return url.toString().replace('@localhost/', '@/')
}

describe('a chat table that cannot be read', () => {
  it('is not there', async () => {
    assert.equal(await fault({ table: 'n8n_chat_history' }), 'not_found')
    assert.equal(await fault({ table: 'elsewhere.n8n_chat_histories' }), 'not_found')
    assert.equal(await fault({ url: agent.url.replace('test_1', 'test_99') }), 'not_found')
  })

  it('has a name that is a piece of SQL: it is looked for, and not there', async () => {
    const names = [
      'n8n_chat_histories; drop table n8n_chat_histories',
      'n8n_chat_histories" where 1=1 --',
      "n8n_chat_histories'; select pg_sleep(60); --",
      '(select * from pg_authid)',
      'public.n8n_chat_histories union select 1',
      '"n8n_chat_histories"',
      'n8n_chat_histories\0',
      'n8n_chat_histories limit 1',
      '.',
      '',
      'x'.repeat(5_000),
    ]
    for (const table of names) assert.equal(await fault({ table }), 'not_found', table.slice(0, 60))
    assert.equal((await agent.run('select 1 from n8n_chat_histories')).length, 1)
  })

  it('and one that is truly called so is read, and nothing else happens', async () => {
    const name = 'x"; drop table n8n_chat_histories; --'
    await agent.run(
      `create table "${name.replaceAll('"', '""')}" ("id" serial primary key, "session_id" text, "message" jsonb)`,
    )
    await agent.run(
      `insert into "${name.replaceAll('"', '""')}" (session_id, message) values ('s', '{"type":"human","content":"hi"}')`,
    )
    await using wire = openChatHistory({ url: agent.url, table: name, crew: 'c' }, { clock })
    assert.equal((await receiveAll(wire, null)).listed, 1)
    assert.equal((await agent.run('select 1 from n8n_chat_histories')).length, 1)
  })

  it('lost a column', async () => {
    await agent.n8nTable('renamed')
    await using wire = openChatHistory({ url: agent.url, table: 'renamed', crew: 'c' }, { clock })
    await agent.say('renamed', 's', 'human', 'hi')
    const { cursor } = await receiveAll(wire, null)
    await agent.run('alter table renamed rename column session_id to who')
    await assert.rejects(receiveAll(wire, cursor), {
      fault: 'unreadable',
      message: 'The table has no column that can be read as its session.',
    })
    await agent.run('alter table renamed rename column who to session_id')
    await agent.say('renamed', 's', 'ai', 'back')
    assert.equal((await receiveAll(wire, cursor)).listed, 1)
  })

  it('is behind a server that is not there, or does not answer', async () => {
    assert.equal(await fault({ url: 'postgres://reader@127.0.0.1:9/agents' }), 'unreachable')
    assert.equal(await fault({ url: 'postgres://reader@nowhere.invalid/agents' }), 'unreachable')
    assert.equal(await fault({ url: 'postgres://reader@/agents?host=%2Fnowhere' }), 'unreachable')
    server.pause()
    try {
      assert.equal(await fault({ timeLimitMs: 200 }), 'timeout')
    } finally {
      server.resume()
    }
  })

  it('is given in a way that is no connection string', async () => {
    assert.equal(await fault({ url: 'mysql://reader@127.0.0.1/agents' }), 'not_found')
    assert.equal(await fault({ url: 'host=127.0.0.1 dbname=agents' }), 'not_found')
    assert.equal(await fault({ url: 'postgres://reader@[::1/agents' }), 'not_found')
  })

  it('asks for TLS that the server does not speak', async () => {
    await using plain = await serverWithoutTls()
    const url = `postgres://reader@127.0.0.1:${plain.port}/agents?sslmode=require`
    assert.equal(await fault({ url }), 'unreachable')
  })

  it('is kept from whoever has not the right password, or not the right', async () => {
    const [row] = await agent.run('show hba_file')
    const file = String(row?.hba_file).replaceAll("'", "''")
    await agent.run(
      `copy (select unnest(array['local all reader scram-sha-256', 'local all all trust'])) to '${file}'`,
    )
    await agent.run('select pg_reload_conf()')
    assert.equal(await fault({ url: asReader('wrong') }), 'credentials_refused')
    assert.equal(await fault({ url: asReader('') }), 'credentials_refused')
    await agent.n8nTable('secret')
    assert.equal(await fault({ url: asReader('Harbor-4711'), table: 'secret' }), 'credentials_refused')
    await using wire = openChatHistory(
      { url: asReader('Harbor-4711'), table: 'n8n_chat_histories', crew: 'c' },
      { clock },
    )
    const { listed, incidents } = await receiveAll(wire, null)
    assert.deepEqual([listed, incidents], [1, []])
    const { ids } = await wire.describe({ signal: new AbortController().signal })
    assert.deepEqual(ids, { kind: 'drawn' }, 'a user who may only read the table gets the full promise')
  })

  it('is locked by somebody: the time limit holds', async () => {
    await using other = await openAgentDatabase(agent.url)
    await other.run('begin')
    await other.run('lock table n8n_chat_histories in access exclusive mode')
    const start = performance.now()
    assert.equal(await fault({ timeLimitMs: 300 }), 'timeout')
    assert.ok(performance.now() - start < 3_000)
    await other.run('rollback')
  })

  it('breaks off half-way: what came before is kept, and the rest comes after it', async () => {
    await agent.n8nTable('broken')
    await agent.run(
      `insert into broken (session_id, message) select 'web-' || g, '{"type":"human","content":"hi"}' from generate_series(1, 5000) g`,
    )
    await using wire = openChatHistory({ url: agent.url, table: 'broken', crew: 'c' }, { clock })
    const first = await receiveAll(wire, null, { enough: 5 })
    await using other = await openAgentDatabase(agent.url)
    await other.run('begin')
    await other.run('lock table broken in access exclusive mode')
    const second = receiveAll(wire, first.cursor)
    await Promise.all([
      assert.rejects(second, { fault: 'unreachable' }),
      wait(200).then(() =>
        agent.run(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'plumbline'`,
        ),
      ),
    ])
    await other.run('rollback')
    const third = await receiveAll(wire, first.cursor)
    assert.equal(new Set([...first.externalIds, ...third.externalIds]).size, 5_000)
    assert.equal(first.listed + third.listed, 5_000)
  })

  it('is cut off without a word, in the middle of an answer', async () => {
    await using line = await cuttableLine(agent.url)
    await using wire = openChatHistory({ url: line.url, table: 'broken', crew: 'c' }, { clock })
    const first = await receiveAll(wire, null, { enough: 3 })
    const seen = new Set(first.externalIds)
    line.cutAfter(20_000)
    let { cursor } = first
    const reading = async () => {
      for await (const batch of wire.receive(cursor, { signal: new AbortController().signal })) {
        for (const { externalId } of batch.items) seen.add(externalId)
        cursor = batch.cursor
      }
    }
    await assert.rejects(reading(), { fault: 'unreachable' })
    assert.ok(seen.size < 5_000)
    line.mend()
    await reading()
    assert.equal(seen.size, 5_000)
  })

  it('is let go of at once when nobody wants it any more', async () => {
    await using other = await openAgentDatabase(agent.url)
    await other.run('begin')
    await other.run('lock table n8n_chat_histories in access exclusive mode')
    await using wire = openChatHistory({ url: agent.url, table: 'n8n_chat_histories', crew: 'c' }, { clock })
    const controller = new AbortController()
    const receiving = receiveAll(wire, null, { signal: controller.signal })
    setTimeout(() => controller.abort(new Error('cancelled')), 150)
    await assert.rejects(receiving, { message: 'cancelled' })
    await other.run('rollback')
    assert.equal((await receiveAll(wire, null)).listed, 1)
  })

  it('cannot be written through: not even by what reading it sets off', async () => {
    await agent.run('create table traces (at timestamptz)')
    await agent.run(
      `create function leave_trace() returns int language sql volatile as 'insert into public.traces values (now()) returning 1'`,
    )
    await agent.run(
      `create view tracing as select id + 0 * public.leave_trace() as id, session_id, message from n8n_chat_histories`,
    )
    assert.equal(await fault({ table: 'tracing' }), 'unreadable')
    assert.deepEqual(await agent.run('select * from traces'), [])
    const settings = await agent.run(
      `select datname, setconfig from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase`,
    )
    assert.deepEqual(settings, [])
  })
})

/** Answers a request for TLS as PostgreSQL without it does: `N`. */
async function serverWithoutTls(): Promise<AsyncDisposable & { port: number }> {
  const plain = createServer((socket) => socket.once('data', () => socket.end('N')))
  plain.listen(0, '127.0.0.1')
  await once(plain, 'listening')
  const address = plain.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port.')
  return { port: address.port, [Symbol.asyncDispose]: () => plain[Symbol.asyncDispose]() }
}

/** A line to the socket of a server that can be cut, in the middle of what comes over it. */
async function cuttableLine(
  url: string,
): Promise<AsyncDisposable & { url: string; cutAfter(bytes: number): void; mend(): void }> {
  const folder = decodeURIComponent(/host=([^&]+)/.exec(url)?.[1] ?? '')
  let left = Number.POSITIVE_INFINITY
  const line = createServer((near) => {
    const far = connect(join(folder, '.s.PGSQL.5432'))
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    near.pipe(far)
    far.on('data', (bytes) => {
      near.write(bytes.subarray(0, Math.max(0, left)))
      left -= bytes.length
      if (left < 0) setTimeout(end, 20)
    })
  })
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  const address = line.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port.')
  return {
    url: url.replace('@/', `@127.0.0.1:${address.port}/`).replace(/\?host=[^&]+/, ''),
    cutAfter: (bytes) => {
      left = bytes
    },
    mend: () => {
      left = Number.POSITIVE_INFINITY
    },
    [Symbol.asyncDispose]: () => line[Symbol.asyncDispose](),
  }
}
