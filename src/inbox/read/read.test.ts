import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { PoolClient } from 'pg'
import { openTestStore } from '../../../test/kit/store.ts'
import { isId } from '../../base/ids.ts'
import { encodeCursor } from '../../base/page.ts'
import { Refusal } from '../../base/refusal.ts'
import type { Conversation, Message } from '../../contract/conversations.ts'
import { freshPlans, type Store } from '../../store/store.ts'
import { type Inbox, march, openInbox, say } from '../firm.fixture.ts'
import {
  awaitedFiles,
  type ConversationQuery,
  countConversations,
  fileStored,
  findMedia,
  getConversation,
  listConversations,
  listMessages,
} from '../inbox.ts'

let store: Store
let inbox: Inbox
const number = (n: number) => `+1512555${String(1000 + n)}`

before(async () => {
  store = await openTestStore()
  inbox = await openInbox(store)
  await inbox.receive(
    say(march(18, '09:00'), number(1), 'The 100% new boiler_x makes a noise', { name: 'Mrs Alvarez' }),
    say(march(18, '10:00'), number(1), 'Which boiler?', { name: 'Mrs Alvarez', out: true }),
    say(march(18, '09:00'), number(2), 'we smell gas in the kitchen', { name: 'Jan Kessler' }),
    say('2024-03-20T08:00:00Z', number(3), 'My sink leaks'),
    say('2024-03-20T08:00:00Z', number(4), '', {
      kind: 'voicemail',
      transcript: 'Hello, this is Żaneta Łoś',
    }),
    say(march(18, '09:00'), number(5), 'You WON', { spam: true }),
    say(march(19, '09:00'), [number(1), number(2)], 'Main is off tomorrow', { out: true }),
    say('2023-01-10T09:00:00Z', number(1), 'Old quote'),
  )
  await inbox.thread()
})
after(() => store[Symbol.asyncDispose]())

const list = (query: Partial<ConversationQuery> = {}) =>
  store.read(inbox.firm, (db) => listConversations(db, { limit: 50, ...query }))
const previews = async (query: Partial<ConversationQuery>) =>
  (await list(query)).items.map(({ last }) => last.preview)

function refused(code: string) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}

