/**
 * A process that seals the embedded database in a data folder, and says when some files are done, for whoever wants to kill it. Words: the
 * data folder, the master key (base64), how many files.
 */
import { writeSync } from 'node:fs'
import { sealCluster } from './disk/seal-cluster.ts'

const [dataDir = '', written = '', filesToTell = ''] = process.argv.slice(2)
const masterKey = Buffer.from(written, 'base64')
let files = 0
await sealCluster(dataDir, { candidates: () => [masterKey], first: () => masterKey }, () => {
  if (++files === Number(filesToTell)) writeSync(1, 'so many\n')
})
