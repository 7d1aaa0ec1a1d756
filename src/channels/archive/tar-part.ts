import { pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Extract, extract } from 'tar-stream'
import type { ArchiveItem } from './archive.ts'
import { isLitter, memberPath } from './member-path.ts'
import { memberTooBig, type Part, setAsideError, setAsideOf, type Walk } from './part.ts'
import { openTarBytes } from './tar-bytes.ts'

/** A tar, or with `gzipped` a tgz. It can only be read from front to back, so every walk unpacks all of it. */
export function tarPart(part: { name: string; path: string; bytes: number }, gzipped: boolean): Part {
  return {
    ...part,
    members: (walk) => members(part, gzipped, walk),
    [Symbol.asyncDispose]: async () => {},
  }
}

type Entry = Extract extends AsyncIterable<infer E> ? E : never

async function* members(
  part: { name: string; path: string },
  gzipped: boolean,
  walk: Walk,
): AsyncGenerator<ArchiveItem> {
  const bytes = openTarBytes(part.path, gzipped)
  const tar = extract()
  // The callback has nothing to do: a failure of either ends the loop below.
  pipeline(Readable.from(bytes.chunks()), tar, () => {})
  let broken = false
  try {
    for await (const entry of tar) {
      walk.signal?.throwIfAborted()
      if (!walk.budget.take(entry.header.size ?? 0)) return
      const item = member(part.name, entry, walk)
      if (item) yield item
      entry.resume()
    }
  } catch {
    walk.signal?.throwIfAborted()
    broken = true
  }
  const ending = broken && bytes.ending() === 'whole' ? 'damaged' : bytes.ending()
  if (ending !== 'whole')
    yield { kind: 'set_aside', ...setAsideOf(part.name, `archive_${ending}`, REASON[ending]) }
}

const REASON = {
  truncated: 'The archive breaks off; what came before that place is in, the rest is lost.',
  damaged: 'The archive is damaged; what came before that place is in, the rest cannot be read.',
}

/** The item for one entry, or null when it is a folder, litter or not wanted. */
function member(partName: string, entry: Entry, walk: Walk): ArchiveItem | null {
  const { name, type, size = 0 } = entry.header
  if (type === 'directory') return null
  const inner = memberPath(name)
  if (inner === null) {
    const reason = 'The name of the file points outside the archive.'
    return { kind: 'set_aside', ...setAsideOf(`${partName}/${name}`, 'unsafe_path', reason) }
  }
  const path = `${partName}/${inner}`
  if (isLitter(inner) || !walk.wants(path)) return null
  const wrong =
    type === 'file' || type === 'contiguous-file'
      ? memberTooBig(path, { bytes: size, packedBytes: null }, walk.limits)
      : setAsideOf(path, 'link_not_followed', 'The file is only a link to another one.')
  if (wrong) return { kind: 'set_aside', ...wrong }
  return {
    kind: 'file',
    path,
    part: partName,
    bytes: size,
    read: () => buffer(entryChunks(path, entry)),
    stream: async () => Readable.from(entryChunks(path, entry)),
  }
}

/** The entry's bytes. It is not closed when the reader stops early, for closing an entry closes the whole tar. */
async function* entryChunks(path: string, entry: Entry): AsyncGenerator<Buffer> {
  const chunks = entry[Symbol.asyncIterator]()
  for (;;) {
    let step: IteratorResult<unknown>
    try {
      step = await chunks.next()
    } catch (cause) {
      throw setAsideError(path, 'corrupt_member', 'The file is damaged inside the archive.', cause)
    }
    if (step.done) return
    yield step.value as Buffer // an extracted entry pushes nothing else
  }
}
