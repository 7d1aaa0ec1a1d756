import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { MultipartFile } from '@fastify/multipart'
import { sizeForPeople } from '../base/bytes.ts'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Upload } from '../contract/runs.ts'

const UNFINISHED = '.part'
/** Beside an upload's folder: which firm it belongs to. */
const OWNER = '.firm'
const NAME_BYTES_MAX = 180

const folderOf = (dataDir: string) => join(dataDir, 'uploads')

/** Removes what uploads that were under way left behind when the server stopped. */
export async function removeUnfinishedUploads(dataDir: string): Promise<void> {
  const names = await readdir(folderOf(dataDir)).catch(() => [])
  for (const name of names) {
    if (name.endsWith(UNFINISHED)) await rm(join(folderOf(dataDir), name), { recursive: true, force: true })
  }
}

/** Removes the uploads that these paths are in: what was in them is stored by now. Paths elsewhere are left alone. */
export async function forgetUploads(dataDir: string, paths: readonly string[]): Promise<void> {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    if (dirname(folder) !== folderOf(dataDir)) continue
    await rm(folder, { recursive: true, force: true })
    await rm(folder + OWNER, { force: true })
  }
}

/**
 * Removes uploads made before `before`, but those that `inUse` paths are in: of imports that never began, or broke off
 * and were not taken up again. Returns how many.
 */
export async function forgetOldUploads(
  dataDir: string,
  { before, inUse }: { before: Date; inUse: readonly string[] },
): Promise<number> {
  const kept = new Set(inUse.map((path) => dirname(path)))
  const entries = await readdir(folderOf(dataDir), { withFileTypes: true }).catch(() => [])
  let removed = 0
  for (const entry of entries) {
    const folder = join(folderOf(dataDir), entry.name)
    if (!entry.isDirectory() || entry.name.endsWith(UNFINISHED) || kept.has(folder)) continue
    const { mtime } = await stat(folder)
    if (mtime >= before) continue
    await forgetUploads(dataDir, [join(folder, 'any')])
    removed += 1
  }
  return removed
}

/**
 * Streams files to `<dataDir>/uploads/<uploadId>/`. The folder gets its name only when all of them are whole;
 * whatever goes wrong, nothing stays. Refuses with `upload_too_large`, `upload_empty`, `disk_full`.
 */
export async function storeUpload(
  io: { clock: Clock; dataDir: string },
  input: {
    tenantId: Id
    files: AsyncIterable<MultipartFile>
    bytesMax: number
    /** What the sender announces, bytes. */
    bytesExpected: number
    /** Aborts when the sender has gone. */
    signal: AbortSignal
  },
): Promise<Upload> {
  const root = folderOf(io.dataDir)
  await mkdir(root, { recursive: true, mode: 0o700 })
  await refuseHopeless(root, input)
  const uploadId = newId(io.clock)
  const draft = join(root, uploadId + UNFINISHED)
  await mkdir(draft, { mode: 0o700 })
  try {
    const files = await writeFiles(draft, input)
    if (files.length === 0) {
      throw new Refusal('upload_empty', 'No file was sent.', 'Choose the archive and send it again.')
    }
    await writeFile(join(root, uploadId + OWNER), input.tenantId)
    await rename(draft, join(root, uploadId))
    return { uploadId, files }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw isMalformed(error) ? malformed(error) : error
  }
}

