/**
 * A process that opens the secrets of an installation, rotates, and is killed (SIGKILL, by itself) just before the step
 * with a given number: a query, or a change to a file. Words: the database, the data folder, `sealing` or `master`, the
 * number; 0 lets it end.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import pg from 'pg'
import { startProcess } from './installation.fixture.ts'

const [databaseUrl = '', dataDir = '', key = '', killedAt = ''] = process.argv.slice(2)
let steps = 0
const step = () => {
  if (++steps === Number(killedAt)) process.kill(process.pid, 'SIGKILL')
}
let counts = false
const counted = <F extends (...words: never[]) => unknown>(work: F): F =>
  function (this: unknown, ...words: never[]) {
    if (counts) step()
    return work.apply(this, words)
  } as F

fs.writeFileSync = counted(fs.writeFileSync)
fs.linkSync = counted(fs.linkSync)
fs.renameSync = counted(fs.renameSync)
fs.rmSync = counted(fs.rmSync)
syncBuiltinESMExports()
pg.Client.prototype.query = counted(pg.Client.prototype.query as never)

await using opened = await startProcess({ databaseUrl, dataDir }, () => {
  counts = true
})
await (key === 'master' ? opened.secrets.replaceMasterKey() : opened.secrets.rotate())
counts = false
