import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { ConversationFile, ConversationFiles } from '../../contract/message-source.ts'
import type { Db } from '../../store/store.ts'
import { fileNameOf } from './messages.ts'

type Row = Omit<ConversationFile, 'at' | 'bytes' | 'fileName' | 'url'> & {
  at: Date
  bytes: string
  path: string
  reference: string
  rank: number
}

/** The files of a conversation whose bytes are here, the newest first: of each attachment the best guess. */
export async function listFiles(
  db: Db,
  { conversationId, limit }: { conversationId: Id; limit: number },
): Promise<ConversationFiles> {
  const { rows } = await sql<Row>`
    select e.message_id, e.at, m.direction, a.position, a.kind, a.reference, f.rank, f.path, d.media_type, d.bytes
    from thread_entry e
    join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    join attachment a on a.tenant_id = e.tenant_id and a.message_id = e.message_id
    join lateral (select * from attachment_file f where f.tenant_id = a.tenant_id and f.message_id = a.message_id
      and f.position = a.position and f.sha256 is not null order by f.rank limit 1) f on true
    join media d on d.tenant_id = f.tenant_id and d.sha256 = f.sha256
    where e.conversation_id = ${conversationId} and m.kind not in ('voicemail', 'recorded')
    order by e.at desc, e.message_id desc, a.position limit ${limit + 1}`.execute(db)
  return {
    items: rows.slice(0, limit).map(({ at, bytes, path, reference, rank, ...row }) => ({
      ...row,
      at: at.toISOString(),
      bytes: Number(bytes),
      fileName: fileNameOf({ path, reference }),
      url: `/api/media/${row.messageId}/${row.position}/${rank}`,
    })),
    more: rows.length > limit,
  }
}
