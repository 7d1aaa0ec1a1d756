import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
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
 * how often the fault met something at work: a row without any proves nothing.
 */
export type Fault = (source: LiveSource, chance: Chance) => Promise<Account & { how: string; hits: number }>

const KILLS = 16
const LOOKS_CUT = 20
const JUMPS = 12
const AWAYS = 4

/** kill -9 of the whole program, at random moments, as its user has it. */
export const killed: Fault = async (source, chance) => {
  const total = source.name === 'IMAP mailbox' ? 400 : 2_000
  const account = await killWhileWritten(source, { chance, kills: KILLS, total })
  const how = `${account.kills} kills, ${account.atWork} inside a run at work`
  return { ...account, how, hits: account.atWork }
}

/** The connection is reset after so many bytes, anywhere in a look. */
export const cut: Fault = async (source, chance) => {
  await using proxy = await startCuttingProxy(source.port)
  await using app = await startApp()
  const firm = await app.makeFirm('Harbor Plumbing')
  await source.write(60)
  const sourceId = await addSource(firm, source, proxy.port)
  const bytesMax = source.name === 'IMAP mailbox' ? 400_000 : 60_000 // a few batches
  let failed = 0
  for (let look = 0; look < LOOKS_CUT; look++) {
    await source.write(20)
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
  const how = `${LOOKS_CUT} looks, ${failed} ended by a cut`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: failed }
}

/** What was handed over is handed over again, while three ask at once. */
export const twice: Fault = async (source) => {
  await using app = await startApp()
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  const asked = await askWhile(firm, sourceId, source.writeTwice(300), 3)
  const account = await accountOf(firm, sourceId, source)
  const how = `${account.again} came again; asked ${asked} times, by three at once`
  return { ...account, how, hits: account.again }
}

/** Many write at once, and what was begun first comes last. */
export const outOfOrder: Fault = async (source) => {
  await using app = await startApp()
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  const count = source.name === 'IMAP mailbox' ? 200 : 1_000
  const asked = await askWhile(firm, sourceId, source.writeOutOfOrder(count), 1)
  const how = `asked ${asked} times while ${source.writers} wrote at once`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: asked }
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
  return { ...account, how: source.forgettings.map(({ how }) => how).join('; '), hits }
}

/** The machine's clock is put forward and back by minutes to years, mostly while a run is at work. */
export const clockJump: Fault = async (source, chance) => {
  let aheadMs = 0
  const clock = { now: () => new Date(Date.now() + aheadMs) }
  await using app = await startApp({ clock })
  const firm = await app.makeFirm('Harbor Plumbing')
  await source.write(100)
  const sourceId = await addSource(firm, source)
  let atWork = 0
  for (let jump = 0; jump < JUMPS; jump++) {
    const writing = source.write(60)
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
  await using app = await startApp()
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  let failed = 0
  for (let time = 0; time < AWAYS; time++) {
    await source.write(150)
    const asking = askSource(firm, sourceId)
    await pause(chance.next() * 250)
    await source.kill()
    if ((await asking) === 'failed') failed++
    await askSource(firm, sourceId)
    await source.start()
    await askToTheEnd(firm, sourceId)
  }
  const how = `${AWAYS} times, ${failed} in the midst of a look`
  return { ...(await accountOf(firm, sourceId, source)), how, hits: failed }
}

/** The server of Plumbline's own database is killed in the midst of a look, and comes back. */
export const databaseAway: Fault = async (source, chance) => {
  await using postgres = await startPostgres({ tcp: true })
  const databaseUrl = await postgres.database()
  await using app = await startApp({ databaseUrl })
  const firm = await app.makeFirm('Harbor Plumbing')
  const sourceId = await addSource(firm, source)
  await askToTheEnd(firm, sourceId)
  let atWork = 0
  for (let time = 0; time < AWAYS; time++) {
    await source.write(150)
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

/** Asks again and again until what is written is written, and then to the end; answers how often. */
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
