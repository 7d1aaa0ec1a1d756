import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../../src/demo/chance.ts'
import { type CommandOptions, environment, firmServed, startPlumbline, startServer } from './app.ts'
import { type Account, accountOf, addSource, type LiveSource, type Shown, showSource } from './live-source.ts'
import { prepareDataDir, temporaryFolder } from './store.ts'

const OPEN = ['queued', 'running']
const POLL_EVERY_MS = 5
/** From the start of the process: it opens its database, takes up what broke off, and works. */
const ANY_MOMENT_MS_MAX = 4_000
const LOOKED_AT_MS_MAX = 60_000

export type Killed = Account & {
  kills: number
  /** Of these, how many fell while the source's run was at work, by the program's last word. */
  atWork: number
}

/** A data folder of a firm whose source was just added; its server was killed in the midst of taking it in. */
export type ServedFolder = Disposable & { dataDir: string; command: CommandOptions; sourceId: string }

/**
 * Kills `plumbline serve` with SIGKILL, again and again, while `total` new things come to its source; then lets it be, and
 * answers what it has. Every other kill falls at any moment after the start, the others while it works. Throws when the
 * program has less after a kill than it said before.
 */
export async function killWhileWritten(
  source: LiveSource,
  { chance, kills, total }: { chance: Chance; kills: number; total: number },
): Promise<Killed> {
  const atFirst = Math.floor(total / 4)
  await source.write(atFirst)
  using folder = await serveAndAdd(source)
  let isOver = false
  const writing = (async () => {
    const own = chance.fork('writing')
    const aKill = Math.ceil((total - atFirst) / kills)
    for (let left = total - atFirst; left > 0; ) {
      const now = Math.min(left, own.int(1, Math.max(2, aKill / 8)))
      await source.write(now)
      left -= now
      if (!isOver) await pause(own.next() * 400)
    }
  })()
  let atWork = 0
  let acknowledged = 0
  for (let kill = 0; kill < kills; kill++) {
    const way = kill % 2 === 0 ? 'at work' : 'at any moment'
    const said = await serveAndKill(folder, { way, chance: chance.fork(kill), workMs: source.workMs })
    if (said === undefined) continue
    if (said.run?.status === 'running') atWork++
    if (said.messages < acknowledged)
      throw new Error(`After a kill ${said.messages} messages were there of ${acknowledged}.`)
    acknowledged = said.messages
  }
  isOver = true
  await writing
  return { ...(await serveToTheEnd(folder, source)), kills, atWork }
}

/** Sets up a firm with a source, and kills the program at once. */
export async function serveAndAdd(source: LiveSource): Promise<ServedFolder> {
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  const command = commandFor(source, dataDir)
  await prepareDataDir(dataDir)
  await using server = await startServer(command)
  const key = (await readFile(join(dataDir, 'cli.key'), 'utf8')).trim()
  const made = await fetch(`${server.url}/api/firms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Harbor Plumbing', timeZone: 'America/Chicago' }),
  })
  if (made.status !== 201) throw new Error(await made.text())
  const firm = await firmServed(server.url, dataDir)
  const sourceId = await addSource(firm, source)
  return { dataDir, command, sourceId, [Symbol.dispose]: folder[Symbol.dispose] }
}

function commandFor({ parts }: LiveSource, dataDir: string): CommandOptions {
  if (parts === undefined) return { env: environment({ dataDir }) }
  return {
    env: environment({ dataDir, env: { PARTS_FOR_TESTS: JSON.stringify(parts()) } }),
    program: join(import.meta.dirname, 'serve-with-parts.ts'),
  }
}

/** Answers what the program last said of the source; undefined when it was killed before it could. */
async function serveAndKill(
  { command, dataDir, sourceId }: ServedFolder,
  { way, chance, workMs }: { way: 'at work' | 'at any moment'; chance: Chance; workMs: number },
): Promise<Shown | undefined> {
  await using running = startPlumbline(['serve'], command)
  let isKilled = false
  const kill = () => {
    isKilled = true
    running.child.kill('SIGKILL')
  }
  if (way === 'at any moment') setTimeout(kill, chance.next() * ANY_MOMENT_MS_MAX)
  const said = await running.says(/Plumbline is at (http:\S+)/)
  let last: Shown | undefined
  try {
    if (said?.[1] === undefined) return undefined
    const firm = await firmServed(said[1], dataDir)
    for (let isTimed = way === 'at any moment'; !isKilled; ) {
      last = await showSource(firm, sourceId)
      if (!isTimed && last.run?.status === 'running') {
        isTimed = true
        setTimeout(kill, chance.next() * workMs)
      }
      if (last.run === null || !OPEN.includes(last.run.status))
        await firm.ask('POST', `/api/sources/${sourceId}/sync`)
      await pause(POLL_EVERY_MS)
    }
  } catch (error) {
    if (!isKilled) throw error
  }
  const { signal, stderr } = await running.ended
  if (signal !== 'SIGKILL') throw new Error(`The program ended by itself: ${stderr}`)
  return last
}

/** Starts the program, and leaves it alone until the source has been asked to its end; then ends it at once. */
export async function serveAWhile(folder: ServedFolder): Promise<void> {
  await using _ = await serveUntilLookedAt(folder)
}

/** The same, and reads what it has before it ends. */
export async function serveToTheEnd(folder: ServedFolder, source: LiveSource): Promise<Account> {
  await using server = await serveUntilLookedAt(folder)
  return await accountOf(server.firm, folder.sourceId, source)
}

async function serveUntilLookedAt({ command, dataDir, sourceId }: ServedFolder) {
  await using opened = new AsyncDisposableStack()
  const startedMs = Date.now()
  const server = opened.use(await startServer(command))
  const firm = await firmServed(server.url, dataDir)
  for (;;) {
    const { run, lookedAt } = await showSource(firm, sourceId)
    const isLookedAt = lookedAt !== null && Date.parse(lookedAt) >= startedMs
    const isLate = Date.now() - startedMs > LOOKED_AT_MS_MAX
    if (isLate || (isLookedAt && run !== null && !OPEN.includes(run.status))) break
    await pause(POLL_EVERY_MS)
  }
  const held = opened.move()
  return { firm, [Symbol.asyncDispose]: () => held.disposeAsync() }
}
