import { execFile } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext, Cookie, Page } from 'playwright-core'
import { z } from 'zod'
import { type App, type AppOptions, listen, openApp, sampleFirmDetails } from '../../src/app.ts'
import type { Id } from '../../src/base/ids.ts'
import { silentLog } from '../../src/base/log.ts'
import { overApp } from '../../src/command/client.ts'
import { readConfig } from '../../src/config.ts'
import { runShape } from '../../src/contract/runs.ts'
import { startBrowser } from '../kit/browser.ts'
import { madeOnce } from '../kit/made-once.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const ROOT = join(import.meta.dirname, '../..')
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
const OWNER = { name: 'Ray Miller', email: 'ray@millrace.example' }
const madeShape = z.object({ syncId: z.string() })
/** A busy machine may take its time; a screen that is right is right at once. */
const PATIENCE_MS = 20_000
const SAMPLE_MS = 90_000
/** A test signs in as often as people do in a week. */
const SIGN_INS_PER_MINUTE_MAX = 1_000
/** What is on the first screens; the rest is understood behind them. */
const SAMPLE_UNDERSTOOD = 400

/** How somebody looks at the screens. */
export type Look = {
  width?: 390 | 1024 | 1280 | 1600
  colours?: 'light' | 'dark'
  language?: 'en' | 'pl'
  /** Keeps what it has seen for when there is no connection. */
  offline?: boolean
}

/** The whole program with its screens, on a port and in folders of its own, and a browser to look at it. */
export type House = AsyncDisposable & {
  app: App
  url: string
  folder: string
  /** Ends the program and starts it again at the same address; `meanwhile` it is away. */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  /** A fresh window that nobody signed in to. Whatever the page reports as an error is in `faults`. */
  open(look?: Look): Promise<Window>
  /** A window with those who wait in the sample firm, signed in to by its owner; a house without it makes it at the first. */
  openSample(look?: Look): Promise<Window>
}

export type Window = AsyncDisposable & { page: Page; context: BrowserContext; faults: string[] }

/**
 * Builds the screens if they changed, unless the run of the tests has, and starts everything; `settings` are added to
 * those it needs. With `sample`, the sample firm is there and nothing of it is left to do.
 */
export async function openHouse(
  settings: Record<string, string> = {},
  {
    google,
    postmarkUrl,
    sample = false,
  }: Pick<AppOptions, 'google' | 'postmarkUrl'> & { sample?: boolean } = {},
): Promise<House> {
  if (process.env.PLUMBLINE_TEST_RUN === undefined)
    await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/build-web.ts')])
  await using opened = new AsyncDisposableStack()
  const folder = opened.use(temporaryFolder())
  const dataDir = join(folder.path, 'data')
  await (sample ? prepareSampleDir(dataDir) : prepareDataDir(dataDir))
  const port = await freePort()
  const config = readConfig({
    PLUMBLINE_DATA_DIR: dataDir,
    PORT: String(port),
    MESSAGE_VECTORS: 'false',
    SIGN_IN_LIMIT_PER_MINUTE: String(SIGN_INS_PER_MINUTE_MAX),
    ...settings,
  })
  const parts = {
    ...{ webDir: join(ROOT, 'web/dist'), log: silentLog },
    ...(google && { google }),
    ...(postmarkUrl !== undefined && { postmarkUrl }),
  }
  let app = await openApp(config, parts)
  let doors = await listen(app)
  const close = async () => {
    await doors[Symbol.asyncDispose]()
    await app[Symbol.asyncDispose]()
  }
  opened.defer(() => close())
  const browser = opened.adopt(await startBrowser(), (started) => started.close())
  const url = `http://localhost:${port}`

  const open = async ({
    width = 1280,
    colours = 'light',
    language = 'en',
    offline = false,
  }: Look = {}): Promise<Window> => {
    const phone = width === 390
    const context = await browser.newContext({
      viewport: { width, height: phone ? 844 : 860 },
      isMobile: phone,
      hasTouch: phone,
      colorScheme: colours,
      reducedMotion: 'reduce', // half-faded words have half the contrast
      locale: language === 'pl' ? 'pl-PL' : 'en-US',
      serviceWorkers: offline ? 'allow' : 'block', // what a worker answers, a test cannot hold back
    })
    context.setDefaultTimeout(PATIENCE_MS)
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (line) => {
      // A refused request is news, not a fault: the page must show it, and tests look whether it does.
      // A line that is cut or refused is taken up again.
      if (line.type() === 'error' && !/Failed to load resource|^WebSocket connection to/.test(line.text()))
        faults.push(line.text())
    })
    const close = async () => {
      await page.unrouteAll({ behavior: 'ignoreErrors' }) // what a test held back, it no longer waits for
      await context.close()
    }
    return { page, context, faults, [Symbol.asyncDispose]: close }
  }

  let session: Promise<Cookie[]> | undefined
  const signIn = async () => {
    const firm = (await app.access.listFirms()).find(({ sample }) => sample) ?? (await makeSampleFirm(app))
    const ownerId = await app.access.ownerOf(firm.id)
    if (ownerId === null) throw new Error('The sample firm was made with an owner.')
    await using window = await open()
    const link = new URL((await app.access.signInLink(ownerId)).url)
    await window.page.goto(`${url}${link.pathname}${link.hash}`)
    await atFrontDoor(window.page)
    return await window.context.cookies() // before the window closes
  }

  const held = opened.move()
  return {
    get app() {
      return app
    },
    url,
    folder: folder.path,
    restart: async (meanwhile) => {
      await close()
      await meanwhile?.()
      app = await openApp(config, parts)
      doors = await listen(app)
    },
    open,
    openSample: async (look) => {
      session ??= signIn()
      const window = await open(look)
      await window.context.addCookies(await session)
      await window.page.goto(`${url}/inbox?status=needs_reply`)
      return window
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** Waits until somebody who has just come in stands where the day begins. */
export const atFrontDoor = (page: Page) => page.waitForURL(/\/today$/)

/** What axe finds against WCAG 2.2 AA on the page as it stands, one line each; nothing is the aim. */
export async function barriers(page: Page): Promise<string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE)
  // What fades is read by nobody while it does; what never ends, such as a pulse, is not waited for.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished))`)
  // Everything is looked at; of what is well, axe puts together no report.
  return page.evaluate(`axe
    .run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      resultTypes: ['violations'],
    })
    .then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`)
}

