#!/usr/bin/env node
// Starts Plumbline under Node 24: the one running this if it is new enough, else the one that npm installed with it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const main = join(root, 'src', 'main.ts')
const isNewEnough = Number(process.versions.node.split('.')[0]) >= 24
const bundled = ['node_modules/.bin/node', 'node_modules/.bin/node.cmd']
  .map((path) => join(root, path))
  .find(existsSync)

if (isNewEnough) {
  await import(main)
} else if (bundled === undefined) {
  process.stderr.write(
    `Plumbline needs Node 24 or newer; this is ${process.versions.node}.\nRun "npm ci" in ${root}, which brings one, or install Node 24.\n`,
  )
  process.exitCode = 1
} else {
  const child = spawn(bundled, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === null ? 1 : 128)
  })
}
