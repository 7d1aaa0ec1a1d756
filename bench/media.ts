/**
 * What sealing media costs an import, in processor time: 600 pictures and 20 recordings kept, against the same files hashed, written
 * and flushed in the clear, by turns. `node bench/media.ts`
 */
import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { flushFolder } from '../src/base/durable.ts'
import { openMediaFolder } from '../src/inbox/inbox.ts'
import { temporaryFolder } from '../test/kit/store.ts'
import { machine, percentile, report } from './kit.ts'

const ROUNDS = 5
const FIRM = '0190a0a0-0000-7000-8000-000000000001'
/** As phones send them: 120 KB a picture, 1.5 MB a recording. */
const files = [
  ...Array.from({ length: 600 }, () => randomBytes(120_000)),
  ...Array.from({ length: 20 }, () => randomBytes(1_500_000)),
]
const megabytes = files.reduce((sum, { length }) => sum + length, 0) / 1e6

using folder = temporaryFolder()
const times = {
  sealed: [] as number[],
  plain: [] as number[],
  readSealed: [] as number[],
  readPlain: [] as number[],
}
for (let round = 0; round < ROUNDS; round++) {
  const media = openMediaFolder(join(folder.path, `sealed-${round}`), randomBytes(32))
  const names: string[] = []
  await timed(times.sealed, async () => {
    for (const bytes of files) names.push((await media.keep(FIRM, inParts(bytes))).sha256)
  })
  const root = join(folder.path, `plain-${round}`)
  await timed(times.plain, async () => {
    for (const bytes of files) await keepPlain(root, bytes)
  })
  await timed(times.readSealed, async () => {
    for (const name of names) await readAll(media.open(FIRM, name))
  })
  await timed(times.readPlain, async () => {
    for (const name of names) await readAll(createReadStream(join(root, name.slice(0, 2), name)))
  })
}

const figure = (what: string, ours: number[], theirs: number[]) => {
  const [mine, other] = [percentile(ours, 0.5), percentile(theirs, 0.5)]
  return {
    what: `${what}: ${files.length} files, ${megabytes.toFixed(0)} MB, processor time`,
    ours: `${mine.toFixed(0)} ms (${(mine / files.length).toFixed(2)} ms a file)`,
    baseline: `${other.toFixed(0)} ms (${(other / files.length).toFixed(2)} ms a file)`,
    ratio: mine / other,
    bound: 'none: it is told',
  }
}
console.log(machine())
report([figure('kept', times.sealed, times.plain), figure('read whole', times.readSealed, times.readPlain)])

async function timed(list: number[], work: () => Promise<void>): Promise<void> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  list.push((user + system) / 1000)
}

/** As a zip hands it over. */
function inParts(bytes: Buffer): Readable {
  const parts = Array.from({ length: Math.ceil(bytes.length / 65_536) }, (_, n) =>
    bytes.subarray(n * 65_536, (n + 1) * 65_536),
  )
  return Readable.from(parts)
}

async function keepPlain(root: string, bytes: Buffer): Promise<void> {
  mkdirSync(root, { recursive: true })
  const hash = createHash('sha256')
  const draft = join(root, '.draft')
  {
    await using file = await open(draft, 'w', 0o600)
    for await (const part of inParts(bytes)) {
      hash.update(part)
      await file.writeFile(part)
    }
    await file.datasync()
  }
  const name = hash.digest('hex')
  mkdirSync(join(root, name.slice(0, 2)), { recursive: true })
  await rename(draft, join(root, name.slice(0, 2), name))
  await flushFolder(join(root, name.slice(0, 2)))
}

async function readAll(stream: Readable): Promise<void> {
  for await (const _ of stream);
}
