import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium as playwright } from 'playwright-core'
import { oneAtATime } from './made-once.ts'

/** Not chromium.args: with --single-process, closing one context ends the browser. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  // No page of a test lives long enough to gain by being optimised: a sixth less of the processor.
  '--js-flags=--no-maglev --no-turbofan',
]

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Starts a Chromium without a window: the one that npm brought, else the machine's own. Throws an error that
 * says how to get one when neither starts. The one from npm is unpacked to the temporary folder once, which
 * takes two seconds and 190 MB, and needs libnss3 and libnspr4 of the machine.
 */
export async function startBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const find of [fromNpm, installed]) {
    try {
      const executablePath = await find()
      if (executablePath !== undefined) return await playwright.launch({ executablePath, args: FLAGS })
    } catch (error) {
      failures.push(error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error))
    }
  }
  throw new Error(
    `No Chromium starts here. Install one (Debian and Ubuntu: apt-get install chromium), then run again. ${failures.join(' ')}`,
  )
}

async function fromNpm(): Promise<string | undefined> {
  const { default: bundled } = await import('@sparticuz/chromium')
  // A second process would start what the first is still writing.
  return oneAtATime(join(tmpdir(), 'plumbline-chromium.lock'), () => bundled.executablePath())
}

async function installed(): Promise<string | undefined> {
  return INSTALLED.find((path) => existsSync(path))
}
