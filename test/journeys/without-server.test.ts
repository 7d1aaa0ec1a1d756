import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { openApp } from '../../src/app.ts'
import { silentLog } from '../../src/base/log.ts'
import { readConfig } from '../../src/config.ts'
import { plumbline } from '../kit/app.ts'
import { temporaryFolder } from '../kit/store.ts'

describe('the command line while no server runs', () => {
  it('does what it is asked before it closes the database, and says so where it cannot', async () => {
    using folder = temporaryFolder()
    const env = { PLUMBLINE_DATA_DIR: join(folder.path, 'data') }
    await makeFirm(env)
    const moved = await plumbline(['tickets', 'status', '7', 'resolved'], { env })
    assert.equal(moved.code, 1)
    assert.match(moved.stderr, /There is no ticket/)
    const made = await plumbline(['checkpoint', 'make', 'before'], { env })
    assert.equal(made.code, 0, made.stderr)
  })
})

async function makeFirm(env: Record<string, string>): Promise<void> {
  await using app = await openApp(readConfig(env), { log: silentLog })
  await app.access.makeFirm({ name: 'Harbor Plumbing', region: 'US', timeZone: 'America/Chicago' })
}
