import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Id } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { MediaFolder } from '../inbox/inbox.ts'
import { firmTables, type Store, type Tx, writeRows } from '../store/store.ts'

const ROWS_PER_STATEMENT = 1_000

/**
 * Makes a firm again from a folder that `exportFirm` wrote: all of it in one transaction, or nothing. Media go in
 * first; a file whose content does not fit its name is refused. The firm must be empty.
 */
export async function restoreFirm(
  io: { store: Store; media: MediaFolder },
  input: { tenantId: Id; dir: string },
): Promise<{ rows: number }> {
  const { tenantId, dir } = input
  await refuseForeignFolder(dir)
  await refuseInhabitedFirm(io.store, tenantId)
  await restoreMedia(io.media, input)
  return io.store.write(tenantId, async (tx) => {
    let rows = 0
    for (const table of await firmTables(tx)) {
      const path = join(dir, 'tables', `${table}.jsonl`)
      rows += await (table === 'tenant' ? restoreFirmRow(tx, path) : restoreTable(tx, { table, path }))
    }
    return { rows }
  })
}

/** The firm is there already; it becomes what it was, by name, country and zone. */
async function restoreFirmRow(tx: Tx, path: string): Promise<number> {
  const row = tenantShape.parse(JSON.parse(await readFile(path, 'utf8')))
  await tx
    .updateTable('tenant')
    .set({ name: row.name, region: row.region, timeZone: row.time_zone, madeAt: row.made_at })
    .execute()
  return 1
}

const tenantShape = z.object({
  name: z.string(),
  region: z.string(),
  time_zone: z.string(),
  made_at: z.string(),
})

async function restoreTable(tx: Tx, { table, path }: { table: string; path: string }): Promise<number> {
  let count = 0
  let lines: string[] = []
  const put = async () => {
    await writeRows(tx, { table, lines })
    count += lines.length
    lines = []
  }
  try {
    for await (const line of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (line === '') continue
      lines.push(line)
      if (lines.length >= ROWS_PER_STATEMENT) await put()
    }
    await put()
    return count
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return count // made by an older version, which had no such table
    throw new Refusal(
      'restore_failed',
      `The file tables/${table}.jsonl cannot be restored.`,
      'Export again and restore from the new folder; nothing was changed.',
      { cause: error },
    )
  }
}

async function refuseForeignFolder(dir: string): Promise<void> {
  try {
    if ((await readdir(join(dir, 'tables'))).includes('message.jsonl')) return
  } catch {}
  throw new Refusal(
    'not_an_export',
    `The folder ${dir} is not a Plumbline export.`,
    'Give the folder that "plumbline export --out" wrote; it has a folder named tables.',
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
  { tenantId, dir }: { tenantId: Id; dir: string },
): Promise<void> {
  let names: string[] = []
  try {
    names = await readdir(join(dir, 'media'))
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  for (const name of names) {
    const { sha256 } = await media.keep(tenantId, createReadStream(join(dir, 'media', name)))
    if (sha256 === name) continue
    throw new Refusal(
      'media_damaged',
      'A media file of the export is damaged: its content does not fit its name.',
      'Export again and restore from the new folder; nothing was changed.',
    )
  }
}
