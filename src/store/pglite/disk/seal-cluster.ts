import fs from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { flushTree } from '../../../base/durable.ts'
import { clusterState, type MasterKeys, makeClusterKey, noteSealed, openClusterKey } from './cluster-key.ts'
import { SealedContents } from './sealed.ts'

const PART_BYTES = 1024 * 1024
/** What a file is written to before it takes the plain one's place. */
const DRAFT = '.sealing'

/** How many files of a cluster were sealed now, of how many. */
export type Sealed = { sealed: number; files: number }

/**
 * Seals the files of a cluster that nobody has open (the caller holds the folder's lock). Each file is sealed beside its place and
 * moved in: killed at any point, every file is whole, and either plain or sealed; the next call goes on from there. Changes
 * nothing in a sealed cluster. The plain bytes stay on the disk's free blocks until it writes over them.
 */
export async function sealCluster(
  dataDir: string,
  masterKeys: MasterKeys,
  onFile: (path: string) => void = () => undefined,
): Promise<Sealed> {
  const root = join(dataDir, 'db')
  const state = clusterState(dataDir)
  if (state === 'sealed') return { sealed: 0, files: 0 }
  const key =
    state === 'plain' ? makeClusterKey(dataDir, masterKeys, 'sealing') : openClusterKey(dataDir, masterKeys)
  const contents = new SealedContents(fs, key)
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const counts = { sealed: 0, files: 0 }
  for (const path of paths) {
    if (path.endsWith(DRAFT)) {
      fs.rmSync(path, { force: true }) // it may have been taken up again, and moved, meanwhile
      continue
    }
    counts.files++
    if (!sealFile(contents, path)) continue
    counts.sealed++
    onFile(path)
  }
  await flushTree(root)
  noteSealed(dataDir)
  return counts
}

/** Returns whether it was plain. An empty file is both. */
function sealFile(contents: SealedContents, path: string): boolean {
  const from = fs.openSync(path, 'r')
  const draft = `${path}${DRAFT}`
  try {
    const { size, mode } = fs.fstatSync(from)
    if (size === 0 || contents.isSealed(from)) return false
    const to = fs.openSync(draft, 'w+', mode)
    try {
      const file = contents.look(to)
      const part = Buffer.alloc(PART_BYTES)
      for (let at = 0; at < size; ) {
        const length = fs.readSync(from, part, 0, PART_BYTES, at)
        if (length === 0) break
        at += contents.write(file, to, part.subarray(0, length), at)
      }
      fs.fsyncSync(to)
    } finally {
      fs.closeSync(to)
    }
  } finally {
    fs.closeSync(from)
  }
  fs.renameSync(draft, path)
  return true
}
