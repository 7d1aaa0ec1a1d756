/**
 * Builds the web application, then runs the tests: all of them, or those given. `npm test -- FILE-OR-FOLDER…`
 * LANES=1 runs them in the order given, in one process. What one test process has compiled the next need not. Temporary
 * folders, 40 MB for each embedded database, are in memory where there is plenty.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { FileResult } from './tests/lane.ts'
import { runInLanes } from './tests/lanes.ts'

const ROOM_BYTES = 4 * 1024 ** 3
/** One more than the two cores that they have at least: tests that wait for a process or a moment leave them idle. */
const LANES = Number(process.env.LANES ?? 3)
/** Journeys and screens take longest and come first, so that no lane waits for another at the end. */
const ALL = ['test/journeys', 'test/browser', 'test', 'src']
const SLOW_TOLD = 12
const root = join(import.meta.dirname, '..')
const began = performance.now()

const built = spawnSync(process.execPath, ['scripts/build-web.ts'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)

const given = process.argv.slice(2)
const files = [
  ...new Set((given.length > 0 ? given : ALL.map((folder) => join(root, folder))).flatMap(testsAt)),
]
const temporary = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'plumbline-tests-'))
chmodSync(temporary, 0o755) // a PostgreSQL server of root's runs as nobody
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const results: FileResult[] = []
await runInLanes(files, {
  lanes: LANES,
  cwd: root,
  env: {
    ...process.env,
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/tests'),
    TMPDIR: temporary,
    PLUMBLINE_TEST_RUN: temporary, // what is made once for a run and belongs to no other is kept here
  },
  onResult: (result) => {
    results.push(result)
    process.stdout.write(`${result.file}\n${result.report}\n`)
  },
})
summarise()

function summarise(): void {
  const failures = results.flatMap((result) => result.failures)
  const sum = (count: (result: FileResult) => number) =>
    results.reduce((total, result) => total + count(result), 0)
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
  const slow = results.toSorted((a, b) => b.tookMs - a.tookMs).slice(0, SLOW_TOLD)
  for (const { file, tookMs, cpuMs, startedCpuMs } of slow)
    process.stdout.write(
      `${seconds(tookMs).padStart(8)}, of the processor ${seconds(cpuMs)} itself and ${seconds(startedCpuMs)} by what it starts: ${file}\n`,
    )
  if (failures.length > 0) process.stdout.write(`\nFailing tests:\n\n${failures.join('\n\n')}\n\n`)
  const [passed, skipped] = [sum((result) => result.passed), sum((result) => result.skipped)]
  process.stdout.write(
    `${passed} passed, ${failures.length} failed, ${skipped} skipped, in ${files.length} files and ${seconds(performance.now() - began)}\n`,
  )
  process.exitCode = failures.length > 0 || files.length === 0 ? 1 : 0
}

/** The file itself, or the test files in a folder and below. */
function testsAt(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [relative(root, resolve(path))]
  return globSync('**/*.test.ts', { cwd: path, exclude: ['**/node_modules/**'] })
    .sort()
    .reverse()
    .map((name) => relative(root, resolve(path, name)))
}

function hasRoom(memory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > ROOM_BYTES
  } catch {
    return false
  }
}
