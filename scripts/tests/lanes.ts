import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { FileResult } from './lane.ts'

/** A file that has no result after this hangs: the longest takes three minutes on two cores. */
const FILE_MS_MAX = 10 * 60_000
/** So soon a process ends that has nothing more to do and left nothing open, on a machine that others load as well. */
const END_MS_MAX = 30_000

/**
 * Runs test files in `lanes` processes at a time, each taking the next file once it is done with one. Tells of each as
 * soon as it has a result. A process that dies or hangs fails its file, or its last one, and another goes on after it.
 */
export async function runInLanes(
  files: readonly string[],
  options: { lanes: number; cwd: string; env: NodeJS.ProcessEnv; onResult(result: FileResult): void },
): Promise<void> {
  const waiting = [...files]
  const work = async () => {
    while (waiting.length > 0) {
      const child = fork(new URL('./lane.ts', import.meta.url), { cwd: options.cwd, env: options.env })
      const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
      const done: string[] = []
      let result: FileResult | undefined
      for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
        result = await runFile(child, { file, ended })
        options.onResult(result)
        done.push(file)
        if (child.exitCode !== null || child.signalCode !== null) break
      }
      if (child.connected) child.disconnect()
      const late = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX)
      const [code, signal] = await ended
      clearTimeout(late)
      if (code === 0 || result?.failures.at(-1)?.startsWith(ENDED)) continue
      const words =
        signal === 'SIGKILL'
          ? 'something that was left open kept it from ending'
          : `it ended with ${signal ?? code}`
      options.onResult(failed(done.at(-1) ?? '', `${ENDED} After ${done.join(', ')}: ${words}`))
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.lanes, files.length) }, work))
}

const ENDED = 'The process of the tests did not end well.'

async function runFile(
  child: ChildProcess,
  { file, ended }: { file: string; ended: Promise<[number | null, NodeJS.Signals | null]> },
): Promise<FileResult> {
  const hangs = setTimeout(() => child.kill('SIGKILL'), FILE_MS_MAX)
  try {
    child.send(file, () => undefined) // one that is gone has ended, which is told below
    const told = await Promise.race([once(child, 'message'), ended])
    if (child.exitCode === null && child.signalCode === null) return told[0] as FileResult
    const [code, signal] = await ended
    const words =
      signal === 'SIGKILL'
        ? `It was killed, or took more than ${FILE_MS_MAX / 60_000} minutes.`
        : `It ended with ${signal ?? code}.`
    return failed(file, `${ENDED} ${file}: ${words}`)
  } finally {
    clearTimeout(hangs)
  }
}

function failed(file: string, failure: string): FileResult {
  return {
    ...{ file, passed: 0, skipped: 0, failures: [failure], report: '' },
    ...{ tookMs: 0, cpuMs: 0, startedCpuMs: 0 },
  }
}
