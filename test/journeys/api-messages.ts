import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../src/base/clock.ts'
import { type Id, newId } from '../../src/base/ids.ts'
import type { Conversation, Message } from '../../src/contract/conversations.ts'
import type { Customer } from '../../src/contract/customers.ts'
import type { Run } from '../../src/contract/runs.ts'
import { makeArchive } from '../../src/demo/demo.ts'
import { addSource, cancelRun, setSourceState, startRun } from '../../src/intake/intake.ts'
import { temporaryFolder } from '../kit/store.ts'
import { type ApiServer, type Credentials, joinAs, signedIn } from './api-server.ts'

/** So long another process is believed to be at the check that is given; whoever waits for it does so no longer. */
const CHECKED_MS = 20_000

/** Ids of things that a firm has. */
export type Given = {
  uploadId: Id
  runId: Id
  cancelledRunId: Id
  /** A mailbox on a server that is not there; paused. */
  sourceId: Id
  alertId: Id
  /** At work, it says. */
  checkRunId: Id
  checkpointId: Id
  deadLetterId: Id
  postmarkSourceId: Id
  /** To a number that Google Voice has forwarded a text of. */
  answerableId: Id
  newestMessageId: Id
  newReplyId: Id
  failedReplyId: Id
  otherFailedReplyId: Id
  unsureReplyId: Id
  /** Of the answerable conversation. */
  suggestionId: Id
  suggestedReplyId: Id
  /** Of another one. */
  otherSuggestionId: Id
  setAsideId: Id
  /** With at least two messages. */
  conversationId: Id
  otherConversationId: Id
  /** Not the first of its conversation. */
  laterMessageId: Id
  /** Has a file. */
  messageId: Id
  position: number
  changeId: Id
  customerId: Id
  otherCustomerId: Id
  mergeId: Id
  moveId: Id
  contactPointId: Id
  /** Of the other customer: a number by which nothing came, and a place. */
  unusedPointId: Id
  propertyId: Id
  questionId: Id
  keyId: Id
  colleagueId: Id
  invitationId: Id
  sessionId: Id
  /** Of a conversation, and of another one beside it. */
  ticketId: Id
  otherTicketId: Id
  /** Has the message `splitMessageId` beside its cause. */
  splitTicketId: Id
  splitMessageId: Id
  ticketChangeId: Id
  /** Waits for a person: two have called a ticket otherwise. */
  conflictId: Id
  /** Of which nothing is kept that opens it. */
  mirrorId: Id
  templateId: Id
  hookId: Id
  /** That was given up. */
  hookDeliveryId: Id
  /** In the list of lost work. */
  lostMessageId: Id
  dismissalId: Id
  /** No ticket has it. */
  unlinkedConversationId: Id
}

