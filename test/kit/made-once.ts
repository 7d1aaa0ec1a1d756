import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const MAKING_MS_MAX = 180_000

/**
 * Makes the folder `path` unless it is there: `make` fills a draft beside it, which then takes its place. Of several
 * test processes that want it at once, one makes it and the others wait.
 */
export async function madeOnce(path: string, make: (draft: string) => Promise<void>): Promise<void> {
  if (existsSync(path)) return
  await oneAtATime(`${path}.lock`, async () => {
    if (existsSync(path)) return
    const draft = mkdtempSync(`${path}-`)
    await make(draft)
    try {
      renameSync(draft, path)
    } catch (error) {
      if (!existsSync(path)) throw error
      rmSync(draft, { recursive: true, force: true }) // one that was thought to be killed was slow
    }
  })
}

/** Does `work` while no other process does; after three minutes none is thought to be at it, but to have been killed. */
export async function oneAtATime<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + MAKING_MS_MAX; Date.now() < end; await pause(50)) {
    try {
      mkdirSync(lock)
      break
    } catch {} // another has it
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}
