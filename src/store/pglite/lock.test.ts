import assert from 'node:assert/strict'
import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { temporaryFolder } from '../../../test/kit/store.ts'
import { sha256 } from '../../base/bytes.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Attempt, Outcome } from './contender.fixture.ts'
import { dataDirHolder, lockDataDir } from './lock.ts'

const folder = temporaryFolder()
const processes: ChildProcess[] = []
let folders = 0

const start = () => {
  const child = fork(new URL('./contender.fixture.ts', import.meta.url))
  processes.push(child)
  return child
}
const attempt = async (child: ChildProcess, order: Attempt): Promise<Outcome> => {
  const answer = once(child, 'message')
  child.send(order)
  return (await answer)[0]
}
const kill = async (child: ChildProcess) => {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
const newDir = () => join(folder.path, String(++folders))

after(() => {
  for (const child of processes) child.kill('SIGKILL')
  folder[Symbol.dispose]()
})

/** What a killed process leaves behind. */
async function staleLock(): Promise<{ pid: number; startedAt: string; nonce: string }> {
  const dir = newDir()
  const child = start()
  assert.equal(await attempt(child, { dir, atMs: 0 }), 'taken')
  await kill(child)
  return JSON.parse(readFileSync(join(dir, 'plumbline.lock'), 'utf8'))
}

/** A data folder whose lock is the one given. */
function dirWithLock(lock: string): string {
  const dir = newDir()
  mkdirSync(dir)
  writeFileSync(join(dir, 'plumbline.lock'), lock)
  return dir
}

describe('the data folder', () => {
  it('belongs to one process: a second one is told who has it and what to do', async () => {
    const dir = newDir()
    const child = start()
    assert.equal(await attempt(child, { dir, atMs: 0 }), 'taken')
    assert.equal(dataDirHolder(dir), child.pid)
    assert.throws(
      () => lockDataDir(dir),
      (error: unknown) =>
        error instanceof Refusal &&
        error.code === 'data_dir_in_use' &&
        error.message.includes(`process ${child.pid}`) &&
        error.next !== '',
    )
    await kill(child)
    assert.equal(dataDirHolder(dir), undefined)
    lockDataDir(dir)[Symbol.dispose]()
    assert.equal(dataDirHolder(dir), undefined)
  })

  it('is refused to a second opener in the same process too', () => {
    const dir = newDir()
    using _mine = lockDataDir(dir)
    assert.throws(() => lockDataDir(dir), { code: 'data_dir_in_use' })
  })

  it('is not withheld by a process that merely has the number of the one killed', async () => {
    const dir = dirWithLock(JSON.stringify({ ...(await staleLock()), pid: process.pid }))
    assert.equal(dataDirHolder(dir), undefined)
    lockDataDir(dir)[Symbol.dispose]()
  })

  it('is not withheld by a killed process of which nobody has taken note', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'])
    processes.push(parent)
    const pid = Number(String((await once(parent.stdout, 'data'))[0]))
    while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await setTimeout(5)
    const dir = dirWithLock(JSON.stringify({ ...(await staleLock()), pid }))
    assert.equal(dataDirHolder(dir), undefined)
    lockDataDir(dir)[Symbol.dispose]()
  })

  it('passes over an heir who was killed while taking it over', async () => {
    const first = JSON.stringify(await staleLock())
    const dir = dirWithLock(first)
    const heir = join(dir, `plumbline.lock.after.${sha256(first).slice(0, 16)}`)
    writeFileSync(heir, JSON.stringify(await staleLock()))
    using _mine = lockDataDir(dir)
    assert.equal(dataDirHolder(dir), process.pid)
    assert.throws(() => lockDataDir(dir), { code: 'data_dir_in_use' })
  })

  it('is not withheld by a lock that a power cut left empty or torn', () => {
    for (const lock of ['', '{"pid":', 'null', '0']) {
      const dir = dirWithLock(lock)
      assert.equal(dataDirHolder(dir), undefined)
      lockDataDir(dir)[Symbol.dispose]()
    }
  })

  for (const [count, rounds] of [
    [2, 10],
    [6, 30],
  ] as const) {
    it(`goes to exactly one of ${count} processes that find the lock of a killed one, ${rounds} times`, async () => {
      const stale = JSON.stringify(await staleLock())
      const contenders = await Promise.all(
        Array.from({ length: count }, async () => {
          const child = start()
          await attempt(child, { dir: newDir(), atMs: 0 })
          return child
        }),
      )
      for (let round = 0; round < rounds; round++) {
        const dir = dirWithLock(stale)
        const atMs = Date.now() + 20
        const outcomes = await Promise.all(contenders.map((child) => attempt(child, { dir, atMs })))
        assert.deepEqual(outcomes.sort(), [
          ...Array.from({ length: count - 1 }, () => 'data_dir_in_use'),
          'taken',
        ])
        assert.ok(contenders.some((child) => child.pid === dataDirHolder(dir)))
      }
      await Promise.all(contenders.map(kill))
    })
  }
})
