/**
 * Builds the web application, then runs the tests: all of them, or those given. `npm test -- FILE-OR-FOLDER…`
 * What one test process has compiled the next need not, which is a third of what starting one costs.
 */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const files = process.argv
  .slice(2)
  .map((path) => (statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path}/**/*.test.ts` : path))
const all = ['src/**/*.test.ts', 'test/**/*.test.ts']
const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/tests') }
const run = (args: string[]) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

run(['scripts/build-web.ts'])
run(['--test', '--test-concurrency=2', ...(files.length > 0 ? files : all)])
