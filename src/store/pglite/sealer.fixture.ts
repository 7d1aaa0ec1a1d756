/**
 * A process that seals the embedded database in a data folder and kills itself after some files. Words: the data folder, the master
 * key (base64), how many files.
 */
import { sealCluster } from './disk/seal-cluster.ts'

const [dataDir = '', written = '', filesMax = ''] = process.argv.slice(2)
const masterKey = Buffer.from(written, 'base64')
let files = 0
await sealCluster(dataDir, { candidates: () => [masterKey], first: () => masterKey }, () => {
  if (++files >= Number(filesMax)) process.kill(process.pid, 'SIGKILL')
})
