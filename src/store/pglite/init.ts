/**
 * Makes an empty database cluster in the folder given, sealed under the key that its parent sends (base64; '' for a plain
 * one), then ends. Runs as a process of its own because
 * making one takes more than 1 GB for a moment, which the server's memory need not carry for ever after.
 */
import { once } from 'node:events'
import nodeFs from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { ClusterDisk } from './disk/disk.ts'
import { startParams } from './start-params.ts'

const dir = process.argv[2]
if (dir === undefined) throw new Error('init.ts needs the folder to make')
const [written] = await once(process, 'message')
const dataKey = written === '' ? undefined : Buffer.from(written, 'base64')
// A half-made cluster is thrown away: the parent syncs a whole one at once.
const io = { ...nodeFs, fdatasyncSync: () => undefined, fsyncSync: () => undefined }
const session = await PGlite.create({
  fs: new ClusterDisk(dir, { dataKey, io }),
  startParams: startParams(PGlite),
})
await session.exec('checkpoint')
await session.close()
process.disconnect()
