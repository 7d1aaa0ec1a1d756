import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { endpoints } from '../../src/api/routes.ts'
import { systemClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import { type Given, giveMessages } from './api-messages.ts'
import {
  type Answer,
  type ApiServer,
  type Credentials,
  claimForKen,
  secondFirm,
  startApi,
} from './api-server.ts'

/** What anybody may call: how one gets a session, and whether the server works. */
const OPEN_TO_NOBODY = [
  'health',
  'health-live',
  'health-ready',
  'jwks',
  'setup-state',
  'setup-claim',
  'sign-in',
  'sign-in-by-link',
  'lost-password',
  'email-prove',
  'oidc-start',
  'oidc-callback',
  'sign-out',
  'invitations-open',
  'invitations-accept',
  'webhooks-postmark',
  'webhooks-conversation-complete',
]

/** What is asked with a body and changes nothing of a firm, or only where one's own session looks. */
const CHANGES_NOTHING = [
  'sync-conversations-analyze',
  'webhooks-conversation-complete',
  'webhooks-postmark',
  'understanding-catch-up',
  'analytics-catch-up',
  'understanding-rules-try',
  'thread-rule-preview',
  'invitations-open',
  'second-factor-begin',
  'audit-verify',
  'monitoring-metrics-record',
  'firms-switch',
  'notices-read',
  'notices-read-all',
  'sign-out',
  'sources-check',
  'mirrors-layout',
  'mirrors-words',
  'mirrors-check',
  'sources-gmail-begin',
  'sign-in-links-make',
  'oidc-start',
  'secrets-rotate',
  'backups-make',
]

describe('every endpoint', () => {
  let server: ApiServer
  let harbor: { as: Credentials; firmId: string }
  let mokotow: { as: Credentials; firmId: string }
  before(async () => {
    const name = 'books'
    server = await startApi({
      works: true,
      subscribers: [{ name, kinds: [], from: 'now', deliver: async () => undefined }],
    })
    harbor = await claimForKen(server)
    mokotow = await secondFirm(server)
  })
  after(() => server[Symbol.asyncDispose]())

  it('is in the list, in a file of its name, and says who may call it', () => {
    const folder = join(import.meta.dirname, '../../src/api/endpoints')
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''))
    assert.deepEqual(endpoints.map(({ name }) => name).sort(), files.sort())
    for (const { name, who, method, path } of endpoints) {
      assert.equal(who === 'nobody', OPEN_TO_NOBODY.includes(name), `${method} ${path}`)
    }
    assert.equal(new Set(endpoints.map(({ method, path }) => `${method} ${path}`)).size, endpoints.length)
  })

  it('that changes something says what it leaves in the audit trail', () => {
    const silent = endpoints.filter(({ method, changes }) => method !== 'GET' && changes === undefined)
    assert.deepEqual(silent.map(({ name }) => name).sort(), CHANGES_NOTHING.toSorted())
    assert.ok(endpoints.every(({ method, changes }) => method !== 'GET' || changes === undefined))
  })

  it('that shows customers’ data says so', () => {
    const silent = endpoints.filter(
      ({ who, showsPeople }) => /^(conversations|customers)\.read$/.test(who) && !showsPeople,
    )
    assert.deepEqual(
      silent.map(({ name }) => name),
      ['conversations-counts'],
    )
  })

  it('that the server really has is in the list, or is the manual, which asks for credentials as well', async () => {
    const listed = new Set(endpoints.map(({ method, path }) => `${method} ${path}`))
    for (const [method, path] of await routesOf(server, harbor.as)) {
      if (
        listed.has(`${method} ${path}`) ||
        method === 'HEAD' ||
        method === 'OPTIONS' ||
        !path.startsWith('/api')
      )
        continue
      assert.match(path, /^\/api\/docs/)
      const { status } = await server.ask(method, path.replace('*', 'static/swagger-ui.css'))
      assert.equal(status, 401, `${method} ${path}`)
    }
  })

  it('answers 401 without credentials and with wrong ones, whatever else is wrong', async () => {
    for (const { who, method, path } of endpoints) {
      if (who === 'nobody') continue
      for (const as of [
        undefined,
        { authorization: 'Bearer plumb_guess' },
        { cookie: 'plumbline.session_token=guess.guess' },
      ]) {
        const refused = await server.ask(method, path.replace(/:\w+/g, 'x'), {
          as,
          ...(method === 'GET' ? {} : { body: '{' }),
        })
        assert.equal(refused.status, 401, `${method} ${path}`)
        assert.equal(refused.body.error.code, 'sign_in_first')
      }
    }
  })

  it('answers 404 or nothing for what belongs to another firm, and the same as for what is nobody’s', async () => {
    const given = await giveMessages(server, harbor)
    const theirs = await probe(server, mokotow.as, given)
    const none = await probe(server, mokotow.as, nobodys(given))
    const mine = await probe(server, harbor.as, given)
    const probed = [...mine.keys()].sort()
    const withId = endpoints.filter(({ path, body }) => path.includes(':') || body !== undefined)
    const exempt = [
      ...OPEN_TO_NOBODY,
      'firms-make',
      'sign-in-links-make',
      'export-make',
      'sources-add',
      'sources-check',
      'mirrors-layout',
      'mirrors-words',
      'mirrors-check',
      'mirrors-add', // needs a database: mirrors.test.ts
      'mirrors-look',
      'mirrors-change',
      'hooks-add', // hooks.test.ts
      'conflicts-rules-set',
      'reply-templates-add', // reply-templates.test.ts
      'customers-add', // api-customers.test.ts
      'notices-read', // one's own: notices.test.ts
      'notices-read-all',
      'notices-choices-set',
      'sources-gmail-begin',
      'sources-gmail-end',
      'monitoring-metrics-record',
      'sync-consistency-check',
      'repairs-apply',
      'checkpoints-make',
      'sync-events-read-again', // of a subscriber, which is no firm's
      'restore-make',
      'conversations-vouch', // forged-sender.test.ts
      'messages-page', // of a mail: mails-as-they-came.test.ts
      'messages-original',
      'conversations-suggest', // needs somebody who waits: suggestions.test.ts
      'suggestions-undo',
      'keys-make',
      'tokens-make',
      'webhook-secrets-set',
      'webhook-secrets-remove',
      'invitations-make',
      'password-set',
      'second-factor-begin',
      'second-factor-confirm',
      'second-factor-end',
      'sign-in-provider-set',
      'audit-verify',
      'firm-change', // firm.test.ts
      'retention-set',
      'working-hours-set',
      'models-budgets-set',
      'secrets-rotate',
      'backups-make',
      'thread-rule-preview',
      'thread-rule-set',
      'understanding-rules-set',
      'understanding-rules-try',
      'understanding-catch-up',
      'firms-switch',
    ]
    assert.deepEqual(
      probed,
      withId
        .map(({ name }) => name)
        .filter((name) => !exempt.includes(name))
        .sort(),
    )
    for (const [what, { status, body }] of theirs) {
      assert.equal(status, 404, `${what}: ${status}`)
      assert.deepEqual(body, none.get(what)?.body, `${what}: another firm’s and nobody’s are told apart`)
    }
    for (const [what, { status, text }] of mine) assert.ok(status < 300, `${what}: ${status} ${text}`)
    await isTold(server, harbor.firmId, mine)

    const ids = Object.values(given).filter((id) => typeof id === 'string')
    for (const { name, method, path } of endpoints) {
      // One leads on, the other opens a line alone: events-live.test.ts.
      if (method !== 'GET' || path.includes(':') || ['oidc-callback', 'live'].includes(name)) continue
      const { status, text } = await server.ask('GET', path, { as: mokotow.as })
      assert.equal(status, 200, name)
      for (const id of ids) assert.ok(!text.includes(id), `${name} tells of ${id}`)
    }
  })
})