/** Brings a small archive in over HTTP, as a browser would, and does one of everything to it. */
export async function giveMessages(
  server: ApiServer,
  { as, firmId }: { as: Credentials; firmId: Id },
): Promise<Given> {
  using folder = temporaryFolder()
  const path = join(folder.path, 'takeout.zip')
  await makeArchive({ path, messages: 150, now: new Date('2026-03-02T08:00:00Z') })
  const uploadId = await upload(server, as, { 'takeout-20260302-001.zip': await readFile(path) })
  const run = await finish(server, as, await start(server, as, { uploadId }))
  assert.equal(run.status, 'completed', JSON.stringify(run.error))
  const conversations: Conversation[] = await list(server, as, '/api/conversations?limit=200')
  const long = conversations.find(({ messageCount }) => messageCount > 2)
  const [other, kept, absorbed] = conversations.filter(({ id }) => id !== long?.id)
  const messages: Message[] = await list(
    server,
    as,
    `/api/conversations/${long?.id}/messages?order=oldest_first`,
  )
  const answerable = conversations.find(
    ({ party: { kind, members } }) => kind === 'one' && members[0]?.kind === 'phone',
  )
  const withFile = await findFile(server, as, conversations)
  const merged = await post(server, as, `/api/conversations/${kept?.id}/merge`, {
    otherConversationId: absorbed?.id,
  })
  const customers: Customer[] = await list(server, as, '/api/customers?limit=10')
  const [keptCustomer, absorbedCustomer, mine, theirs, moved] = customers
  const point = moved?.contactPoints[0]?.id ?? ''
  const move = await post(server, as, `/api/contact-points/${point}/reassign`, { customerId: null })
  const customerMerge = await post(server, as, `/api/customers/${keptCustomer?.id}/merge`, {
    absorbedId: absorbedCustomer?.id,
  })
  const byHand = `/api/customers/${theirs?.id}`
  const unused = await post(server, as, `${byHand}/contact-points`, { address: '(989) 555-0199' })
  const place = await post(server, as, `${byHand}/properties`, { address: '88 Tannery Ln' })
  const key = await post(server, as, '/api/keys', { name: 'To be revoked', scopes: ['customers.read'] })
  const colleague = await server.ask('GET', '/api/me', { as: await joinAs(server, as, 'technician') })
  const invitation = await post(server, as, '/api/invitations', {
    email: 'lou@harbor.example',
    role: 'technician',
  })
  const { personId } = (await server.ask('GET', '/api/people', { as })).body.items[0]
  await signedIn(server, personId)
  const sessions = (await server.ask('GET', '/api/me/sessions', { as })).body.items
  return {
    uploadId,
    runId: run.syncId,
    ...(await giveRows(server, firmId, run.syncId, mine?.id ?? '')),
    ...(await giveReplies(server, firmId, answerable)),
    ...(await giveSuggestions(server, firmId, {
      answerable,
      other: conversations.find(({ id }) => id !== answerable?.id),
    })),
    ...(await giveTickets(
      server,
      as,
      conversations.filter(({ id }) => ![long?.id, kept?.id, absorbed?.id].includes(id)),
    )),
    ...(await giveLostWork(server, firmId, { conversationId: long?.id ?? '', messages })),
    conversationId: long?.id ?? '',
    otherConversationId: other?.id ?? '',
    laterMessageId: messages[2]?.id ?? '',
    ...withFile,
    changeId: merged.changeId,
    customerId: mine?.id ?? '',
    otherCustomerId: theirs?.id ?? '',
    mergeId: customerMerge.mergeId,
    moveId: move.moveId,
    contactPointId: mine?.contactPoints[0]?.id ?? '',
    unusedPointId: unused.contactPointId,
    propertyId: place.propertyId,
    keyId: key.id,
    colleagueId: colleague.body.person.id,
    invitationId: invitation.id,
    sessionId: sessions.find(({ current }: { current: boolean }) => !current).id,
  }
}

/** A request that nobody answered, and another one that somebody has put aside. */
async function giveLostWork(
  { store }: ApiServer,
  firmId: Id,
  { conversationId, messages }: { conversationId: Id; messages: readonly Message[] },
): Promise<Pick<Given, 'lostMessageId' | 'dismissalId'>> {
  const [aside, lost] = messages
  const dismissalId = newId(systemClock)
  const at = new Date('2026-03-01T08:00:00Z')
  await store.write(firmId, async (tx) => {
    await tx
      .insertInto('conversationInsight')
      .values({
        ...{ conversationId, version: 'test', partyId: conversationId, lastAt: at, messageCount: 3 },
        ...{ resolution: 'waiting_for_us', resolvedChance: 0.1, lostKind: 'request_unanswered' },
        ...{ lostMessageId: lost?.id ?? '', lostAt: at, lostFrom: at, lostWorth: 1, lostHalfLifeDays: 20 },
        lostDetail: JSON.stringify({
          reason: 'nobody_answered',
          service: null,
          urgency: 'low',
          amount: null,
          currency: null,
          start: 0,
          end: 0,
          dueAt: null,
        }),
      })
      .execute()
    await tx
      .insertInto('lostWorkDismissal')
      .values({
        ...{
          id: dismissalId,
          messageId: aside?.id ?? '',
          lostKind: 'request_unanswered',
          reason: 'not_ours',
        },
        ...{ dismissedBy: 'Denise', dismissedAt: at },
      })
      .execute()
  })
  return { lostMessageId: lost?.id ?? '', dismissalId }
}

