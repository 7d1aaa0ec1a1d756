import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { BrowserContext, Cookie, Page } from 'playwright-core'
import { type App, type AppOptions, listen, openApp } from '../../src/app.ts'
import type { Clock } from '../../src/base/clock.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { startBrowser } from '../kit/browser.ts'
import { movingClock } from '../kit/office.ts'
import { makeSampleFirm, prepareSampleDir, sampleBeginsAt } from '../kit/sample-firm.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const ROOT = join(import.meta.dirname, '../..')
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8')
/** A busy machine may take its time, as to bring an archive in; a screen that is right is right at once. */
const PATIENCE_MS = 60_000
/** A test signs in as often as people do in a week. */
const SIGN_INS_PER_MINUTE_MAX = 1_000

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
  /** What the program and its screens go by. */
  clock: Clock
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
    clock = movingClock(sampleBeginsAt),
    sample = false,
  }: Pick<AppOptions, 'google' | 'postmarkUrl' | 'clock'> & { sample?: boolean } = {},
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
    ...{ MESSAGE_VECTORS: 'false', BACKUP_EVERY_HOURS: '0' },
    SIGN_IN_LIMIT_PER_MINUTE: String(SIGN_INS_PER_MINUTE_MAX),
    ...settings,
  })
  const parts = {
    ...{ webDir: join(ROOT, 'web/dist'), log: silentLog, clock },
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
    await context.addInitScript(goByClock, clock.now().getTime() - Date.now())
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
    clock,
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

/** In a page: its time is as far ahead of the machine's as the program's is. */
function goByClock(aheadMs: number): void {
  const Machine = Date
  globalThis.Date = class extends Machine {
    constructor(...parts: [] | [number]) {
      super(...((parts.length === 0 ? [Machine.now() + aheadMs] : parts) as [number]))
    }
    static override now = () => Machine.now() + aheadMs
  } as DateConstructor
}

/** What axe finds against WCAG 2.2 AA on the page as it stands, one line each; nothing is the aim. */
export function barriers(page: Page): Promise<string[]> {
  return axeFinds(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
}

/**
 * The same in the colours that the page is in and then in the others, in which it stays: each change paints everything anew.
 * All that can change with the colours is which words are too faint. `looked` is called in each of both.
 */
export async function barriersInBothColours(
  page: Page,
  looked: (colours: 'light' | 'dark') => Promise<void> = async () => undefined,
): Promise<string[]> {
  const isDark = await page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
  const [first, second] = isDark ? (['dark', 'light'] as const) : (['light', 'dark'] as const)
  const found = (await barriers(page)).map((barrier) => `${first}: ${barrier}`)
  await looked(first)
  await page.emulateMedia({ colorScheme: second })
  const faint = await axeFinds(page, ['color-contrast', 'link-in-text-block'])
  await looked(second)
  return [...found, ...faint.map((barrier) => `${second}: ${barrier}`)]
}

async function axeFinds(page: Page, runOnly: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(AXE)
  // What fades is read by nobody while it does, and may have what is in it fade after; what never ends, such as a pulse,
  // is not waited for.
  await page.evaluate(`(async () => {
    const fading = () => document.getAnimations()
      .filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    for (let now = fading(); now.length > 0; now = fading()) await Promise.allSettled(now.map(({ finished }) => finished))
  })()`)
  // Everything is looked at; of what is well, axe puts together no report.
  return page.evaluate(`axe
    .run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations'] })
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

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
