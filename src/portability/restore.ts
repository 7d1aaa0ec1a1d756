import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import { type ItemSeal, RAW_ITEMS, recountMessages, sealLines } from '../intake/intake.ts'
import { firmTables, type Store, type Tx, writeRows } from '../store/store.ts'
import { readManifest } from './manifest.ts'
import type { ExportSource } from './place.ts'

const ROWS_PER_STATEMENT = 1_000

/**
 * Makes a firm again from what `exportFirm` wrote: all of it in one transaction, or nothing. Media go in
 * first; a file whose content does not fit its name is refused, and so is a table that is missing or was changed.
 * The firm must be empty.
 */
export async function restoreFirm(
  io: { store: Store; media: MediaFolder; itemSeal: ItemSeal },
  { tenantId, from }: { tenantId: Id; from: ExportSource },
): Promise<{ rows: number }> {
  const manifest = await readManifest(from)
  await refuseInhabitedFirm(io.store, tenantId)
  await restoreMedia(io.media, { tenantId, from, count: manifest.mediaFiles })
  return io.store.write(tenantId, async (tx) => {
    const known = await firmTables(tx)
    if (Object.keys(manifest.tables).some((table) => !known.includes(table))) throw tooNew()
    let rows = 0
    for (const table of known) {
      const sha256 = manifest.tables[table]
      if (sha256 === undefined) continue // made by an older version, which had no such table
      const asKept = (lines: string[]) =>
        table === RAW_ITEMS ? sealLines(io.itemSeal, { tenantId, lines }) : lines
      rows += await restoreTable(tx, { table, from, sha256, asKept })
    }
    await recountMessages(tx)
    return { rows }
  })
}

/** Rows of one table; refuses with `restore_failed` when the file is not the one that was exported. */
async function restoreTable(
  tx: Tx,
  {
    table,
    from,
    sha256,
    asKept,
  }: { table: string; from: ExportSource; sha256: string; asKept: (lines: string[]) => string[] },
): Promise<number> {
  const digest = createHash('sha256')
  let count = 0
  let lines: string[] = []
  const put = async () => {
    await (table === 'tenant'
      ? restoreFirmRow(tx, lines[0] ?? '')
      : writeRows(tx, { table, lines: asKept(lines) }))
    count += lines.length
    lines = []
  }
  try {
    const file = from.open(`tables/${table}.jsonl`)
    file.on('data', (chunk) => digest.update(chunk))
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line === '') continue
      lines.push(line)
      if (lines.length >= ROWS_PER_STATEMENT) await put()
    }
    await put()
    if (digest.digest('hex') !== sha256) throw new Error('The file is not as it was exported.')
    return count
  } catch (cause) {
    throw new Refusal(
      'restore_failed',
      `The file tables/${table}.jsonl of the export is missing, or was changed.`,
      'Export again and restore from the new folder; nothing was changed here.',
      { cause },
    )
  }
}

/** The firm is there already; it becomes what it was, by name, country and zone; and a sample only by being one. */
async function restoreFirmRow(tx: Tx, line: string): Promise<void> {
  const row = tenantShape.parse(JSON.parse(line))
  await tx
    .updateTable('tenant')
    .set({
      ...{ name: row.name, region: row.region, timeZone: row.time_zone, madeAt: row.made_at },
      isSample: row.is_sample,
    })
    .execute()
}

const tenantShape = z.object({
  name: z.string(),
  region: z.string(),
  time_zone: z.string(),
  made_at: z.string(),
  is_sample: z.boolean().default(false),
})

function tooNew(): Refusal {
  return new Refusal(
    'export_too_new',
    'The export was made by a newer version of Plumbline.',
    'Update this one, then restore; nothing was changed.',
  )
}

async function refuseInhabitedFirm(store: Store, tenantId: Id): Promise<void> {
  const inhabited = await store.read(tenantId, (db) =>
    db.selectFrom('source').select('id').limit(1).executeTakeFirst(),
  )
  if (inhabited === undefined) return
  throw new Refusal(
    'firm_not_empty',
    'This firm has messages already.',
    'Restore into an empty installation: set PLUMBLINE_DATA_DIR to a new folder.',
    { status: 409 },
  )
}

async function restoreMedia(
  media: MediaFolder,
  { tenantId, from, count }: { tenantId: Id; from: ExportSource; count: number },
): Promise<void> {
  const names = await from.namesIn('media')
  let whole = 0
  for (const name of names) {
    const { sha256 } = await media.keep(tenantId, from.open(`media/${name}`))
    if (sha256 === name) whole++
  }
  if (whole === names.length && whole === count) return
  throw new Refusal(
    'media_damaged',
    'A media file of the export is missing, or its content does not fit its name.',
    'Export again and restore from the new folder; nothing was changed here.',
  )
}
