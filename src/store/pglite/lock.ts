import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../base/bytes.ts'
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
  const path = lockPath(dir)
  const mine: Holder = { pid: process.pid, startedAt: startOf(process.pid) ?? '', nonce: newId(systemClock) }
  const draft = `${path}.${mine.nonce}`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    while (!linked(draft, path) && !tookOver(draft, path, dir));
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    [Symbol.dispose]: () => {
      if (holderIn(textAt(path))?.nonce === mine.nonce) rmSync(path, { force: true })
    },
  }
}

/** Process id of the living holder of `dir`, or undefined when nobody has it. */
export function dataDirHolder(dir: string): number | undefined {
  const holder = holderIn(textAt(lockPath(dir)))
  return holder !== undefined && isAlive(holder) ? holder.pid : undefined
}

function lockPath(dir: string): string {
  return join(dir, 'plumbline.lock')
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

/**
 * Follows a dead holder; false when the lock changed meanwhile and all is to be tried again. The dead one's lock
 * stays in its place until it is replaced in one step: in a moment without any, a third process would find the
 * folder free. Whom it is replaced by is settled beside it, under a name made of the dead lock's text, which can be
 * linked once. An heir killed right then has an heir of its own in the same way, and so on.
 */
function tookOver(draft: string, path: string, dir: string): boolean {
  const found = textAt(path)
  for (let text = found; text !== undefined; ) {
    refuseWhileAlive(text, dir)
    const heir = `${path}.after.${sha256(text).slice(0, 16)}`
    if (!linked(draft, heir)) {
      text = textAt(heir)
      continue
    }
    // An heir who was quicker has replaced what we found: then we inherit nothing.
    const isRightful = textAt(path) === found
    if (isRightful) renameSync(heir, path)
    else rmSync(heir)
    return isRightful
  }
  return false
}

function refuseWhileAlive(text: string, dir: string): void {
  const holder = holderIn(text)
  if (holder === undefined || !isAlive(holder)) return
  throw new Refusal(
    'data_dir_in_use',
    `Another Plumbline (process ${holder.pid}) is using the data folder ${dir}.`,
    'Use that one, stop it first, or set PLUMBLINE_DATA_DIR to another folder.',
    { status: 409 },
  )
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What a lock says; undefined when it says nothing, as after a power cut. */
function holderIn(text: string | undefined): Holder | undefined {
  try {
    const holder: Partial<Holder> | null = JSON.parse(text ?? '')
    return typeof holder?.pid === 'number' ? (holder as Holder) : undefined
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

/**
 * When a process started: the machine's boot, and clock ticks since it (proc(5), field 22 of /proc/pid/stat).
 * `ended` for one whose parent has not yet taken note of its death; undefined where there is no /proc.
 */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return 'ended'
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[18]}`
  } catch {
    return undefined
  }
}