/** Paths of an upload's files, and their names. Refuses with `upload_not_found`, also when it is another firm's. */
export async function findUpload(
  dataDir: string,
  tenantId: Id,
  uploadId: Id,
): Promise<{ paths: string[]; names: string[] }> {
  const folder = join(folderOf(dataDir), uploadId)
  try {
    const owner = await readFile(folder + OWNER, 'utf8')
    if (owner === tenantId) {
      const names = (await readdir(folder)).sort()
      return { paths: names.map((name) => join(folder, name)), names }
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  throw new Refusal('upload_not_found', 'There is no such upload.', 'Upload the files again.', {
    status: 404,
  })
}

/**
 * The name under which a sent file is kept: its last part, without what a file system or a terminal could
 * misread. Made different from the names in `taken` by a number.
 */
export function safeName(sent: string, taken: ReadonlySet<string>): string {
  const last = basename(sent.normalize('NFC').replaceAll('\\', '/'))
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*/]/gu, '_').replace(/^[.\s]+|[.\s]+$/g, '')
  const { stem, extension } = split(plain === '' ? 'file' : plain)
  for (let copy = 1; ; copy++) {
    const suffix = copy === 1 ? extension : ` (${copy})${extension}`
    const name = cut(stem, NAME_BYTES_MAX - Buffer.byteLength(suffix)) + suffix
    if (!taken.has(name.toLowerCase())) return name
  }
}

function split(name: string): { stem: string; extension: string } {
  const extension = /(\.tar)?\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? ''
  return { stem: name.slice(0, name.length - extension.length) || 'file', extension }
}

/** As much of `text` as fits in `bytes` of UTF-8, cut between characters. */
function cut(text: string, bytes: number): string {
  let kept = ''
  let size = 0
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > bytes) break
    kept += character
  }
  return kept
}

async function writeFiles(
  folder: string,
  input: { files: AsyncIterable<MultipartFile>; bytesMax: number; signal: AbortSignal },
): Promise<Upload['files']> {
  const files: Upload['files'] = []
  const taken = new Set<string>()
  let total = 0
  for await (const part of untilAborted(input.files, input.signal)) {
    const name = safeName(part.filename || 'file', taken)
    taken.add(name.toLowerCase())
    let bytes = 0
    const count = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        total += chunk.length
        done(total > input.bytesMax ? tooLarge(input.bytesMax) : null, chunk)
      },
    })
    const target = createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600 })
    await pipeline(part.file, count, target, { signal: input.signal })
    if (part.file.truncated) throw tooLarge(input.bytesMax)
    files.push({ name, bytes })
  }
  return files
}

/** What `source` gives, until `signal` aborts. The parser of forms itself waits for ever for a sender that left early. */
async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => undefined)
  const iterator = source[Symbol.asyncIterator]()
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted])
    if (next.done) return
    yield next.value
  }
}

/** Refuses at once what would be refused in the end. */
async function refuseHopeless(
  root: string,
  { bytesMax, bytesExpected }: { bytesMax: number; bytesExpected: number },
): Promise<void> {
  const MARGIN_BYTES = 64 * 1024 // names and boundaries are announced along with the files
  if (bytesExpected > bytesMax + MARGIN_BYTES) throw tooLarge(bytesMax)
  const { bavail, bsize } = await statfs(root)
  if (bytesExpected > bavail * bsize) {
    throw new Refusal(
      'disk_full',
      `The upload is ${sizeForPeople(bytesExpected)}, and the disk of the server has room for ${sizeForPeople(bavail * bsize)}.`,
      'Make room, then send it again.',
      { status: 507 },
    )
  }
}

/** Whether the parser of forms gave up: its errors have no code, and say only this. */
function isMalformed(error: unknown): boolean {
  return (
    error instanceof Error &&
    errorCode(error) === undefined &&
    /^(Multipart|Malformed|Part terminated early|Unexpected end of|Unsupported|Missing Content-Type)/i.test(
      error.message,
    )
  )
}

function malformed(cause: unknown): Refusal {
  return new Refusal(
    'bad_upload',
    'The upload is not whole, or not multipart/form-data.',
    'Send the files again, as a browser’s form would.',
    { cause },
  )
}

function tooLarge(bytesMax: number): Refusal {
  return new Refusal(
    'upload_too_large',
    `The files are larger than ${sizeForPeople(bytesMax)} together.`,
    'Send fewer at once, import them on the server with "plumbline import", or raise UPLOAD_MAX_MB.',
    { status: 413 },
  )
}
