import { sql } from 'kysely'
import type { Id } from '../base/ids.ts'
import type { Db, Tx } from '../store/store.ts'

/** A file that an archive of a source held; `rawItemId` is where its bytes are when it is a page. */
export type SourceFile = { path: string; rawItemId: Id | null }

const PATHS_PER_STATEMENT = 5_000

/** What the archives of a source held, by path. */
export function listSourceFiles(db: Db, input: { sourceId: Id }): Promise<SourceFile[]> {
  return db
    .selectFrom('sourceFile')
    .select(['path', 'rawItemId'])
    .where('sourceId', '=', input.sourceId)
    .orderBy('path')
    .execute()
}

/**
 * Notes the files that may be attachments in an archive of a source, so that a page that comes later finds its own.
 * What `replaced` names is forgotten first.
 */
export async function noteSourceMedia(
  tx: Tx,
  input: { sourceId: Id; paths: readonly string[]; replaced: readonly string[] },
): Promise<void> {
  for (const paths of inPieces(input.replaced))
    await sql`delete from source_file where source_id = ${input.sourceId} and path = any(${paths}::text[])`.execute(
      tx,
    )
  for (const paths of inPieces(input.paths))
    await sql`
      insert into source_file (source_id, path) select ${input.sourceId}, unnest(${paths}::text[])
      on conflict do nothing`.execute(tx)
}

/** Notes the pages that a run has stored. */
export async function noteSourcePages(tx: Tx, input: { sourceId: Id; runId: Id }): Promise<void> {
  await sql`
    insert into source_file as f (source_id, path, raw_item_id)
    select ${input.sourceId}, path, raw_item_id from run_item where run_id = ${input.runId} and raw_item_id is not null
    on conflict (tenant_id, source_id, path) do update set raw_item_id = excluded.raw_item_id
    where f.raw_item_id is distinct from excluded.raw_item_id`.execute(tx)
}

function* inPieces(paths: readonly string[]): Generator<string[]> {
  for (let at = 0; at < paths.length; at += PATHS_PER_STATEMENT)
    yield paths.slice(at, at + PATHS_PER_STATEMENT)
}