/** Asks the API as the person who looks at `page` is allowed to; its answer is not checked. */
export async function call<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  const answer: unknown = await page.evaluate(
    async ([method, path, body]) => {
      const init = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }
      return (await fetch(`/api/${path}`, { method: String(method), ...init })).json()
    },
    [method, path, body === undefined ? undefined : JSON.stringify(body)] as const,
  )
  return answer as T
}

/** Waits until `holds`, looking every twentieth of a second. */
export async function until(holds: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<void> {
  const endMs = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > endMs) throw new Error(`Not so after ${patienceMs / 1000} s: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/**
 * A data folder at `path` with the sample firm imported, understood and worked off: copied from one that is made once in a
 * run of the tests. What is not worked off there, each house goes on with behind its screens: 3 s of the processor in
 * each 5, for longer than most of them stand.
 */
async function prepareSampleDir(path: string): Promise<void> {
  const run = process.env.PLUMBLINE_TEST_RUN
  if (run === undefined) return makeSampleDir(path)
  const template = join(run, 'plumbline-sample')
  await madeOnce(template, makeSampleDir)
  cpSync(template, path, { recursive: true })
}

async function makeSampleDir(dataDir: string): Promise<void> {
  await prepareDataDir(dataDir)
  await using app = await openApp(readConfig({ PLUMBLINE_DATA_DIR: dataDir }), { log: silentLog })
  const { id } = await makeSampleFirm(app)
  const { understander, ticketer, rollUp, indexer } = app.stages
  await understander.catchUp({ tenantId: id })
  for (const stage of [ticketer, rollUp, indexer]) await stage.catchUp(id)
  await app.subscribers.catchUp(id)
}

async function makeSampleFirm(app: App): Promise<{ id: Id }> {
  const firm = await app.access.makeFirm({ ...sampleFirmDetails, sample: true }, OWNER)
  await using client = overApp(app, firm.slug)
  const { syncId } = madeShape.parse(await client.call('POST', '/api/demo'))
  await until(async () => {
    const { status } = runShape.parse(await client.call('GET', `/api/sync/${syncId}/progress`))
    if (status === 'completed') return true
    if (status === 'queued' || status === 'running') return false
    throw new Error(`The sample import is ${status}.`)
  }, SAMPLE_MS)
  await client.call('POST', '/api/understanding/catch-up', { messagesMax: SAMPLE_UNDERSTOOD })
  return firm
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
