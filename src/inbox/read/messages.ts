import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Attachment, Message, MessagePage } from '../../contract/conversations.ts'
import { customersOfParticipants, type PartyView } from '../../customers/customers.ts'
import { readUnderstandings } from '../../findings/findings.ts'
import type { Db } from '../../store/store.ts'
import { explainDecision } from '../thread/explain.ts'
import { readDeliveries } from './delivery.ts'
import { newestIn } from './newest.ts'
import { decodeTimeCursor, encodeTimeCursor } from './time-cursor.ts'

/** A page of a conversation's messages. */
export type MessageQuery = {
  conversationId: Id
  order: 'newest_first' | 'oldest_first'
  cursor?: string | undefined
  limit: number
}

type Row = {
  id: Id
  conversationId: Id
  participantsId: Id
  kind: Message['kind']
  channel: string
  at: Date
  direction: 'in' | 'out' | null
  sender: string | null
  peerName: string | null
  subject: string | null
  notBefore: Date | null
  senderProof: Message['senderProof']
  markup: Message['markup']
  wireId: string | null
  body: string
  transcript: string | null
  durationSeconds: number | null
  labels: string[]
  deleted: boolean
  turn: number
  decision: string
  confidence: number
  factors: unknown
  runnersUp: unknown
  ruleVersion: number
  newestMessageId: Id
}

/** Messages with their attachments, senders, decisions, what they say and what became of them, in six statements. */
export async function listMessages(db: Db, query: MessageQuery): Promise<MessagePage> {
  const rows = await findMessages(db, query)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const attachments = await readAttachments(
    db,
    page.map(({ id }) => id),
  )
  const parties = await customersOfParticipants(db, [
    ...new Set(page.map(({ participantsId }) => participantsId)),
  ])
  const understood = await readUnderstandings(
    db,
    page.map(({ id, body, transcript }) => ({ id, words: body === '' ? (transcript ?? '') : body })),
  )
  const deliveries = await readDeliveries(
    db,
    page.flatMap(({ direction, wireId }) => (direction === 'out' && wireId !== null ? [wireId] : [])),
  )
  return {
    items: page.map((row) => ({
      ...showMessage(row, attachments.get(row.id) ?? [], parties.get(row.participantsId)),
      delivery: row.direction === 'out' ? (deliveries.get(row.wireId ?? '') ?? null) : null,
      understanding: understood.get(row.id) ?? null,
    })),
    next: rows.length > query.limit && last !== undefined ? encodeTimeCursor(last) : null,
    newestMessageId: rows[0]?.newestMessageId ?? null,
  }
}

async function findMessages(db: Db, query: MessageQuery): Promise<Row[]> {
  const newestFirst = query.order === 'newest_first'
  const direction = sql.raw(newestFirst ? 'desc' : 'asc')
  let after = sql``
  if (query.cursor !== undefined) {
    const { atSeconds, id } = decodeTimeCursor(query.cursor)
    after = sql`and (e.at, e.message_id) ${sql.raw(newestFirst ? '<' : '>')} (to_timestamp(${atSeconds}::float8), ${id}::uuid)`
  }
  const { rows } = await sql<Row>`
    select m.id, e.conversation_id, m.participants_id, m.kind, m.channel, m.at, m.direction, m.sender, m.peer_name, m.subject, m.not_before, m.sender_proof, m.markup, m.wire_id, m.body, m.transcript,
           m.duration_seconds, m.labels, m.deleted, e.turn, e.decision, e.confidence, e.factors, e.runners_up, e.rule_version,
           ${newestIn(query.conversationId)} as newest_message_id
    from thread_entry e join message m on m.tenant_id = e.tenant_id and m.id = e.message_id
    where e.conversation_id = ${query.conversationId} ${after}
    order by e.at ${direction}, e.message_id ${direction} limit ${query.limit + 1}`.execute(db)
  return rows
}

type FileRow = {
  messageId: Id
  position: number
  kind: Attachment['kind']
  state: Attachment['state']
  reference: string
  rank: number | null
  path: string | null
  sha256: string | null
  mediaType: string | null
  bytes: string | null
}

