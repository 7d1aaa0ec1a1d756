import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../base/clock.ts'
import { newId } from '../../base/ids.ts'
import { errorCode, Refusal } from '../../base/refusal.ts'

type Holder = { pid: number; startedAt: string; nonce: string }

/**
 * Takes the data folder for this process: PGlite itself would let a second process open the same files
 * and quietly lose its rows. The lock names process and start time, so one left by a killed process is
 * taken over, and a process id used again is not mistaken for its holder.
 *
 * Refuses with `data_dir_in_use` while a living process holds it.
 */
export function lockDataDir(dir: string): Disposable {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const path = join(dir, 'plumbline.lock')
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '', nonce: newId(systemClock) }
  const draft = `${path}.${mine.nonce}`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    while (!linked(draft, path)) giveWayOrTakeOver(path, dir, mine)
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    [Symbol.dispose]: () => {
      if (holderAt(path)?.nonce === mine.nonce) rmSync(path, { force: true })
    },
  }
}

/** Process id of the living holder of `dir`, or undefined when nobody has it. */
export function dataDirHolder(dir: string): number | undefined {
  const holder = holderAt(join(dir, 'plumbline.lock'))
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined
}

/** `link` fails when the target exists: creation and contents appear in one step. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function giveWayOrTakeOver(path: string, dir: string, mine: Holder): void {
  const holder = holderAt(path)
  if (holder !== undefined && isAlive(holder)) {
    throw new Refusal(
      'data_dir_in_use',
      `Another Plumbline (process ${holder.pid}) is using the data folder ${dir}.`,
      'Use that one, stop it first, or set PLUMBLINE_DATA_DIR to another folder.',
      { status: 409 },
    )
  }
  const aside = `${path}.stale.${mine.nonce}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  // Between our look and our move another process may have taken over: then what we moved is alive, and goes back.
  const moved = holderAt(aside)
  if (moved !== undefined && isAlive(moved)) linked(aside, path)
  rmSync(aside, { force: true })
}

function holderAt(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false
  }
  const startedAt = startOf(holder.pid)
  return startedAt === undefined || holder.startedAt === '' || startedAt === holder.startedAt
}

/** When a process started, in clock ticks since boot (proc(5), field 22 of /proc/pid/stat); undefined where there is no /proc. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}
