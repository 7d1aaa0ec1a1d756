import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Conversation, Message } from '../../src/contract/conversations.ts'
import { environment, firmServed, plumbline, startServer, type TestFirm } from '../kit/app.ts'
import { makeHistory, writeZip } from '../kit/archive.ts'
import { prepareDataDir, temporaryFolder } from '../kit/store.ts'

const opened = new AsyncDisposableStack()
const folder = opened.use(temporaryFolder())
const here = (name: string) => join(folder.path, name)
const archiveOf = async (messages: number) =>
  writeZip(here(`takeout-${messages}.zip`), (await makeHistory({ messages, seed: 23 })).files)
after(() => opened.disposeAsync())

/** How many of the newest conversations' messages that should be understood are, and how many should. */
async function progress(
  firm: TestFirm,
  conversationsMax: number,
): Promise<{ lacking: number; made: number }> {
  let [lacking, made] = [0, 0]
  const { body } = await firm.ask('GET', `/api/conversations?limit=${conversationsMax}`)
  for (const { id } of body.items as Conversation[]) {
    const page = await firm.ask('GET', `/api/conversations/${id}/messages?limit=200`)
    for (const { direction, text, transcript, understanding } of page.body.items as Message[]) {
      if (direction === 'out' || (text === '' && !transcript)) continue
      if (understanding === null) lacking++
      else made++
    }
  }
  return { lacking, made }
}

describe('a server that is killed while it understands', () => {
  it('goes on where it was when it is started again, and has everything in the end', async () => {
    await prepareDataDir(here('data'))
    const env = environment({ dataDir: here('data') })
    {
      await using server = await startServer({ env })
      const key = (await readFile(join(here('data'), 'cli.key'), 'utf8')).trim()
      await fetch(`${server.url}/api/firms`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Harbor Plumbing' }),
      })
      const firm = await firmServed(server.url, here('data'))
      const run = await firm.follow(await firm.start([await archiveOf(1_500)]))
      assert.equal(run.status, 'completed')
      const begun = await firm.ask('POST', '/api/understanding/catch-up', { messagesMax: 1 })
      assert.equal(begun.body.complete, false, 'a batch is kept, and more is to come')
      server.child.kill('SIGKILL')
      assert.equal((await server.ended).signal, 'SIGKILL')
    }
    // At other moments: words are indexed, tickets opened and days added up as well.
    for (const workedMs of [300, 1_200]) {
      await using server = await startServer({ env })
      const firm = await firmServed(server.url, here('data'))
      await firm.ask('POST', '/api/understanding/catch-up', { messagesMax: 1 })
      await pause(workedMs)
      server.child.kill('SIGKILL')
      await server.ended
    }
    await using server = await startServer({ env })
    const firm = await firmServed(server.url, here('data'))
    const { body } = await firm.ask('POST', '/api/understanding/catch-up', {})
    assert.equal(body.complete, true)
    const { lacking, made } = await progress(firm, 80)
    assert.equal(lacking, 0)
    assert.ok(made > 100, `${made} messages`)
    const again = await firm.ask('POST', '/api/understanding/catch-up', {})
    assert.deepEqual(again.body, { understood: 0, complete: true })
    const checked = await firm.ask('POST', '/api/sync/consistency-check', { wait: true, depth: 'whole' })
    assert.equal(checked.body.found, 0, JSON.stringify(checked.body))
  })

  it('leaves to the next server what the command line’s own import did not wait for', async () => {
    await prepareDataDir(here('command'))
    const env = environment({ dataDir: here('command') })
    const archive = await archiveOf(4_000) // the command line waits for 2,000 of those who wrote to the firm
    const imported = await plumbline(['import', archive, '--json'], { env })
    assert.equal(imported.code, 0, imported.stderr)
    await using server = await startServer({ env })
    const firm = await firmServed(server.url, here('command'))
    const { body } = await firm.ask('POST', '/api/understanding/catch-up', {})
    assert.equal(body.complete, true)
    assert.equal((await progress(firm, 50)).lacking, 0)
  })
})