/** What these calls changed, and whose data they looked at, stands in the audit trail. */
async function isTold(server: ApiServer, tenantId: string, asked: Map<string, Answer>): Promise<void> {
  await server.audit.reads.flush()
  const trail = await server.audit.list({ tenantId, limit: 1_000 })
  const looked = new Set(
    trail.flatMap(({ action, details }) => (action === 'data.read' ? Object.keys(details?.asked ?? {}) : [])),
  )
  for (const { name, changes, showsPeople } of endpoints) {
    if (!asked.has(name)) continue
    if (changes !== undefined)
      assert.ok(
        trail.some(({ action }) => action === changes.action),
        name,
      )
    if (showsPeople) assert.ok(looked.has(name), name)
  }
  assert.equal((await server.audit.verify({ tenantId })).faultCount, 0)
}

/** Method and path of every route that Fastify has. */
async function routesOf(server: ApiServer, as: Credentials): Promise<[string, string][]> {
  const { body } = await server.ask('GET', '/api/docs/json', {
    as,
  })
  const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method): [string, string] => [
      method.toUpperCase(),
      path.replace(/\{(\w+)\}/g, ':$1'),
    ]),
  )
  const tree = server.app.printRoutes({ commonPrefix: false })
  const printed: [string, string][] = []
  const above: string[] = []
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line)
    if (match === null) continue
    const depth = (match[1] ?? '').length / 4
    above.length = depth
    above.push(match[2] ?? '')
    for (const method of match[3]?.split(', ') ?? []) printed.push([method, above.join('')])
  }
  assert.ok(printed.length >= documented.length, tree)
  return printed
}

