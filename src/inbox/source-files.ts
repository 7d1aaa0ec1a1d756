import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import { type ItemSeal, pathsWithoutItem } from '../intake/intake.ts'
import type { Db, Tx } from '../store/store.ts'

/** What the archives of a source held, by path: pages, and files that may be attachments. */
export type SourceFiles = { pages: readonly string[]; media: readonly string[] }

const PATHS_PER_STATEMENT = 5_000

export async function listSourceFiles(db: Db, input: { sourceId: Id }): Promise<SourceFiles> {
  const listing = await db
    .selectFrom('sourceListing')
    .select('pages')
    .where('sourceId', '=', input.sourceId)
    .executeTakeFirst()
  const files = await db
    .selectFrom('sourceFile')
    .select('path')
    .where('sourceId', '=', input.sourceId)
    .orderBy('path')
    .execute()
  return { pages: listing === undefined ? [] : unpack(listing.pages), media: files.map(({ path }) => path) }
}

/**
 * Notes what an archive of a source holds, so that a part that comes later can be laid beside it. What `replaced` names
 * of what was `before` is forgotten.
 */
export async function noteSourceFiles(
  tx: Tx,
  input: { sourceId: Id; before: SourceFiles; now: SourceFiles; replaced: readonly string[] },
): Promise<void> {
  const { sourceId, before, now, replaced } = input
  for (const paths of inPieces(replaced))
    await sql`delete from source_file where source_id = ${sourceId} and path = any(${paths}::text[])`.execute(
      tx,
    )
  for (const paths of inPieces(now.media))
    await sql`
      insert into source_file (source_id, path) select ${sourceId}, unnest(${paths}::text[])
      on conflict do nothing`.execute(tx)
  const gone = new Set(replaced)
  const pages = new Set([...before.pages.filter((path) => !gone.has(path)), ...now.pages])
  if (pages.size === before.pages.length && before.pages.every((path) => pages.has(path))) return
  await sql`
    insert into source_listing (source_id, pages) values (${sourceId}, ${pack([...pages].sort())})
    on conflict (tenant_id, source_id) do update set pages = excluded.pages`.execute(tx)
}

/** Forgets pages and files of archives by path: their names tell whom they were exchanged with. */
export async function forgetSourceFiles(tx: Tx, input: { paths: readonly string[] }): Promise<void> {
  if (input.paths.length === 0) return
  const gone = new Set(input.paths)
  for (const paths of inPieces(input.paths))
    await sql`delete from source_file where path = any(${paths}::text[])`.execute(tx)
  const listings = await tx.selectFrom('sourceListing').select(['sourceId', 'pages']).execute()
  for (const { sourceId, pages } of listings) {
    const before = unpack(pages)
    const kept = before.filter((path) => !gone.has(path))
    if (kept.length < before.length)
      await tx
        .updateTable('sourceListing')
        .set({ pages: pack(kept) })
        .where('sourceId', '=', sourceId)
        .execute()
  }
}

/** Files of archives that no message has: of one source, or of all. */
export async function unaskedFiles(
  db: Db,
  { sourceId = null }: { sourceId?: Id | null },
): Promise<{ path: string; sha256: string | null }[]> {
  const { rows } = await sql<{ path: string; sha256: string | null }>`
    select s.path, s.sha256 from source_file s
    where (${sourceId}::uuid is null or s.source_id = ${sourceId}::uuid)
      and not exists (select from attachment_file f where f.tenant_id = s.tenant_id and f.path = s.path)`.execute(
    db,
  )
  return rows
}

/** Pages that an archive of a source held, and of which nothing is kept. */
export async function unkeptPages(
  db: Db,
  { itemSeal, sourceId }: { itemSeal: ItemSeal; sourceId: Id },
): Promise<string[]> {
  const { pages } = await listSourceFiles(db, { sourceId })
  return pathsWithoutItem(db, { itemSeal, paths: pages })
}

/** Forgets pages of archives that are somebody's by their paths, and of which nothing is kept. */
export async function forgetPagesOf(
  tx: Tx,
  { itemSeal, isTheirs }: { itemSeal: ItemSeal; isTheirs: (path: string) => boolean },
): Promise<void> {
  const listings = await tx.selectFrom('sourceListing').select('pages').execute()
  const theirs = listings.flatMap(({ pages }) => unpack(pages).filter(isTheirs))
  await forgetSourceFiles(tx, { paths: await pathsWithoutItem(tx, { itemSeal, paths: theirs }) })
}

function pack(paths: readonly string[]): Buffer {
  return deflateRawSync(JSON.stringify(paths))
}

function unpack(packed: Buffer): string[] {
  return JSON.parse(inflateRawSync(packed).toString())
}

function* inPieces(paths: readonly string[]): Generator<string[]> {
  for (let at = 0; at < paths.length; at += PATHS_PER_STATEMENT)
    yield paths.slice(at, at + PATHS_PER_STATEMENT)
}
