import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Archive } from '../secrets/secrets.ts'

/** Takes the files of an export as they are made: a folder, or a sealed archive. */
export type ExportTarget = (
  name: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
) => Promise<unknown>

/** Where the files of an export are read. */
export type ExportSource = {
  /** How people call it. */
  path: string
  /** Fails while it is read, when there is no such file. */
  open(name: string): Readable
  /** Names of the files in a folder of it, without the folder's. */
  namesIn(folder: string): Promise<string[]>
}

/** A folder, in the clear. Refuses one that has something in it: nothing of a person's is ever overwritten. */
export async function exportFolder(dir: string): Promise<ExportTarget> {
  await emptyFolder(dir)
  return async (name, bytes) => {
    const path = join(dir, name)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await pipeline(Readable.from(bytes), createWriteStream(path))
  }
}

export function exportedFolder(dir: string): ExportSource {
  return {
    path: dir,
    open: (name) => createReadStream(join(dir, name)),
    namesIn: async (folder) => {
      try {
        return await readdir(join(dir, folder))
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return []
        throw error
      }
    },
  }
}

export function exportedArchive(path: string, archive: Archive): ExportSource {
  return {
    path,
    open: (name) => {
      const entry = archive.entries.find((one) => one.name === name)
      return entry === undefined
        ? new Readable({
            read() {
              this.destroy(new Error(`There is no ${name}.`))
            },
          })
        : Readable.from(archive.read(entry), { objectMode: false })
    },
    namesIn: async (folder) =>
      archive.entries
        .filter(({ name }) => name.startsWith(`${folder}/`))
        .map(({ name }) => name.slice(folder.length + 1)),
  }
}

async function emptyFolder(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 })
    if ((await readdir(dir)).length === 0) return
  } catch (error) {
    throw new Refusal(
      'folder_unusable',
      `The folder ${dir} cannot be written (${errorCode(error) ?? 'unknown reason'}).`,
      'Choose a folder you may write to.',
      { cause: error },
    )
  }
  throw new Refusal(
    'folder_not_empty',
    `The folder ${dir} is not empty.`,
    'Choose a new folder, so that nothing is overwritten.',
    { status: 409 },
  )
}