async function readAttachments(db: Db, messageIds: readonly Id[]): Promise<Map<Id, Attachment[]>> {
  const { rows } = await sql<FileRow>`
    select a.message_id, a.position, a.kind, a.state, a.reference, f.rank, f.path, f.sha256, d.media_type, d.bytes
    from attachment a
    left join attachment_file f on f.tenant_id = a.tenant_id and f.message_id = a.message_id and f.position = a.position
    left join media d on d.tenant_id = f.tenant_id and d.sha256 = f.sha256
    where a.message_id = any(${messageIds as Id[]}::uuid[])
    order by a.message_id, a.position, f.rank`.execute(db)
  const byMessage = new Map<Id, Attachment[]>()
  for (const row of rows) {
    const attachments = byMessage.get(row.messageId) ?? []
    byMessage.set(row.messageId, attachments)
    let attachment = attachments.at(-1)
    if (attachment?.position !== row.position) {
      attachment = {
        position: row.position,
        kind: row.kind,
        name: row.reference,
        state: row.state,
        files: [],
      }
      attachments.push(attachment)
    }
    if (row.rank === null || row.path === null) continue
    attachment.files.push({
      rank: row.rank,
      fileName: fileNameOf({ path: row.path, reference: row.reference }),
      mediaType: row.mediaType,
      bytes: row.bytes === null ? null : Number(row.bytes),
      url: row.sha256 === null ? null : `/api/media/${row.messageId}/${row.position}/${row.rank}`,
    })
  }
  return byMessage
}

function showMessage(
  row: Row,
  attachments: Attachment[],
  party: PartyView | undefined,
): Omit<Message, 'understanding' | 'delivery'> {
  return {
    id: row.id,
    conversationId: row.conversationId,
    kind: row.kind,
    channel: row.channel,
    at: row.at.toISOString(),
    direction: row.direction,
    sender: senderOf(row, party),
    notBefore: row.notBefore?.toISOString() ?? null,
    subject: row.subject,
    senderProof: row.senderProof,
    markup: row.markup,
    text: row.body,
    transcript: row.transcript,
    durationSeconds: row.durationSeconds,
    labels: row.labels,
    deleted: row.deleted,
    turn: row.turn,
    attachments,
    decision: explainDecision(row),
  }
}

function senderOf(row: Row, party: PartyView | undefined): Message['sender'] {
  const address = row.sender
  if (row.direction === 'out') return { address, name: null, customerId: null }
  const members = party?.members ?? []
  const member =
    members.length === 1
      ? members[0]
      : members.find((candidate) => address !== null && isAddressOf(address, candidate.value))
  return { address, name: member?.name ?? row.peerName, customerId: member?.customerId ?? null }
}

/** Whether an address as written is the normalised one; a lost plus and punctuation apart. */
function isAddressOf(written: string, value: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/^\++|[\s().-]/g, '')
  return bare(written) === bare(value) || bare(`1${written}`) === bare(value)
}

/** Where an attachment's bytes are; undefined when there is none such, or not yet. */
export async function findMedia(
  db: Db,
  input: { messageId: Id; position: number; rank: number },
): Promise<{ sha256: string; mediaType: string; bytes: number; fileName: string } | undefined> {
  const row = await db
    .selectFrom('attachmentFile')
    .innerJoin('media', (join) =>
      join
        .onRef('media.tenantId', '=', 'attachmentFile.tenantId')
        .onRef('media.sha256', '=', 'attachmentFile.sha256'),
    )
    .innerJoin('attachment', (join) =>
      join
        .onRef('attachment.tenantId', '=', 'attachmentFile.tenantId')
        .onRef('attachment.messageId', '=', 'attachmentFile.messageId')
        .onRef('attachment.position', '=', 'attachmentFile.position'),
    )
    .select(['media.sha256', 'media.mediaType', 'media.bytes', 'attachmentFile.path', 'attachment.reference'])
    .where('attachmentFile.messageId', '=', input.messageId)
    .where('attachmentFile.position', '=', input.position)
    .where('attachmentFile.rank', '=', input.rank)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    sha256: row.sha256,
    mediaType: row.mediaType,
    bytes: Number(row.bytes),
    fileName: fileNameOf(row),
  }
}

/** A part of a mail is called as its mail calls it, a file of an archive as it is called there. */
export function fileNameOf({ path, reference }: { path: string; reference: string }): string {
  return /#\d+$/.test(path) ? reference : path.slice(path.lastIndexOf('/') + 1)
}
