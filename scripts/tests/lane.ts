/**
 * A process that runs test files one after the other, each to its end before the next: what they load, the compiled
 * database foremost, is then made once and not once for each file. Each file has hooks and results of its own.
 */
import { createHook } from 'node:async_hooks'
import { readFileSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { run } from 'node:test'
import { spec, type TestEvent } from 'node:test/reporters'
import { inspect } from 'node:util'

/** What became of one file. */
export type FileResult = {
  file: string
  passed: number
  skipped: number
  /** Each failing test: where it stands, its name, and what went wrong. None when all is well. */
  failures: string[]
  /** As node:test's spec reporter tells it. */
  report: string
  tookMs: number
  /** Of the processor, by this process and its threads. */
  cpuMs: number
  /** Of the processor, by processes that the tests started and that have ended; 0 where the system does not tell. */
  startedCpuMs: number
}

/** What Linux counts processor time in. */
const TICK_MS = 10

/**
 * node:test follows every promise of a process, so that it can tell of which test an error is that nobody caught: a
 * quarter of the processor, where the program and its database run in the process itself. It needs this while a file
 * declares its tests; afterwards such an error is told of the file, and fails it all the same.
 */
const following = Object.getPrototypeOf(createHook({})) as { enable(): unknown; disable(): unknown }
const { enable } = following
let follows: typeof following | undefined
following.enable = function (this: typeof following) {
  follows = this
  return enable.call(this)
}

let isAtWork = false
process.on('message', async (file: string) => {
  isAtWork = true
  process.channel?.unref() // node:test ends a file when nothing is left open
  const result = await runFile(file)
  process.channel?.ref()
  isAtWork = false
  process.send?.(result)
})

process.on('disconnect', () => {
  if (isAtWork) process.exit(1) // whoever wanted the result has been stopped
})

async function runFile(file: string): Promise<FileResult> {
  const startedMs = performance.now()
  const cpu = process.cpuUsage()
  const startedCpuMs = ofStartedMs()
  const result: FileResult = {
    ...{ file, passed: 0, skipped: 0, failures: [], report: '' },
    ...{ tookMs: 0, cpuMs: 0, startedCpuMs: 0 },
  }
  const reporter = new spec()
  reporter.on('data', (text) => {
    result.report += text
  })
  for await (const event of run({ files: [file], isolation: 'none' })) {
    note(event, result)
    if (event.type === 'test:dequeue') follows?.disable() // all are declared once the first begins
    if (event.type !== 'test:diagnostic' && event.type !== 'test:summary') reporter.write(event)
  }
  await finished(reporter.end())
  process.exitCode = 0 // what failed is told in words
  const { user, system } = process.cpuUsage(cpu)
  return {
    ...result,
    tookMs: performance.now() - startedMs,
    cpuMs: (user + system) / 1000,
    startedCpuMs: ofStartedMs() - startedCpuMs,
  }
}

/** What processes that this one started, and theirs, took of the processor until they ended. */
function ofStartedMs(): number {
  try {
    const [, stat = ''] = readFileSync('/proc/self/stat', 'utf8').split(') ')
    const [user, system] = stat.split(' ').slice(13, 15)
    return (Number(user) + Number(system)) * TICK_MS
  } catch {
    return 0
  }
}

function note(event: TestEvent, result: FileResult): void {
  const { file, failures } = result
  if (event.type === 'test:pass' && event.data.details.type !== 'suite') {
    if (event.data.skip === undefined) result.passed++
    else result.skipped++
  }
  if (event.type === 'test:fail') {
    const { name, details, line } = event.data
    const error: Error & { failureType?: string } = details.error
    if (error.failureType !== 'subtestsFailed')
      failures.push(`${file}:${line ?? 1} ${name}\n${inspect(error.cause ?? error)}`)
  }
  // What happens after its test has ended fails none, and is told in a note alone.
  if (event.type === 'test:diagnostic' && event.data.message.startsWith('Error:'))
    failures.push(`${file}\n${event.data.message}`)
  if (event.type === 'test:summary' && !event.data.success && failures.length === 0)
    failures.push(`${file} failed, and says no more`)
}
