/**
 * Completes package-lock.json with the packages of other platforms that the registry in use did not know when the
 * lock was made: npm leaves them out, and `npm ci` then refuses the lock. Run it after every change of a dependency.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

type Package = {
  version?: string
  dev?: boolean
  license?: string
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const PATH = join(import.meta.dirname, '../package-lock.json')
const PLATFORM = /-(android|darwin|linux|win32|freebsd|wasm32)(?:-(arm64|x64|arm))?(?:-(musl))?/

const lock = JSON.parse(readFileSync(PATH, 'utf8')) as { packages: Record<string, Package> }
const { packages } = lock
for (const [path, parent] of Object.entries({ ...packages })) {
  if (path === '') continue
  for (const [name, range] of Object.entries(parent.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`
    if (packages[place] !== undefined || packages[`${path}/${place}`] !== undefined) continue
    packages[place] = entry(parent, name, range)
    console.log(`added ${name} ${range}`)
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`)

/** What the lock would say of it; the platform is in its name. */
function entry(parent: Package, name: string, range: string): Package {
  const [, os, cpu, libc] = PLATFORM.exec(name) ?? []
  return {
    version: range.replace(/^[~^]/, ''),
    ...(parent.dev ? { dev: true } : {}),
    ...(parent.license === undefined ? {} : { license: parent.license }),
    optional: true,
    ...(os === 'wasm32' ? { cpu: ['wasm32'] } : os === undefined ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc: [libc] }),
  }
}
