import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { IncidentKind } from '../../src/contract/sources.ts'
import type { Chance } from '../../src/demo/chance.ts'
import { startApp, type TestFirm } from '../../test/kit/app.ts'
import { startCuttingProxy } from '../../test/kit/cutting-proxy.ts'
import { killWhileWritten, serveAndAdd, serveAWhile, serveToTheEnd } from '../../test/kit/killed-program.ts'
import {
  type Account,
  accountOf,
  addSource,
  askSource,
  askToTheEnd,
  type LiveSource,
  showSource,
  untilSettled,
} from '../../test/kit/live-source.ts'
import { startPostgres } from '../../test/kit/postgres.ts'

/**
 * A fault that a source, or the program, meets while new things come; answers what the program has afterwards. `hits` is
 * how often the fault met something at work: a row without any proves nothing. `must` are the incidents that must be told of,
 * `may` those that also may be.
 */
export type Fault = (source: LiveSource, chance: Chance) => Promise<Outcome>
export type Outcome = Account & { how: string; hits: number; must?: IncidentKind[]; may?: IncidentKind[] }

const KILLS = 10
const LOOKS_CUT = 12
const ROUNDS = 4
const JUMPS = 8
const AWAYS = 3

/** kill -9 of the whole program, at random moments, as its user has it. */
export const killed: Fault = async (source, chance) => {
  const account = await killWhileWritten(source, { chance, kills: KILLS, total: source.many })
  const how = `${account.kills} kills, ${account.atWork} inside a run at work`
  return { ...account, how, hits: account.atWork }
}

/** The connection is reset after so many bytes, anywhere in a look. */
export const cut: Fault = async (source, chance) => {
  await using proxy = await startCuttingProxy(source.port)
  await using app = await startApp(partsOf(source, proxy.port))
  const firm = await app.makeFirm('Harbor Plumbing')
  await source.write(60)
  const sourceId = await addSource(firm, source, proxy.port)
  const bytesMax = 4 * source.batchBytes
  let failed = 0
  for (let look = 0; look < LOOKS_CUT; look++) {
    await source.write(shareOf(source, 20))
    let isOver = false
    const asking = askSource(firm, sourceId).finally(() => {
      isOver = true
    })
    // A connection that was kept from the look before is made anew when it is lost: that one is cut as well, now and then.
    for (let inARow = chance.int(1, 3); inARow > 0 && !isOver; inARow--) {
      const before = proxy.connections()
      proxy.cutAfter(1 + Math.floor(chance.next() ** 2 * bytesMax))
      while (!isOver && proxy.connections() === before) await pause(2)
    }
    if ((await asking) === 'failed') failed++
  }
  proxy.cutAfter(Number.POSITIVE_INFINITY)
  await askToTheEnd(firm, sourceId)
  const how = `${proxy.cuts()} cuts in ${LOOKS_CUT} looks, of which ${failed} ended by them`
  const must: IncidentKind[] = source.ridesOutMs === 0 ? ['unreachable'] : []
  return { ...(await accountOf(firm, sourceId, source)), how, hits: proxy.cuts(), must, may: ['unreachable'] }
}

/** What was handed over is handed over again, while three ask at once. */
export const twice: Fault = async (source) => {
  await using app = await startApp(partsOf(source))
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  const asked = await askWhile(firm, sourceId, source.writeTwice(shareOf(source, 300)), 3)
  const account = await accountOf(firm, sourceId, source)
  const again = account.again + (source.calledAgain?.() ?? 0)
  const how = `${again} came again; asked ${asked} times, by three at once`
  return { ...account, how, hits: again }
}

/** Many write at once, and what was begun first comes last. */
export const outOfOrder: Fault = async (source) => {
  await using app = await startApp(partsOf(source))
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  let asked = 0
  for (let round = 0; round < ROUNDS; round++)
    asked += await askWhile(firm, sourceId, source.writeOutOfOrder(Math.ceil(source.many / 2 / ROUNDS)), 1)
  const how = `asked ${asked} times while ${source.writers} wrote at once`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: asked, may: ['gap_found'] }
}