/** Uploads files; returns the upload's id. */
export async function upload(
  server: ApiServer,
  as: Credentials,
  files: Record<string, Uint8Array>,
): Promise<Id> {
  const form = new FormData()
  for (const [name, bytes] of Object.entries(files)) form.append('file', new Blob([Buffer.from(bytes)]), name)
  const answer = await server.ask('POST', '/api/uploads', { as, body: form })
  assert.equal(answer.status, 201, answer.text)
  return answer.body.uploadId
}

/** Asks for an import; returns the run. */
export function start(server: ApiServer, as: Credentials, body: object): Promise<Run> {
  return post(server, as, '/api/sync/start', body)
}

/** Waits until a run moves no more. */
export async function finish(server: ApiServer, as: Credentials, started: Run): Promise<Run> {
  for (let run = started; ; ) {
    if (run.status !== 'queued' && run.status !== 'running') return run
    await pause(50)
    run = (await server.ask('GET', `/api/sync/${run.syncId}/progress`, { as })).body
  }
}

async function post(server: ApiServer, as: Credentials, path: string, body: object) {
  const answer = await server.ask('POST', path, { as, body })
  assert.ok(answer.status < 300, `${path}: ${answer.text}`)
  return answer.body
}

async function list<T>(server: ApiServer, as: Credentials, path: string): Promise<T[]> {
  const answer = await server.ask('GET', path, { as })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.items
}

async function findFile(server: ApiServer, as: Credentials, conversations: readonly Conversation[]) {
  for (const { id } of conversations) {
    for (const message of await list<Message>(server, as, `/api/conversations/${id}/messages`)) {
      const position = message.attachments.findIndex(({ files }) => files[0]?.url != null)
      if (position >= 0) return { messageId: message.id, position }
    }
  }
  throw new Error('The archive has no file.')
}

/** Opens tickets for conversations, by hand. */
async function giveTickets(server: ApiServer, as: Credentials, conversations: readonly Conversation[]) {
  const [one, two, three, four, five] = conversations.slice(-5)
  const open = (conversation: Conversation | undefined) =>
    post(server, as, `/api/sync/conversations/${conversation?.id}/create-ticket`, {})
  const ticketId = (await open(one)).entity_id
  const otherTicketId = (await open(two)).entity_id
  const splitTicketId = (await open(three)).entity_id
  const linked = await post(
    server,
    as,
    `/api/sync/conversations/${four?.id}/link-ticket/${splitTicketId}`,
    {},
  )
  const { body } = await server.ask('GET', `/api/tickets/${splitTicketId}`, { as })
  const second = body.conversations.find(
    ({ conversationId }: { conversationId: Id }) => conversationId === four?.id,
  )
  const changed = await server.ask('PATCH', `/api/tickets/${otherTicketId}`, {
    as,
    body: { title: 'Boiler' },
  })
  const contradicting = { title: 'Furnace', version: 1 }
  await server.ask('PATCH', `/api/tickets/${otherTicketId}`, { as, body: contradicting })
  const conflicts = await list<{ id: Id }>(server, as, '/api/conflicts')
  assert.ok(linked.changeId)
  return {
    ...{ ticketId, otherTicketId, splitTicketId },
    splitMessageId: second.messages[0].messageId,
    ticketChangeId: changed.body.changeId,
    conflictId: conflicts[0]?.id ?? '',
    unlinkedConversationId: five?.id ?? '',
  }
}

