import { sql } from 'kysely'
import { mediaType } from '../../channels/channels.ts'
import {
  awaitFiles,
  describeFiles,
  fileAgain,
  forgetFiles,
  forgetUnusedFiles,
  readNamedFiles,
} from '../../inbox/inbox.ts'
import { keepWaitingParts } from '../../pipeline/pipeline.ts'
import { readKept } from '../checks/files-kept.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Gives attachments the files that are here. */
export const fileAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, _, found) => fileAgain(tx, idsOf(found)),
}

/** Throws away bytes that are not what was stored, and takes parts of mails out of their mails again. */
export const fetchAgainRepair: Repairer = {
  way: 'outside',
  apply: async (io, found) => {
    const { store, tenantId, media } = io
    const contents = idsOf(found)
    await store.write(tenantId, (tx) => awaitFiles(tx, contents))
    for (const sha256 of contents) await media.forget(tenantId, sha256)
    const sources = await store.read(tenantId, (db) =>
      db.selectFrom('source').select('id').orderBy('id').execute(),
    )
    for (const { id } of sources) await keepWaitingParts(io, { tenantId, sourceId: id })
  },
}

/** Measures files again. */
export const describeAgainRepair: Repairer = {
  way: 'outside',
  apply: async ({ store, tenantId, media, read }, found) => {
    const files = await read((db) => readNamedFiles(db, sql`m.sha256 = any(${idsOf(found)}::text[])`))
    const described: { sha256: string; bytes: number; mediaType: string }[] = []
    for (const { sha256, path, mediaType: before } of files) {
      const kept = await readKept(media.open(tenantId, sha256))
      const isPart = path === null || /#[0-9]+$/.test(path)
      described.push({ sha256, bytes: kept.bytes, mediaType: isPart ? before : mediaType(path, kept.head) })
    }
    await store.write(tenantId, (tx) => describeFiles(tx, described))
  },
}

/** Removes files that nothing refers to. */
export const removeUnusedRepair: Repairer = {
  way: 'outside',
  apply: async (io, found) => {
    const { store, tenantId, media, clock } = io
    const contents = idsOf(found.filter(({ kind }) => kind === 'media_unused'))
    if (contents.length > 0) {
      await store.write(tenantId, (tx) => forgetUnusedFiles(tx, { clock, contents }))
      await forgetFiles({ store, media }, tenantId)
    }
    for (const name of idsOf(found.filter(({ kind }) => kind === 'file_unnamed')))
      await media.forget(tenantId, name)
  },
}