/** The source forgets where the program stood, each time within the run that the program has on each day. */
export const expired: Fault = async (source) => {
  await source.write(30)
  using folder = await serveAndAdd(source)
  await serveAWhile(folder)
  for (const [index, { prepare, forget }] of source.forgettings.entries()) {
    await prepare?.()
    await source.write(60)
    await serveAWhile(folder)
    await forget(90)
    if (index < source.forgettings.length - 1) await serveAWhile(folder)
  }
  const account = await serveToTheEnd(folder, source)
  const hits = account.told.cursor_expired ?? 0
  if (hits < source.forgettings.length)
    account.contradictions.push(`it told ${hits} of ${source.forgettings.length} times that it was forgotten`)
  return {
    ...account,
    how: source.forgettings.map(({ how }) => how).join('; '),
    hits,
    must: ['cursor_expired'],
  }
}

/** The machine's clock is put forward and back by minutes to years, mostly while a run is at work. */
export const clockJump: Fault = async (source, chance) => {
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  await using app = await startApp({ clock, ...partsOf(source) })
  const firm = await app.makeFirm('Harbor Plumbing')
  await source.write(shareOf(source, 100))
  const sourceId = await addSource(firm, source)
  let atWork = 0
  for (let jump = 0; jump < JUMPS; jump++) {
    const writing = source.write(shareOf(source, 60))
    await firm.ask('POST', `/api/sources/${sourceId}/sync`)
    await pause(chance.next() * 200)
    if ((await showSource(firm, sourceId)).run?.status === 'running') atWork++
    aheadMs = chance.pick([-1, 1]) * chance.pick([2 / 60, 1, 26, 24 * 40, 24 * 365 * 3]) * 60 * 60_000
    await writing
    await pause(chance.next() * 200)
  }
  aheadMs = 0
  await askToTheEnd(firm, sourceId)
  const how = `${JUMPS} jumps, ${atWork} inside a run at work`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: atWork }
}

/** The source's server is killed in the midst of a look, and comes back after the program has told of it. */
export const away: Fault = async (source, chance) => {
  await using app = await startApp(partsOf(source))
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  let failed = 0
  const times = source.ridesOutMs === 0 ? AWAYS : 1
  for (let time = 0; time < times; time++) {
    await source.write(shareOf(source, 150))
    const asking = askSource(firm, sourceId)
    await pause(chance.next() * 250)
    await source.kill()
    if ((await asking) === 'failed') failed++
    if (source.ridesOutMs === 0) await askSource(firm, sourceId)
    await source.start()
    await askToTheEnd(firm, sourceId)
  }
  const how = `${times === 1 ? 'once' : `${times} times`}, ${failed} in the midst of a look`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: failed, must: ['unreachable'] }
}

/** The server of Plumbline's own database is killed in the midst of a look, and comes back. */
export const databaseAway: Fault = async (source, chance) => {
  await using postgres = await startPostgres({ tcp: true })
  const databaseUrl = await postgres.database()
  await using app = await startApp({ databaseUrl, ...partsOf(source) })
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  let atWork = 0
  for (let time = 0; time < AWAYS; time++) {
    await source.write(shareOf(source, 150))
    await firm.ask('POST', `/api/sources/${sourceId}/sync`)
    await pause(chance.next() * 250)
    if ((await showSource(firm, sourceId)).run?.status === 'running') atWork++
    await postgres.kill()
    await pause(chance.next() * 500)
    await postgres.start()
    // A worker that is silent for half a minute has lost its run. This is that half minute.
    const database = new pg.Client({ connectionString: databaseUrl })
    await database.connect()
    await database.query(
      "update run set lease_until = now() - interval '1 second' where lease_until is not null",
    )
    await database.end()
    await untilSettled(firm, sourceId)
  }
  await askToTheEnd(firm, sourceId)
  const how = `${AWAYS} times, ${atWork} inside a run at work`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: atWork }
}

/** What the program is started with, for a source. */
function partsOf({ parts }: LiveSource, port?: number) {
  return parts?.(port) ?? {}
}

function shareOf({ share }: LiveSource, count: number): number {
  return Math.ceil(share * count)
}

/** Asks again and again until what is written is written, then to the end; answers how often meanwhile. */
async function askWhile(
  firm: TestFirm,
  sourceId: string,
  writing: Promise<void>,
  atOnce: number,
): Promise<number> {
  let isWriting = true
  let asked = 0
  const done = writing.finally(() => {
    isWriting = false
  })
  while (isWriting) {
    await Promise.all(Array.from({ length: atOnce }, () => askSource(firm, sourceId)))
    asked += atOnce
  }
  await done
  await askToTheEnd(firm, sourceId)
  return asked
}