/** Has a number answered by mail, as if Google Voice had forwarded a text; and replies to it that need somebody. */
async function giveReplies(server: ApiServer, firmId: Id, conversation: Conversation | undefined) {
  const number = conversation?.party.members[0]?.value ?? ''
  return server.store.write(firmId, async (tx) => {
    const clock = systemClock
    const settings = { address: 'office@harbor.example' }
    const mailSourceId = await addSource(tx, { clock, channel: 'postmark', label: 'Office', settings })
    const { messageId, sourceId } = await tx
      .selectFrom('threadEntry')
      .innerJoin('message', 'message.id', 'threadEntry.messageId')
      .select(['threadEntry.messageId', 'message.sourceId'])
      .where('threadEntry.conversationId', '=', conversation?.id ?? '')
      .orderBy('threadEntry.messageId', 'desc')
      .executeTakeFirstOrThrow()
    const address = `15125550100.${number.slice(1)}.dk1Z91JTlg@txt.voice.google.com`
    const at = clock.now()
    await tx
      .insertInto('voiceAddress')
      .values({ sourceId, number, address, mailSourceId, seenAt: at })
      .execute()
    const { id: earlierId } = await tx
      .selectFrom('message')
      .select('id')
      .where('id', '<>', messageId)
      .orderBy('at')
      .executeTakeFirstOrThrow()
    const make = async (state: string, answered = messageId) => {
      const id = newId(clock)
      await tx
        .insertInto('reply')
        .values({
          ...{ id, messageId: answered, sourceId: mailSourceId, sender: settings.address },
          way: 'google-voice',
          ...{ recipients: [address], body: 'On our way.', mailId: id, answers: [], state },
          ...{ writtenBy: 'Ken', writtenAt: at, sendAt: at },
        })
        .execute()
      return id
    }
    return {
      postmarkSourceId: mailSourceId,
      answerableId: conversation?.id ?? '',
      newestMessageId: messageId,
      newReplyId: newId(clock),
      failedReplyId: await make('failed'),
      otherFailedReplyId: await make('failed'),
      unsureReplyId: await make('unsure', earlierId), // of two answers to one question one is sent: this one may have been
    }
  })
}

/** Suggests answers as the stage would: to a conversation that can be answered, and to another one. */
async function giveSuggestions(
  server: ApiServer,
  firmId: Id,
  { answerable, other }: Record<'answerable' | 'other', Conversation | undefined>,
) {
  return server.store.write(firmId, async (tx) => {
    const suggest = async (conversationId: Id) => {
      const id = newId(systemClock)
      const { messageId } = await tx
        .selectFrom('threadEntry')
        .select('messageId')
        .where('conversationId', '=', conversationId)
        .orderBy('messageId', 'desc')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('suggestion')
        .values({
          ...{
            id,
            conversationId,
            messageId,
            state: 'pending',
            body: 'Which day suits you?',
            language: 'en',
          },
          ...{ source: 'template', confidence: 0.5, reasons: '[]', madeAt: systemClock.now() },
        })
        .execute()
      return id
    }
    return {
      suggestionId: await suggest(answerable?.id ?? ''),
      suggestedReplyId: newId(systemClock),
      otherSuggestionId: await suggest(other?.id ?? ''),
    }
  })
}

