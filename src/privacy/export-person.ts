import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import { type ItemSeal, readRawItems } from '../intake/intake.ts'
import type { Store } from '../store/store.ts'
import { collectPerson, type PersonData } from './collect-person.ts'
import { personPage } from './person-page.ts'

const PAGES_PER_READ = 50

/**
 * All that a firm keeps about a person, over all channels, as a zip: `index.html` for people, `data.json` for programs, their
 * files, and what came in as it came. Refuses with `customer_not_found`, `customer_merged`. An error met after the first
 * byte ends the stream.
 */
export async function exportPerson(
  io: {
    store: Pick<Store, 'read'>
    audit: Pick<Audit, 'list'>
    clock: Clock
    media: Pick<MediaFolder, 'open' | 'size'>
    itemSeal: ItemSeal
  },
  input: { tenantId: Id; customerId: Id },
): Promise<Readable> {
  const person = await collectPerson(io, input)
  const zip = new ZipFile()
  const out = Readable.from(zip.outputStream)
  zip.on('error', (error: Error) => out.destroy(error)) // of a file that does not open
  const made = { mtime: person.madeAt }
  zip.addBuffer(Buffer.from(personPage(person)), 'index.html', made)
  const { pages: _, ...data } = person
  zip.addBuffer(Buffer.from(JSON.stringify(data, null, 1)), 'data.json', made)
  fill(io, { tenantId: input.tenantId, person, zip }).then(
    () => zip.end(),
    (error: Error) => out.destroy(error),
  )
  return out
}

async function fill(
  {
    store,
    media,
    itemSeal,
  }: { store: Pick<Store, 'read'>; media: Pick<MediaFolder, 'open' | 'size'>; itemSeal: ItemSeal },
  { tenantId, person, zip }: { tenantId: Id; person: PersonData; zip: ZipFile },
): Promise<void> {
  const files = new Map(
    person.messages.flatMap(({ files }) => files.map(({ name, sha256 }) => [name, sha256])),
  )
  for (const [name, sha256] of files) {
    if ((await media.size(tenantId, sha256)) === undefined) continue
    zip.addReadStreamLazy(`files/${safe(name)}`, { mtime: person.madeAt, compress: false }, (done) =>
      done(null, media.open(tenantId, sha256)),
    )
  }
  for (let at = 0; at < person.pages.length; at += PAGES_PER_READ) {
    const some = person.pages.slice(at, at + PAGES_PER_READ)
    const ids = some.map(({ rawItemId }) => rawItemId)
    const bodies = await store.read(tenantId, (db) => readRawItems(db, { itemSeal, ids }))
    for (const { rawItemId, name } of some) {
      const bytes = bodies.get(rawItemId)
      if (bytes !== undefined) zip.addBuffer(bytes, `as-received/${safe(name)}`, { mtime: person.madeAt })
    }
  }
}

/** A name that no unpacking program reads as a path. */
function safe(name: string): string {
  return name.replace(/[\\/:*?"<>|]/g, '_')
}
