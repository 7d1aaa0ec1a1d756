/**
 * Makes an empty database cluster in the folder given, then ends. Runs as a process of its own because
 * making one takes more than 1 GB for a moment, which the server's memory need not carry for ever after.
 */
import { PGlite } from '@electric-sql/pglite'
import { ClusterDisk } from './disk/disk.ts'
import { startParams } from './start-params.ts'

const dir = process.argv[2]
if (dir === undefined) throw new Error('init.ts needs the folder to make')
const session = await PGlite.create({ fs: new ClusterDisk(dir), startParams: startParams(PGlite) })
await session.exec('checkpoint')
await session.close()