/** Asks every endpoint that takes an id for these things, gentle ones first. */
async function probe(server: ApiServer, as: Credentials, given: Given) {
  const addressed: [name: string, ids: string[], body?: object][] = [
    ['sync-progress', [given.runId]],
    ['sync-ledger', [given.runId]],
    ['sync-files', [given.runId]],
    ['sync-set-aside', [given.runId]],
    ['sync-set-aside-body', [given.runId, given.setAsideId]],
    ['sync-start', [], { uploadId: given.uploadId }],
    ['sync-resume', [given.cancelledRunId]],
    ['sync-cancel', [given.runId]],
    ['monitoring-alerts-resolve', [given.alertId], {}],
    ['checks-progress', [given.checkRunId]],
    ['checks-cancel', [given.checkRunId]],
    ['checkpoints-compare', [given.checkpointId]],
    ['checkpoints-remove', [given.checkpointId]],
    ['sources-webhook', [given.postmarkSourceId]],
    ['sources-auth-servers', [given.postmarkSourceId]],
    ['sources-auth-servers-set', [given.postmarkSourceId], { authServers: ['mx.harbor.example'] }],
    ['conversations-reply-way', [given.answerableId]],
    ['conversations-replies', [given.answerableId]],
    [
      'suggestions-approve',
      [given.suggestionId],
      { replyId: given.suggestedReplyId, seenMessageId: given.newestMessageId, text: 'We write to you.' },
    ],
    [
      'conversations-reply',
      [given.answerableId],
      { id: given.newReplyId, seenMessageId: given.newestMessageId, text: 'We come at two.' },
    ],
    ['conversations-suggestion', [given.answerableId]],
    ['suggestions-reject', [given.otherSuggestionId], { reason: 'tone' }],
    ['replies-withdraw', [given.failedReplyId]],
    ['replies-retry', [given.otherFailedReplyId], { seenMessageId: given.newestMessageId }],
    ['replies-settle', [given.unsureReplyId], { sent: true }],
    [
      'reply-templates-change',
      [given.templateId],
      { title: 'Late', text: 'We come later, {first_name}.', language: 'en' },
    ],
    ['reply-templates-remove', [given.templateId]],
    ['conflicts-settle', [given.conflictId], { choose: 'second' }],
    ['conflicts-undo', [given.conflictId]],
    ['sync-users-sync', [given.customerId]],
    ['mirrors-sync', [given.mirrorId]],
    ['mirrors-remove', [given.mirrorId]],
    ['hooks-deliveries', [given.hookId]],
    ['hook-deliveries-get', [given.hookDeliveryId]],
    ['hooks-change', [given.hookId], { name: 'The books' }],
    ['hooks-secret', [given.hookId], {}],
    ['hooks-test', [given.hookId]],
    ['hook-deliveries-replay', [given.hookDeliveryId]],
    ['hooks-replay', [given.hookId], {}],
    ['hooks-remove', [given.hookId]],
    ['sources-pause', [given.sourceId]],
    ['sources-resume', [given.sourceId]],
    ['sources-sync', [given.sourceId]],
    ['sources-credentials', [given.sourceId], { secret: 'guess' }],
    ['sources-remove', [given.sourceId]],
    ['conversations-get', [given.conversationId]],
    ['conversations-analysis', [given.conversationId]],
    ['conversations-model-costs', [given.conversationId]],
    ['lost-work-dismiss', [given.lostMessageId], { kind: 'request_unanswered', reason: 'done_by_phone' }],
    ['lost-work-undo', [given.dismissalId]],
    ['conversations-messages', [given.conversationId]],
    ['conversations-files', [given.conversationId]],
    ['messages-source', [given.messageId]],
    ['messages-similar', [given.messageId]],
    ['media-get', [given.messageId, String(given.position), '0']],
    ['sync-conversations-analyze', [given.conversationId]],
    ['tickets-get', [given.ticketId]],
    ['tickets-open', [], { title: 'Boiler', customerId: given.customerId }],
    ['tickets-change', [given.ticketId], { priority: 'high' }],
    ['sync-tickets-status', [given.ticketId], { status: 'open' }],
    ['tickets-status', [], { tickets: [{ id: given.ticketId }], status: 'scheduled' }],
    ['sync-conversations-create-ticket', [given.conversationId], {}],
    ['sync-conversations-link-ticket', [given.unlinkedConversationId, given.ticketId]],
    ['tickets-unlink', [given.ticketId], { conversationId: given.unlinkedConversationId }],
    ['tickets-split', [given.splitTicketId], { messageIds: [given.splitMessageId] }],
    ['ticket-changes-undo', [given.ticketChangeId]],
    ['tickets-merge', [given.ticketId], { otherTicketId: given.otherTicketId }],
    ['conversations-dismiss-ticket', [given.unlinkedConversationId]],
    ['conversations-archive', [given.conversationId]],
    ['conversations-unarchive', [given.conversationId]],
    ['conversations-split', [given.conversationId], { messageId: given.laterMessageId }],
    ['conversations-merge', [given.conversationId], { otherConversationId: given.otherConversationId }],
    ['thread-changes-undo', [given.changeId]],
    ['customers-get', [given.customerId]],
    ['customers-timeline', [given.customerId]],
    ['customers-rename', [given.customerId], { name: 'Mrs Alvarez' }],
    ['customer-merges-undo', [given.mergeId]],
    ['customer-moves-undo', [given.moveId]],
    ['customers-set-kind', [given.customerId], { kind: 'business' }],
    ['contact-points-add', [given.customerId], { address: '(512) 555-0182' }],
    ['contact-points-correct', [given.otherCustomerId, given.unusedPointId], { address: '(512) 555-0183' }],
    ['contact-points-remove', [given.otherCustomerId, given.unusedPointId]],
    ['properties-add', [given.customerId], { address: '412 Alder St' }],
    [
      'properties-correct',
      [given.otherCustomerId, given.propertyId],
      { address: '88 Tannery Ln', accessNote: '4471#' },
    ],
    ['properties-remove', [given.otherCustomerId, given.propertyId]],
    ['contact-points-reassign', [given.contactPointId], { customerId: null }],
    ['questions-answer', [given.questionId], { answer: 'different' }],
    ['customers-merge', [given.customerId], { absorbedId: given.otherCustomerId }],
    ['sync-events-replay', [given.deadLetterId]],
    ['keys-revoke', [given.keyId]],
    ['sessions-end', [given.sessionId]],
    ['invitations-withdraw', [given.invitationId]],
    ['people-remove-second-factor', [given.colleagueId]],
    ['people-set-role', [given.colleagueId], { role: 'dispatcher' }],
    ['people-remove', [given.colleagueId]],
    ['customers-export', [given.customerId]],
    ['customers-erase', [given.customerId], {}],
  ]
  const found = new Map<string, Answer>()
  for (const [name, ids, body] of addressed) {
    const { method, path } = endpoints.find((endpoint) => endpoint.name === name) ?? { method: '', path: '' }
    const rest = [...ids]
    const address = path.replace(/:\w+/g, () => rest.shift() ?? '')
    found.set(name, await server.ask(method, address, { as, ...(body === undefined ? {} : { body }) }))
  }
  return found
}

function nobodys(given: Given): Given {
  const other = (value: unknown) => (typeof value === 'string' ? newId(systemClock) : value)
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, other(value)])) as Given
}