describe('the inbox', () => {
  it('shows the newest first, with who, what, and how it stands', async () => {
    const { items } = await list()
    assert.deepEqual(
      items.map(({ lastAt }) => lastAt),
      items
        .map(({ lastAt }) => lastAt)
        .toSorted()
        .reverse(),
    )
    const alvarez = items.find(({ last }) => last.preview === 'Which boiler?')
    assert.equal(alvarez?.party.title, 'Mrs Alvarez')
    assert.deepEqual([alvarez?.status, alvarez?.messageCount, alvarez?.last.direction], ['waiting', 2, 'out'])
  })

  const filters: [string, () => Partial<ConversationQuery>, string[]][] = [
    ['who waits', () => ({ status: 'needs_reply', text: 'gas' }), ['we smell gas in the kitchen']],
    ['what is laid away', () => ({ status: 'archived' }), ['You WON', 'Old quote']],
    ['spam', () => ({ spam: true }), ['You WON']],
    ['no spam', () => ({ spam: false, status: 'archived' }), ['Old quote']],
    [
      'what was said since',
      () => ({ since: new Date('2024-03-20T08:00:00Z') }),
      ['My sink leaks', 'Hello, this is Żaneta Łoś'],
    ],
    [
      'part of a name',
      () => ({ text: 'alvar', status: 'waiting' }),
      ['Main is off tomorrow', 'Which boiler?'],
    ],
    ['part of a number', () => ({ text: '555-1003' }), ['My sink leaks']],
    ['a number as written', () => ({ text: '(512) 555-1003' }), ['My sink leaks']],
    ['a word in an older message', () => ({ text: 'makes a NOISE' }), ['Which boiler?']],
    ['a word that was spoken', () => ({ text: 'żaneta łoś' }), ['Hello, this is Żaneta Łoś']],
    ['a percent sign, literally', () => ({ text: '100% new' }), ['Which boiler?']],
    ['an underscore, literally', () => ({ text: 'boiler_' }), ['Which boiler?']],
    ['nothing of the kind', () => ({ text: '0%' }), []],
  ]
  for (const [what, query, expected] of filters)
    it(`finds ${what}`, async () => {
      const found = await previews(query())
      if (what === 'nothing of the kind') assert.deepEqual(await previews({ text: 'b_iler' }), [])
      else assert.deepEqual(found.sort(), expected.sort())
    })

  it('finds a customer’s conversations, groups among them', async () => {
    const alvarez = (await list({ text: 'makes a noise' })).items[0]?.party.members[0]?.customerId
    assert.deepEqual(await previews({ customerId: alvarez ?? '' }), [
      'Main is off tomorrow',
      'Which boiler?',
      'Old quote',
    ])
  })

  it('puts those who tell of a danger before all others who wait, over the pages too', async () => {
    const whole = await list({ status: 'needs_reply' })
    assert.equal(whole.items[0]?.last.preview, 'we smell gas in the kitchen')
    const paged: string[] = []
    let cursor: string | undefined
    do {
      const page = await list({ status: 'needs_reply', limit: 1, cursor })
      paged.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    assert.deepEqual(
      paged,
      whole.items.map(({ id }) => id),
    )
  })

  it('counts what stands where', async () => {
    const counts = await store.read(inbox.firm, countConversations)
    assert.deepEqual(counts, {
      active: 0,
      needs_reply: 3,
      waiting: 2,
      archived: 2,
      hazards: 1,
      emergency: 0,
      high: 0,
    })
    assert.equal((await list()).items.length, 7)
  })

  it('shows one conversation with the others of the same people', async () => {
    const { conversationId } = await inbox.find('Old quote')
    const detail = await store.read(inbox.firm, (db) => getConversation(db, conversationId))
    assert.deepEqual(
      detail.others.map(({ last }) => last.preview),
      ['Which boiler?'],
    )
    await assert.rejects(
      store.read(inbox.firm, (db) => getConversation(db, '018f0000-0000-7000-8000-000000000000')),
      refused('conversation_not_found'),
    )
  })

  it('refuses cursors that no list gave out', async () => {
    for (const cursor of [
      'x',
      encodeCursor(['x', 'y']),
      encodeCursor([1, 'no id']),
      encodeCursor([1e300, inbox.firm]),
    ])
      await assert.rejects(list({ cursor }), refused('bad_cursor'))
  })
})

describe('pages', () => {
  it('have no gaps and no doubles, though many rows have the same time', async () => {
    const other = await openInbox(store)
    const minutes = Array.from({ length: 60 }, (_, n) =>
      say(march(19, `09:0${n % 3}`), number(n), `Word ${n}`),
    )
    await other.receive(...minutes)
    await other.receive(
      ...Array.from({ length: 25 }, (_, n) =>
        say(march(19, '09:00'), number(0), `Twin ${n % 20}`, { page: 'x' }),
      ),
    )
    await other.thread()
    const walkAll = async <T extends { id: string }>(
      page: (cursor?: string) => Promise<{ items: T[]; next: string | null }>,
    ) => {
      const seen: T[] = []
      for (let cursor: string | undefined; ; ) {
        const { items, next } = await page(cursor)
        seen.push(...items)
        if (next === null) return seen
        cursor = next
      }
    }
    for (const limit of [1, 7, 20, 60]) {
      const seen: Conversation[] = await walkAll((cursor) =>
        store.read(other.firm, (db) => listConversations(db, { limit, cursor })),
      )
      assert.equal(seen.length, 60)
      assert.equal(new Set(seen.map(({ id }) => id)).size, 60)
    }
    const { conversationId } = await other.find('Word 0')
    const orders: Message[][] = []
    for (const order of ['newest_first', 'oldest_first'] as const)
      for (const limit of [1, 4, 100])
        orders.push(
          await walkAll((cursor) =>
            store.read(other.firm, (db) => listMessages(db, { conversationId, order, limit, cursor })),
          ),
        )
    const [newest = []] = orders
    assert.equal(newest.length, 26)
    for (const [index, seen] of orders.entries())
      assert.deepEqual(
        seen.map(({ id }) => id),
        (index < 3 ? newest : newest.toReversed()).map(({ id }) => id),
      )
  })

  it('take the same few statements, whatever their size', async () => {
    const { conversationId } = await inbox.find('Which boiler?')
    for (const [read, most] of [
      [(limit: number) => list({ limit }), 3],
      [(limit: number) => list({ limit, text: 'o', spam: false }), 3],
      [
        (limit: number) =>
          store.read(inbox.firm, (db) => listMessages(db, { conversationId, order: 'newest_first', limit })),
        4,
      ],
      [() => store.read(inbox.firm, (db) => getConversation(db, conversationId)), 5],
    ] as const) {
      const counts: number[] = []
      for (const limit of [1, 2, 50]) counts.push((await sent(() => read(limit))).length)
      assert.deepEqual(counts, [most, most, most])
    }
  })

  it('of twenty thousand conversations are read by index', async () => {
    const { firm } = await openInbox(store)
    await store.write(firm, async (tx) => {
      await freshPlans(tx, 0)
      await sql`
        with source as (select id from source limit 1), raw as (
          insert into raw_item (id, source_id, run_id, external_id, path, encoding, body, bytes, received_at)
          select gen_random_uuid(), s.id, (select id from run limit 1), 'bulk', 'bulk', 'deflate', '', 0, now() from source s returning id, source_id
        ), party as (
          insert into participants (id, key, kind, made_at) select gen_random_uuid(), 'bulk', 'one', now() returning id
        ), message as (
          insert into message (id, source_id, raw_item_id, position, identity, participants_id, channel, kind, at, direction, body, labels, deleted, parse_version)
          select gen_random_uuid(), raw.source_id, raw.id, n, gen_random_uuid(), party.id, 'google-voice', 'text',
            timestamptz '2024-01-01' + n * interval '1 hour', 'in', 'hello', '{}', false, 1
          from generate_series(1, 20000) n, raw, party returning id, participants_id, at
        )
        insert into conversation (id, participants_id, anchor_message_id, last_message_id, first_at, last_at, message_count, spam, status, status_reason, made_at)
        select gen_random_uuid(), participants_id, id, id, at, at, 1, false, (array['active', 'needs_reply', 'waiting', 'archived'])[1 + (extract(epoch from at)::bigint / 3600 % 4)::int], 'they_spoke_last', now()
        from message`.execute(tx)
    })
    await store.vacuum()
    const plans = await explain(firm, async () => {
      await store.read(firm, (db) => listConversations(db, { limit: 50 }))
      await store.read(firm, (db) => listConversations(db, { limit: 50, status: 'waiting' }))
      await store.read(firm, (db) =>
        listConversations(db, { limit: 50, cursor: encodeCursor([Date.UTC(2025, 0, 1), firm]) }),
      )
    })
    assert.match(plans[0] ?? '', /conversation_by_time/)
    assert.match(plans[1] ?? '', /conversation_by_status/)
    assert.match(plans[2] ?? '', /conversation_by_time/)
    for (const plan of plans) assert.doesNotMatch(plan, /Sort|Seq Scan/)
  })
})

describe('messages', () => {
  it('carry their attachments: found, one of several, or missing', async () => {
    const { firm, clock, receive, thread, find } = await openInbox(store)
    await receive(
      say(march(18, '09:00'), number(1), 'Three pictures', {
        attachments: [
          { kind: 'image', reference: 'a', place: { state: 'resolved', path: 'Calls/a.jpg' } },
          {
            kind: 'image',
            reference: 'b',
            place: { state: 'ambiguous', candidates: ['Calls/b.jpg', 'Calls/b(1).jpg'] },
          },
          { kind: 'video', reference: 'c', place: { state: 'missing' } },
        ],
      }),
    )
    await thread()
    const source = await store.read(firm, (db) =>
      db.selectFrom('source').select('id').executeTakeFirstOrThrow(),
    )
    const awaited = () => store.read(firm, (db) => awaitedFiles(db, { sourceId: source.id }))
    assert.deepEqual([...(await awaited())].sort(), ['Calls/a.jpg', 'Calls/b(1).jpg', 'Calls/b.jpg'])
    const sha256 = 'a'.repeat(64)
    await store.write(firm, (tx) =>
      fileStored(tx, {
        sourceId: source.id,
        now: clock.now(),
        files: [{ path: 'Calls/a.jpg', sha256, mediaType: 'image/jpeg', bytes: 12 }],
      }),
    )
    assert.equal((await awaited()).size, 2)
    const { conversationId, messageId } = await find('Three pictures')
    const page = await store.read(firm, (db) =>
      listMessages(db, { conversationId, order: 'oldest_first', limit: 5 }),
    )
    assert.deepEqual(
      page.items[0]?.attachments.map(
        ({ kind, state, files }) =>
          `${kind} ${state}: ${files.map(({ fileName, url }) => `${fileName} ${url !== null}`)}`,
      ),
      ['image resolved: a.jpg true', 'image ambiguous: b.jpg false,b(1).jpg false', 'video missing: '],
    )
    const media = (position: number) =>
      store.read(firm, (db) => findMedia(db, { messageId, position, rank: 0 }))
    assert.deepEqual(await media(0), { sha256, mediaType: 'image/jpeg', bytes: 12, fileName: 'a.jpg' })
    assert.equal(await media(1), undefined)
  })

  it('tell who of a group said it, and why they are where they are', async () => {
    const { conversationId } = await inbox.find('Which boiler?')
    const { items } = await store.read(inbox.firm, (db) =>
      listMessages(db, { conversationId, order: 'oldest_first', limit: 5 }),
    )
    assert.deepEqual(
      items.map(({ sender, turn, decision }) => [sender.name, turn, decision.decision]),
      [
        ['Mrs Alvarez', 1, 'new_thread'],
        [null, 2, 'existing_thread'],
      ],
    )
    assert.ok(items.every(({ sender }) => sender.customerId === null || isId(sender.customerId)))
  })
})

type Statement = { text: string; values: unknown[] }

/** Statements sent while `work` runs, without those that begin and end transactions. */
async function sent(work: () => Promise<unknown>): Promise<Statement[]> {
  const found: Statement[] = []
  const whole = new Map<PoolClient, PoolClient['query']>()
  const listen = (client: PoolClient) => {
    if (whole.has(client)) return
    const { query } = client
    whole.set(client, query)
    client.query = ((...given: unknown[]) => {
      const [text, values] = given
      if (typeof text === 'string' && !/^(?:begin|commit|rollback)/.test(text))
        found.push({ text, values: Array.isArray(values) ? values : [] })
      return Reflect.apply(query, client, given)
    }) as PoolClient['query']
  }
  store.pool.on('acquire', listen)
  try {
    await work()
  } finally {
    store.pool.off('acquire', listen)
    for (const [client, query] of whole) client.query = query
  }
  return found
}

/** Plans of the statements by which `work` finds conversations. */
async function explain(firm: string, work: () => Promise<unknown>): Promise<string[]> {
  const finds = (await sent(work)).filter(({ text }) => text.includes('from "conversation"'))
  const client = await store.pool.connect()
  try {
    const plans: string[] = []
    for (const { text, values } of finds) {
      await client.query('begin')
      await client.query(`select set_config('app.tenant_id', $1, true)`, [firm])
      await client.query('set local role plumbline_app')
      const { rows } = await client.query<Record<'QUERY PLAN', string>>(`explain ${text}`, values)
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'))
      await client.query('rollback')
    }
    return plans
  } finally {
    client.release()
  }
}