/** What no small archive reliably brings about. */
async function giveRows(server: ApiServer, firmId: Id, runId: Id, customerId: Id) {
  return server.store.write(firmId, async (tx) => {
    const input = { paths: ['/nowhere.zip'], names: ['nowhere.zip'] }
    const common = { clock: systemClock, channel: 'google-voice', syncType: 'manual', dryRun: false } as const
    const cancelled = await startRun(tx, { ...common, input, inputKey: newId(systemClock) })
    await cancelRun(tx, { clock: systemClock, runId: cancelled.runId })
    const setAsideId = newId(systemClock)
    await tx
      .insertInto('setAside')
      .values({
        id: setAsideId,
        runId,
        path: 'a/b.html',
        code: 'bad',
        reason: 'Torn.',
        body: Buffer.from('<script>'),
      })
      .execute()
    const mirrorId = newId(systemClock)
    const customer = { table: 'clients', key: 'id', ourId: null, columns: {}, makes: true, deletes: false }
    const mapping = { schema: 'public', customer }
    const madeAt = systemClock.now()
    await tx
      .insertInto('mirror')
      .values({
        id: mirrorId,
        label: 'Office software',
        mapping: JSON.stringify(mapping),
        madeBy: 'Ken',
        madeAt,
      })
      .execute()
    const templateId = newId(systemClock)
    const words = { title: 'On our way', body: 'Hello {first_name}, we are on our way.', language: 'en' }
    await tx
      .insertInto('replyTemplate')
      .values({ id: templateId, ...words, madeAt, changedAt: madeAt })
      .execute()
    const hookId = newId(systemClock)
    const hookDeliveryId = newId(systemClock)
    const hook = {
      id: hookId,
      name: 'Books',
      url: 'http://127.0.0.1:1/',
      kinds: ['*'],
      madeBy: 'Ken',
      madeAt,
    }
    const secretPlaces = [newId(systemClock), newId(systemClock), newId(systemClock)]
    await tx
      .insertInto('hook')
      .values({ ...hook, secretPlaces })
      .execute()
    const data = { cursor: '7-7', ids: [customerId], actor: 'operator', changes: null }
    const told = { type: 'customer.changed', timestamp: madeAt.toISOString(), data }
    await tx
      .insertInto('hookDelivery')
      .values({
        ...{
          id: hookDeliveryId,
          hookId,
          place: '1',
          transaction: '7',
          eventId: '7',
          kind: told.type,
          ids: data.ids,
        },
        ...{ told: JSON.stringify(told), state: 'dead', madeAt, begunAt: madeAt, endedAt: madeAt },
      })
      .execute()
    const questionId = newId(systemClock)
    const { id: contactPointId } = await tx
      .selectFrom('contactPoint')
      .select('id')
      .where('customerId', '!=', customerId)
      .limit(1)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('matchQuestion')
      .values({
        id: questionId,
        contactPointId,
        customerId,
        method: 'fuzzy_name',
        confidence: 0.5,
        evidence: '[]',
        askedAt: new Date(),
      })
      .execute()
    const settings = { host: '127.0.0.1', port: 1, secure: false, user: 'office' }
    const sourceId = await addSource(tx, { clock: systemClock, channel: 'imap', label: 'Office', settings })
    await setSourceState(tx, { sourceId, state: 'paused' })
    const deadLetterId = newId(systemClock)
    const ids = [newId(systemClock)]
    const at = '2026-03-01T08:00:00.000Z'
    const event = { cursor: '7-1', kind: 'customer.added', ids, changes: null, actor: 'system', at }
    await tx
      .insertInto('deadLetter')
      .values({
        ...{ id: deadLetterId, subscriber: 'books', event: JSON.stringify(event) },
        ...{ troubleCode: 'price_missing', tries: 6, failedAt: at },
      })
      .execute()
    const alertId = newId(systemClock)
    await tx
      .insertInto('alert')
      .values({
        ...{ id: alertId, type: 'discovery_failures', severity: 'high' },
        ...{ sourceId, details: '{"value":4,"threshold":3}', beganAt: systemClock.now() },
      })
      .execute()
    const [checkRunId, checkpointId] = [newId(systemClock), newId(systemClock)]
    const now = systemClock.now()
    await tx
      .insertInto('checkRun')
      .values({
        ...{ id: checkRunId, askedBy: 'person', depth: 'usual', status: 'running', total: 1, startedAt: now },
        ...{ holder: newId(systemClock), leaseUntil: new Date(now.getTime() + CHECKED_MS) },
      })
      .execute()
    await tx
      .insertInto('checkpoint')
      .values({
        ...{ id: checkpointId, name: 'before the move', madeBy: 'Ken Alvarez', beganAt: now, endedAt: now },
        ...{ oneMoment: true, schema: '', tables: '[]', hash: Buffer.alloc(32) },
      })
      .execute()
    return {
      checkRunId,
      checkpointId,
      mirrorId,
      templateId,
      hookId,
      hookDeliveryId,
      cancelledRunId: cancelled.runId,
      sourceId,
      alertId,
      deadLetterId,
      setAsideId,
      questionId,
    }
  })
}
