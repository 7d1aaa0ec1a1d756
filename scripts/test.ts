/**
 * Builds the web application, then runs the tests: all of them, or those given. `npm test -- FILE-OR-FOLDER…`
 * What one test process has compiled the next need not, which is a third of what starting one costs. Temporary folders,
 * 40 MB for each embedded database, are in memory where there is plenty.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOM_BYTES = 4 * 1024 ** 3
const root = join(import.meta.dirname, '..')
const files = process.argv
  .slice(2)
  .map((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path}/**/*.test.ts` : path))
const all = ['src/**/*.test.ts', 'test/**/*.test.ts']
const temporary = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'plumbline-tests-'))
chmodSync(temporary, 0o755) // a PostgreSQL server of root's runs as nobody
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }))
const env = {
  ...process.env,
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/tests'),
  TMPDIR: temporary,
}
const run = (args: string[]) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run(['scripts/build-web.ts'])
run(['--test', '--test-concurrency=2', ...(files.length > 0 ? files : all)])

function hasRoom(memory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > ROOM_BYTES
  } catch {
    return false
  }
}
