import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type AgentDatabase, openAgentDatabase, receiveAll } from '../../../test/kit/chat-tables.ts'
import { startPostgres } from '../../../test/kit/postgres.ts'
import { fixedClock } from '../../base/clock.ts'
import { openChatHistory } from './chat-history.ts'

const signal = new AbortController().signal
const clock = fixedClock('2026-03-04T12:00:00Z')

describe('a chat table on a replica', () => {
  it('is read as on its primary, with less promised: a replica does not tell who is writing', async () => {
    await using primary = await startPostgres()
    const url = await primary.database()
    await using agent = await openAgentDatabase(url)
    await agent.n8nTable('crew')
    await agent.run(
      `create table by_uuid (id uuid primary key default gen_random_uuid(), session_id text, message jsonb)`,
    )
    await agent.say('crew', 'web-1', 'human', 'one')
    await agent.run(
      `insert into by_uuid (session_id, message) values ('s', '{"type":"human","content":"one"}')`,
    )
    await using primaryWire = openChatHistory({ url, table: 'crew', crew: 'c' }, { clock })
    const onPrimary = await receiveAll(primaryWire, null)

    await using replica = await startReplica(agent, url)
    await using wire = openChatHistory({ url: replica.url, table: 'crew', crew: 'c' }, { clock })
    assert.deepEqual((await wire.describe({ signal })).ids, { kind: 'watched', because: 'replica' })
    const first = await receiveAll(wire, onPrimary.cursor)
    assert.deepEqual([first.listed, first.incidents], [0, []])

    await using open = await openAgentDatabase(url)
    await open.run('begin')
    await open.say('crew', 'web-2', 'human', 'drawn first')
    await agent.say('crew', 'web-1', 'ai', 'committed first')
    await replica.catchUp(agent)
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(texts(second), ['committed first'])
    await open.run('commit')
    await replica.catchUp(agent)
    const third = await receiveAll(wire, second.cursor)
    assert.deepEqual([texts(third), third.incidents], [['drawn first'], []])

    await using swept = openChatHistory({ url: replica.url, table: 'by_uuid', crew: 'c' }, { clock })
    const all = await receiveAll(swept, null)
    await agent.run(
      `insert into by_uuid (session_id, message) values ('s', '{"type":"human","content":"two"}')`,
    )
    await replica.catchUp(agent)
    assert.deepEqual([texts(all), texts(await receiveAll(swept, all.cursor))], [['one'], ['two']])
  })
})

function texts({ messages }: { messages: { text: string }[] }): string[] {
  return messages.map(({ text }) => text)
}

type Replica = AsyncDisposable & {
  url: string
  /** Waits until the replica has all that was committed on the primary. */
  catchUp(primary: AgentDatabase): Promise<void>
}

/** A hot standby of the server that `url` names, on a copy of its files; its binaries are that server's. */
async function startReplica(primary: AgentDatabase, url: string): Promise<Replica> {
  const [told] = await primary.run(
    `select current_setting('data_directory') as data, (select setting from pg_config where name = 'BINDIR') as bin,
       current_setting('unix_socket_directories') as socket`,
  )
  const { data, bin, socket } = told as { data: string; bin: string; socket: string }
  const { uid, gid } = statSync(data)
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-replica-'))
  const copy = join(dir, 'data')
  await primary.run(`select pg_backup_start('replica', true)`)
  cpSync(data, copy, { recursive: true, filter: (path) => !path.endsWith('postmaster.pid') })
  const [backup] = await primary.run('select labelfile from pg_backup_stop(false)')
  writeFileSync(join(copy, 'backup_label'), String(backup?.labelfile))
  writeFileSync(join(copy, 'standby.signal'), '')
  chmodSync(copy, 0o700)
  const asServer = process.getuid?.() === 0 ? { uid, gid } : {}
  if (process.getuid?.() === 0) await once(spawn('chown', ['-R', `${uid}:${gid}`, dir]), 'exit')
  const options = [`listen_addresses=`, 'fsync=off', `primary_conninfo=host=${socket} user=postgres`]
  const server: ChildProcess = spawn(
    join(bin, 'postgres'),
    ['-D', copy, '-k', dir, ...options.flatMap((option) => ['-c', option])],
    { ...asServer, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  if (server.stderr === null) throw new Error('The server has a standard error.')
  for await (const line of createInterface({ input: server.stderr })) {
    if (line.includes('ready to accept read-only connections')) break
    if (line.includes('FATAL')) throw new Error(line)
  }
  server.stderr.resume()
  const own = url.replace(/host=[^&]+/, `host=${encodeURIComponent(dir)}`)
  const database = await openAgentDatabase(own)
  return {
    url: own,
    catchUp: async (from) => {
      const [written] = await from.run('select pg_current_wal_insert_lsn()::text as lsn')
      for (let tries = 0; tries < 200; tries++) {
        const [state] = await database.run('select pg_last_wal_replay_lsn() >= $1::pg_lsn as has', [
          written?.lsn,
        ])
        if (state?.has === true) return
        await from.run('select pg_log_standby_snapshot()')
        await wait(25)
      }
      throw new Error('The replica does not catch up.')
    },
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      const gone = once(server, 'exit')
      server.kill('SIGQUIT')
      await gone
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
