import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type App, openApp, sampleFirmDetails } from '../../src/app.ts'
import type { Id } from '../../src/base/ids.ts'
import { silentLog } from '../../src/base/log.ts'
import { overApp } from '../../src/command/client.ts'
import { readConfig } from '../../src/config.ts'
import { runShape } from '../../src/contract/runs.ts'
import { madeOnce } from './made-once.ts'
import { movingClock } from './office.ts'
import { prepareDataDir } from './store.ts'

/**
 * When tests of the sample firm begin, whatever the day: a Wednesday afternoon in Chicago. What its history comes to
 * depends on the hour, the weekday and the month at which it ends.
 */
export const sampleBeginsAt = '2026-05-20T19:30:00Z'
/** Early enough for it to be there by then, on a slow machine too. */
const MADE_AT = '2026-05-20T19:10:00Z'
const OWNER = { name: 'Ray Miller', email: 'ray@millrace.example' }
const madeShape = z.object({ syncId: z.string() })
const MADE_MS_MAX = 90_000
/** What is on the first screens; the rest is understood behind them. */
const UNDERSTOOD = 400

/**
 * A data folder at `path` with the sample firm imported, understood and worked off: copied from one that is made once in a
 * run of the tests. What is not worked off there, each program goes on with behind its screens: 3 s of the processor in
 * each 5, for longer than most of them stand.
 */
export async function prepareSampleDir(path: string): Promise<void> {
  const run = process.env.PLUMBLINE_TEST_RUN
  if (run === undefined) return makeSampleDir(path)
  const template = join(run, 'plumbline-sample')
  await madeOnce(template, makeSampleDir)
  cpSync(template, path, { recursive: true })
}

async function makeSampleDir(dataDir: string): Promise<void> {
  await prepareDataDir(dataDir)
  await using app = await openApp(readConfig({ PLUMBLINE_DATA_DIR: dataDir }), {
    ...{ log: silentLog, clock: movingClock(MADE_AT) },
  })
  const { id } = await makeSampleFirm(app)
  const { understander, ticketer, rollUp, indexer } = app.stages
  await understander.catchUp({ tenantId: id })
  for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(id)
  await app.subscribers.catchUp(id)
}

/** Makes the sample firm in a program that has none; what its first screens show is understood. */
export async function makeSampleFirm(app: App): Promise<{ id: Id }> {
  const firm = await app.access.makeFirm({ ...sampleFirmDetails, sample: true }, OWNER)
  await using client = overApp(app, firm.slug)
  const { syncId } = madeShape.parse(await client.call('POST', '/api/demo'))
  for (const endMs = Date.now() + MADE_MS_MAX; Date.now() < endMs; await pause(50)) {
    const { status } = runShape.parse(await client.call('GET', `/api/sync/${syncId}/progress`))
    if (status === 'queued' || status === 'running') continue
    if (status !== 'completed') throw new Error(`The sample import is ${status}.`)
    await client.call('POST', '/api/understanding/catch-up', { messagesMax: UNDERSTOOD })
    return firm
  }
  throw new Error(`The sample import takes more than ${MADE_MS_MAX / 1000} s.`)
}
