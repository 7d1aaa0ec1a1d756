import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Run } from '../../src/contract/runs.ts'
import {
  environment,
  firmServed,
  plumbline,
  readExport,
  startApp,
  startPlumbline,
  startServer,
  type TestFirm,
} from '../kit/app.ts'
import { type History, makeHistory, writeZip } from '../kit/archive.ts'
import { startPostgres } from '../kit/postgres.ts'
import { score, whole } from '../kit/score.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
/** An archive, and what an import of it that nothing disturbs ends with. */
type Archive = {
  history: History
  path: string
  undisturbed: { conversations: number; customers: number; mediaFiles: number }
}
/** Long enough to be killed in again and again; and enough to be broken off a few times, soon after it begins. */
let long: Archive
let short: Archive

before(async () => {
  await using app = await startApp()
  const archiveOf = async (messages: number): Promise<Archive> => {
    const history = await makeHistory({ messages, seed: 11 })
    const path = await writeZip(here(`takeout-${messages}.zip`), history.files)
    const firm = await app.makeFirm(`Undisturbed, ${messages}`)
    assert.equal((await firm.follow(await firm.start([path]))).status, 'completed')
    return { history, path, undisturbed: countsOf(await firm.export()) }
  }
  long = await archiveOf(3_000)
  short = await archiveOf(1_000)
})
after(() => opened.disposeAsync())

function countsOf({ conversations, customers, mediaFiles }: Awaited<ReturnType<typeof readExport>>) {
  return {
    conversations: conversations.length,
    customers: customers.length,
    mediaFiles: mediaFiles.length,
  }
}

/** Exports by the command line and holds it against what is true and what an undisturbed import made. */
async function assertAsUndisturbed(
  { history, undisturbed }: Archive,
  { env, name }: { env: Record<string, string>; name: string },
): Promise<void> {
  const out = here(`${name}-out`)
  const ended = await plumbline(['export', '--plain', '--out', out], { env })
  assert.equal(ended.code, 0, ended.stderr)
  const exported = await readExport(out)
  assert.deepEqual(score(history.truth, exported.messages), whole(history.expected.peerUnknown))
  assert.deepEqual(countsOf(exported), undisturbed)
}

/** The last run's line: its counts are those of an undisturbed one, whoever stored what in between. */
function assertWholeRun(
  { history }: Archive,
  { code, json, stdout, stderr }: Awaited<ReturnType<typeof plumbline>>,
): void {
  assert.equal(code, 0, stdout + stderr)
  const { messages, duplicates } = history.expected
  assert.deepEqual([json.status, json.seen], ['completed', messages + duplicates])
  assert.equal(json.stored + json.duplicates + json.rejected, json.seen)
}

/** Equal moments each time the tests run: a small linear congruential generator (Numerical Recipes, ranqd1). */
function moments(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

describe('an import whose process is killed ten times', () => {
  const env = environment({ dataDir: here('killed') })
  const chance = moments(7)
  let kills = 0
  /** What the program last said over its door that it had of a run: it must never have less. */
  let acknowledged: Run | undefined

  before(() => prepareDataDir(here('killed')))

  async function killCommand(words: RegExp, msMax: number): Promise<void> {
    await using running = startPlumbline(['import', long.path], { env })
    await running.says(words)
    await pause(chance() * msMax)
    running.child.kill('SIGKILL')
    if ((await running.ended).signal === 'SIGKILL') kills++
  }

  /** Starts the server, which takes the run up by itself; kills it once the run has gone on by `more` messages. */
  async function killServer(more: number): Promise<void> {
    await using server = await startServer({ env })
    const firm = await firmServed(server.url, here('killed'))
    const run = await patiently(() => openRun(firm))
    if (run.syncId === acknowledged?.syncId)
      assert.ok(run.progress.processedMessages >= acknowledged.progress.processedMessages)
    const goal = run.progress.processedMessages + more
    const isThere = ({ progress }: Run) => progress.processedMessages >= goal
    const now = await patiently(() => firm.follow(run, isThere))
    server.child.kill('SIGKILL')
    assert.equal((await server.ended).signal, 'SIGKILL')
    if (now.status === 'running') kills++
    acknowledged = now
  }

  it('while the command line brings it in, at the very start', async () => {
    await killCommand(/Waiting for its turn|Looking the archive over/, 80)
    await killCommand(/Taking messages in/, 80)
    assert.equal(kills, 2)
  })

  it('while the server goes on with it, again and again, and never has less than it said', async () => {
    for (let time = 0; time < 6; time++) await killServer(1 + Math.floor(chance() * 300))
    assert.ok(kills >= 5, `killed ${kills} times in the midst`)
  })

  it('while it threads and fetches pictures', async () => {
    await killCommand(/Threading conversations|Checking/, 200)
    await killCommand(/Threading conversations|Checking/, 200)
  })

  it('ends, when it is at last let be, as if nothing had happened', async () => {
    assertWholeRun(long, await plumbline(['import', long.path, '--json'], { env }))
    assert.ok(kills >= 7, `killed ${kills} times in the midst`)
    await assertAsUndisturbed(long, { env, name: 'killed' })
  })
})

/** Does as an answer says that came too late on a busy machine: asks again, once. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  return ask().catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('"too_slow"')) return ask()
    throw error
  })
}

/** The last run, if it has not completed; else a new one. */
async function openRun(firm: TestFirm): Promise<Run> {
  const { status, body } = await firm.ask('GET', '/api/sync?limit=1')
  assert.equal(status, 200, JSON.stringify(body))
  const [last] = body.items
  return last === undefined || last.status === 'completed' ? firm.start([long.path]) : last
}

describe('an import that is stopped with Ctrl-C', () => {
  it('says so, ends with 1, and the same command goes on where it was', async () => {
    await prepareDataDir(here('stopped'))
    const env = environment({ dataDir: here('stopped') })
    await using running = startPlumbline(['import', long.path], { env })
    await running.says(/Looking the archive over|Taking messages in/)
    running.child.kill('SIGINT')
    const stopped = await running.ended
    assert.deepEqual([stopped.code, stopped.signal], [1, null], stopped.stderr)
    assert.match(stopped.stdout, /Stopped\. Run the same command again to go on where it was\./)
    assert.match(stopped.stdout, /^seen [\d,]+ = stored [\d,]+ \+ duplicates \d+ \+ rejected 0$/m)
    const ended = await plumbline(['import', long.path, '--json'], { env })
    assertWholeRun(long, ended)
    assert.equal(ended.json.stored, long.history.expected.messages)
    await assertAsUndisturbed(long, { env, name: 'stopped' })
  })
})

describe('an import into a PostgreSQL server whose process is killed three times', () => {
  it('ends as if nothing had happened', async () => {
    await using postgres = await startPostgres()
    const databaseUrl = await postgres.database()
    const env = environment({ dataDir: here('server'), databaseUrl })
    const chance = moments(23)
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    try {
      for (let kills = 0; kills < 3; kills++) {
        await using running = startPlumbline(['import', short.path], { env })
        await running.says(/Taking messages in|Threading/)
        await pause(chance() * 120)
        running.child.kill('SIGKILL')
        assert.equal((await running.ended).signal, 'SIGKILL')
        // A worker that is silent for half a minute has lost its run. This is that half minute.
        await database.query(
          "update run set lease_until = now() - interval '1 second' where lease_until is not null",
        )
      }
      assertWholeRun(short, await plumbline(['import', short.path, '--json'], { env }))
    } finally {
      await database.end()
    }
    await assertAsUndisturbed(short, { env, name: 'server' })
  })
})
