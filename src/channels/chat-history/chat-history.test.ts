import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { type AgentDatabase, openAgentDatabase, receiveAll } from '../../../test/kit/chat-tables.ts'
import { openLangchain } from '../../../test/kit/langchain.ts'
import { startPostgres, type TestPostgres } from '../../../test/kit/postgres.ts'
import { fixedClock, systemClock } from '../../base/clock.ts'
import type { Cursor } from '../wire.ts'
import { type ChatHistory, openChatHistory } from './chat-history.ts'
import { chatHistoryBehind } from './cursor.ts'

const signal = new AbortController().signal
const NOON = '2026-03-04T12:00:00.000Z'
const MINUTE = 60_000

let server: TestPostgres
let agent: AgentDatabase
const clock = fixedClock(NOON)
/** Opened by the tests that use them, closed at the end. */
const wires: ChatHistory[] = []

before(async () => {
  server = await startPostgres()
  agent = await openAgentDatabase(await server.ordinaryDatabase())
})
after(async () => {
  for (const wire of wires) await wire[Symbol.asyncDispose]()
  await agent[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

/** The wire to a table that the agents of Harbor Plumbing write. */
function wireTo(table: string, more: { timeLimitMs?: number; sessionsPerBatch?: number } = {}): ChatHistory {
  const wire = openChatHistory({ url: agent.url, table, crew: 'harbor-intake', ...more }, { clock })
  wires.push(wire)
  return wire
}

const words = ({ messages }: { messages: { text: string }[] }) => messages.map(({ text }) => text)

describe('a chat table of n8n', () => {
  it('is handed over once, and then what is new', async () => {
    await agent.n8nTable('n8n_chat_histories')
    await agent.say('n8n_chat_histories', '15125550142@s.whatsapp.net', 'human', 'My water heater is leaking')
    await agent.say('n8n_chat_histories', '15125550142@s.whatsapp.net', 'ai', 'Ken can be there at four.')
    await agent.say('n8n_chat_histories', 'web-81f3', 'human', 'Do you do furnaces?')
    const wire = wireTo('n8n_chat_histories')
    const first = await receiveAll(wire, null)
    assert.deepEqual(words(first), [
      'My water heater is leaking',
      'Ken can be there at four.',
      'Do you do furnaces?',
    ])
    assert.deepEqual(
      first.messages.map(({ kind, direction, peer, sourceThread }) => ({
        kind,
        direction,
        peer,
        sourceThread,
      })),
      [
        {
          kind: 'chat',
          direction: 'in',
          peer: '+15125550142',
          sourceThread: 'chat:harbor-intake:15125550142@s.whatsapp.net',
        },
        {
          kind: 'chat',
          direction: 'out',
          peer: '+15125550142',
          sourceThread: 'chat:harbor-intake:15125550142@s.whatsapp.net',
        },
        {
          kind: 'chat',
          direction: 'in',
          peer: 'chat:harbor-intake:web-81f3',
          sourceThread: 'chat:harbor-intake:web-81f3',
        },
      ],
    )
    assert.deepEqual([first.listed, first.setAside, first.incidents], [3, [], []])
    assert.deepEqual(
      first.paths,
      [1, 2, 3].map((id) => `harbor-intake/public.n8n_chat_histories/${id}`),
    )

    assert.deepEqual(words(await receiveAll(wire, first.cursor)), [])
    await agent.say('n8n_chat_histories', 'web-81f3', 'ai', 'We do.')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual([words(second), second.listed], [['We do.'], 1])
  })

  it('keeps what the agent did between, and it is no talk', async () => {
    await agent.n8nTable('with_tools')
    await agent.say('with_tools', 's', 'system', 'You answer for Harbor Plumbing.')
    await agent.run(`insert into with_tools (session_id, message) values ('s', $1)`, [
      JSON.stringify({
        type: 'ai',
        content: '',
        tool_calls: [{ id: 'call_1', name: 'free_times', args: { day: '2026-03-05' } }],
        additional_kwargs: {},
      }),
    ])
    await agent.say('with_tools', 's', 'tool', '["16:00"]')
    const { messages } = await receiveAll(wireTo('with_tools'), null)
    assert.deepEqual(
      messages.map(({ kind, direction, text }) => [kind, direction, text]),
      [
        ['step', null, 'You answer for Harbor Plumbing.'],
        ['step', null, 'free_times {"day":"2026-03-05"}'],
        ['step', null, '["16:00"]'],
      ],
    )
  })

  it('sets aside a row that nobody can read, and keeps those around it', async () => {
    await agent.run('create table damaged (id serial primary key, session_id text, message text)')
    await agent.run(`insert into damaged (session_id, message) values
      ('s', '{"type":"human","content":"before"}'), ('s', 'no json at all'), (null, '{"type":"human","content":"whose?"}'),
      ('s', null), ('s', '{"type":"human"}'), ('s', '{"content":"who?"}'),
      ('s', '{"type":"human","content":"' || repeat('x', 4 * 1024 * 1024) || '"}'),
      ('s', '"{\\"type\\":\\"ai\\",\\"content\\":\\"after\\"}"')`)
    const received = await receiveAll(wireTo('damaged'), null)
    assert.deepEqual(words(received), ['before', 'after'])
    assert.equal(received.listed, 8)
    assert.deepEqual(received.setAside.map(({ code, path }) => [path.split('/').at(-1), code]).sort(), [
      ['2', 'unreadable_row'],
      ['3', 'unreadable_row'],
      ['4', 'unreadable_row'],
      ['5', 'no_text'],
      ['6', 'unknown_sender'],
      ['7', 'unreadable_row'],
    ])
  })

  it('comes in batches of so many sessions, each counted by the table itself', async () => {
    await agent.n8nTable('many_sessions')
    await agent.run(`insert into many_sessions (session_id, message)
      select 'web-' || s, '{"type":"human","content":"hello"}' from generate_series(1, 260) s, generate_series(1, 3)`)
    const wire = wireTo('many_sessions')
    const sizes: [sessions: number, listed: number | null, items: number][] = []
    for await (const { items, listed } of wire.receive(null, { signal })) {
      const sessions = items.map(({ bytes }) => (JSON.parse(bytes.toString()) as { session: string }).session)
      sizes.push([new Set(sessions).size, listed, items.length])
    }
    assert.ok(sizes.every(([sessions, listed, items]) => sessions <= 50 && listed === items))
    assert.equal(
      sizes.reduce((sum, [, , items]) => sum + items, 0),
      780,
    )
  })

  it('comes a few rows at a time where they are large, however small those before them were', async () => {
    await agent.n8nTable('pictures')
    await agent.run(`insert into pictures (session_id, message)
      select 'web-1', jsonb_build_object('type', 'human', 'content', case when g > 5000 then repeat('picture', 400000) else 'hi' end)
      from generate_series(1, 5012) g`)
    const sizes: number[] = []
    let rows = 0
    for await (const { items, listed } of wireTo('pictures').receive(null, { signal })) {
      sizes.push(items.reduce((sum, { bytes }) => sum + bytes.length, 0))
      assert.equal(items.length, listed)
      rows += items.length
    }
    assert.equal(rows, 5_012)
    assert.ok(Math.max(...sizes) < 12 * 1024 ** 2, `${sizes}`)
  })

  it('goes on from the last batch that was kept when a reader dies', async () => {
    const wire = wireTo('many_sessions', { sessionsPerBatch: 20 })
    const seen: string[] = []
    let since = null
    for (let attempt = 0; attempt < 100; attempt++) {
      const part = await receiveAll(wire, since, { enough: 3 })
      seen.push(...part.externalIds)
      since = part.cursor
      if (!chatHistoryBehind(part.cursor)) break
    }
    assert.equal(seen.length, 780)
    assert.equal(new Set(seen).size, 780)
  })

  it('stops when its time is over, and says that there is more', async () => {
    await agent.n8nTable('long_one')
    await agent.run(`insert into long_one (session_id, message)
      select 'web-' || s % 900, '{"type":"human","content":"hello"}' from generate_series(1, 30000) s`)
    const ids: string[] = []
    let since: Cursor | null = null
    for await (const { items, cursor } of wireTo('long_one', { timeLimitMs: 1_500 }).receive(null, {
      signal,
    })) {
      ids.push(...items.map(({ externalId }) => externalId))
      since = cursor
      if (ids.length < 300) await wait(400) // whoever keeps the batches is slow
    }
    assert.ok(ids.length >= 300 && ids.length < 30_000, `${ids.length} rows`)
    assert.ok(since !== null && chatHistoryBehind(since))
    const rest = await receiveAll(wireTo('long_one'), since)
    assert.equal(chatHistoryBehind(rest.cursor), false)
    assert.equal(ids.length + rest.listed, 30_000)
    assert.equal(new Set([...ids, ...rest.externalIds]).size, 30_000)
  })
})

describe('tables laid out otherwise', () => {
  it('are those of LangChain, written by its own class', async (test) => {
    const langchain = await openLangchain()
    if (langchain === undefined) return test.skip('LangChain cannot be had.')
    const { PostgresChatMessageHistory, HumanMessage, AIMessage, ToolMessage } = langchain
    const history = new PostgresChatMessageHistory({
      tableName: 'langchain_chat_histories',
      sessionId: 'whatsapp:+48512345678',
      poolConfig: { connectionString: agent.url },
    })
    await history.addMessage(
      new HumanMessage({
        content: [
          { type: 'text', text: 'Cieknie piec' },
          { type: 'image_url', image_url: { url: 'https://mokotow.example/1.jpg' } },
        ],
        additional_kwargs: { pushName: 'Anna Nowak' },
      }),
    )
    await history.addMessage(
      new AIMessage({
        content: '',
        tool_calls: [{ id: 'c1', name: 'terminy', args: { dzien: 'czwartek' } }],
      }),
    )
    await history.addMessage(new ToolMessage({ content: 'czwartek 10:00', tool_call_id: 'c1' }))
    await history.addMessage(new AIMessage('Będziemy w czwartek o 10.'))
    await history.end()
    const wire = wireTo('langchain_chat_histories')
    const { messages, listed, setAside } = await receiveAll(wire, null)
    assert.deepEqual(
      messages.map(({ kind, direction, text, peer, peerName, labels }) => ({
        kind,
        direction,
        text,
        peer,
        peerName,
        labels,
      })),
      [
        {
          kind: 'chat',
          direction: 'in',
          text: 'Cieknie piec',
          peer: '+48512345678',
          peerName: 'Anna Nowak',
          labels: ['image_url'],
        },
        {
          kind: 'step',
          direction: null,
          text: 'terminy {"dzien":"czwartek"}',
          peer: '+48512345678',
          peerName: null,
          labels: [],
        },
        {
          kind: 'step',
          direction: null,
          text: 'czwartek 10:00',
          peer: '+48512345678',
          peerName: null,
          labels: [],
        },
        {
          kind: 'chat',
          direction: 'out',
          text: 'Będziemy w czwartek o 10.',
          peer: '+48512345678',
          peerName: null,
          labels: [],
        },
      ],
    )
    assert.deepEqual([listed, setAside], [4, []])
    assert.equal((await wire.describe({ signal })).layout, 'n8n')
  })

  it('are those of LangChain for Python, with their times', async () => {
    await agent.langchainTable('chat_history')
    await agent.run(
      `insert into chat_history (session_id, message, created_at)
       values ('0b1c6f0e-8a4e-4f7e-9d5b-1f2a3b4c5d6e', $1, '2026-03-03 18:30:00.25-06')`,
      [JSON.stringify({ type: 'human', data: { type: 'human', content: 'No heat since noon' } })],
    )
    const wire = wireTo('chat_history')
    const { messages } = await receiveAll(wire, null)
    assert.deepEqual(
      messages.map(({ text, atMs, notBeforeMs }) => ({ text, atMs, notBeforeMs })),
      [{ text: 'No heat since noon', atMs: Date.parse('2026-03-04T00:30:00.250Z'), notBeforeMs: undefined }],
    )
    const { layout, times, ids } = await wire.describe({ signal })
    assert.deepEqual(
      { layout, times, ids },
      { layout: 'langchain_postgres', times: 'all', ids: { kind: 'drawn' } },
    )
  })

  it('have their columns in any place, under any of the usual names, and their messages in any of the usual forms', async () => {
    await agent.run(`create schema crew`)
    await agent.run(
      `create table crew."Chat Log" (inserted_at timestamp, "sessionId" text, payload json, id bigint generated always as identity primary key)`,
    )
    const forms = [
      { type: 'human', content: 'n8n' },
      { type: 'ai', data: { content: 'LangChain for Python' } },
      {
        lc: 1,
        type: 'constructor',
        id: ['langchain_core', 'messages', 'HumanMessage'],
        kwargs: { content: 'serialised' },
      },
      { role: 'assistant', content: 'OpenAI' },
    ]
    for (const form of forms)
      await agent.run(
        `insert into crew."Chat Log" ("sessionId", payload, inserted_at) values ('ken@harbor.example', $1, '2026-01-10 08:00')`,
        [JSON.stringify(form)],
      )
    const wire = wireTo('crew.Chat Log')
    const received = await receiveAll(wire, null)
    assert.deepEqual(words(received), ['n8n', 'LangChain for Python', 'serialised', 'OpenAI'])
    assert.ok(received.messages.every(({ peer }) => peer === 'ken@harbor.example'))
    assert.ok(received.messages.every(({ atMs }) => atMs === Date.parse('2026-01-10T08:00:00Z')))
    assert.deepEqual(received.paths[0], 'harbor-intake/crew.Chat%20Log/1')
    const { table, columns, ids } = await wire.describe({ signal })
    assert.deepEqual(
      { table, columns, ids },
      {
        table: 'crew.Chat Log',
        columns: { id: 'id', session: 'sessionId', message: 'payload', createdAt: 'inserted_at' },
        ids: { kind: 'drawn' },
      },
    )
  })

  it('without order in their ids are gone through each time, and only what is new comes out', async () => {
    await agent.run(
      `create table by_uuid (id uuid primary key default gen_random_uuid(), session_id text not null, message jsonb not null)`,
    )
    const add = (count: number) =>
      agent.run(
        `insert into by_uuid (session_id, message) select 'web-' || g, '{"type":"human","content":"hi"}' from generate_series(1, $1) g`,
        [count],
      )
    await add(300)
    const wire = wireTo('by_uuid')
    assert.deepEqual((await wire.describe({ signal })).ids, { kind: 'swept', because: 'unordered' })
    const first = await receiveAll(wire, null)
    assert.deepEqual([first.listed, new Set(first.externalIds).size], [300, 300])
    await agent.run('vacuum freeze by_uuid')
    assert.equal((await receiveAll(wire, first.cursor)).listed, 0)
    const other = await openAgentDatabase(agent.url)
    await other.run('begin')
    await other.run('savepoint s')
    await other.run(
      `insert into by_uuid (session_id, message) values ('late', '{"type":"human","content":"late"}')`,
    )
    await other.run('release s')
    await add(5)
    const second = await receiveAll(wire, first.cursor)
    assert.equal(second.listed, 5)
    await other.run('commit')
    await other[Symbol.asyncDispose]()
    const third = await receiveAll(wire, second.cursor)
    assert.ok(words(third).includes('late'), 'the row of a subtransaction that was open then')
    assert.deepEqual(words(await receiveAll(wire, third.cursor)), [])
  })

  it('without an index say so, and are read all the same', async () => {
    await agent.run('create table bare (id int, session_id text, message jsonb)')
    await agent.run(
      `insert into bare select g, 's', jsonb_build_object('type', 'human', 'content', 'hi ' || g) from generate_series(1, 200) g`,
    )
    const wire = wireTo('bare')
    const first = await receiveAll(wire, null)
    assert.equal(first.listed, 200)
    assert.deepEqual(first.incidents, [{ kind: 'layout_changed', details: { what: 'id_without_index' } }])
    await agent.run(`insert into bare values (7, 's', '{"type":"human","content":"seven again"}')`)
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual([words(second), second.incidents], [['seven again'], []])
  })

  it('may be a view that leaves columns out, or a partitioned table', async () => {
    await agent.run('create view harbor_view as select id, session_id, message from n8n_chat_histories')
    const view = wireTo('harbor_view')
    assert.equal((await receiveAll(view, null)).listed, 4)
    assert.deepEqual((await view.describe({ signal })).ids, { kind: 'watched', because: 'not_a_table' })
    await agent.run(
      `create table parted (id bigint generated by default as identity, session_id text, message jsonb, primary key (id)) partition by range (id)`,
    )
    await agent.run('create table parted_1 partition of parted for values from (1) to (100)')
    await agent.run('create table parted_2 partition of parted default')
    await agent.run(
      `insert into parted (session_id, message) select 's', '{"type":"human","content":"hi"}' from generate_series(1, 150)`,
    )
    const parted = wireTo('parted')
    assert.equal((await receiveAll(parted, null)).listed, 150)
    assert.deepEqual((await parted.describe({ signal })).ids, { kind: 'drawn' })
  })

  it('tell when ids are drawn ahead or given by hand, since then less can be promised', async () => {
    await agent.n8nTable('cached')
    await agent.run('alter sequence cached_id_seq cache 20')
    assert.deepEqual((await wireTo('cached').describe({ signal })).ids, {
      kind: 'watched',
      because: 'drawn_ahead',
    })
    await agent.run('create table by_hand (id bigint primary key, session_id text, message jsonb)')
    const wire = wireTo('by_hand')
    assert.deepEqual((await wire.describe({ signal })).ids, { kind: 'watched', because: 'not_drawn' })
    const put = (id: number) =>
      agent.run(`insert into by_hand values ($1, 's', '{"type":"human","content":"hi"}')`, [id])
    await put(500)
    const first = await receiveAll(wire, null)
    await put(499)
    await put(20)
    await put(900)
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(
      [second.listed, second.paths.map((path) => path.split('/').at(-1))],
      [3, ['20', '499', '900']],
    )
  })
})

describe('times of rows that have none', () => {
  it('are bounds: not before we last looked, and not after we found them', async () => {
    await agent.n8nTable('timeless')
    await agent.say('timeless', 'a', 'human', 'old')
    const start = clock.now().getTime()
    const wire = wireTo('timeless')
    const first = await receiveAll(wire, null)
    assert.deepEqual(bounds(first.messages), [['old', undefined, start]])
    clock.advance(5 * MINUTE)
    await agent.say('timeless', 'a', 'human', 'new')
    await agent.say('timeless', 'a', 'ai', 'newer')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(bounds(second.messages), [
      ['new', start, start + 5 * MINUTE],
      ['newer', start, start + 5 * MINUTE],
    ])
    clock.advance(-60 * MINUTE)
    await agent.say('timeless', 'a', 'human', 'the clock was put back')
    const third = await receiveAll(wire, second.cursor)
    assert.deepEqual(bounds(third.messages), [
      ['the clock was put back', start - 55 * MINUTE, start - 55 * MINUTE],
    ])
    clock.advance(55 * MINUTE)
  })

  it('are not the one that an added column fills in: by then they were there', async () => {
    await agent.n8nTable('aged')
    await agent.say('aged', 'a', 'human', 'long ago')
    await agent.run('alter table aged add column created_at timestamptz default now()')
    const added = await agent.run('select extract(epoch from created_at)::float8 * 1000 as ms from aged')
    await agent.say('aged', 'a', 'human', 'since')
    await using wire = openChatHistory({ url: agent.url, table: 'aged', crew: 'c' }, { clock: systemClock })
    const { messages } = await receiveAll(wire, null)
    const [old, since] = messages
    assert.deepEqual([old?.atMs, old?.notBeforeMs], [Math.floor(added[0]?.ms as number), undefined])
    assert.ok((since?.atMs ?? 0) >= (old?.atMs ?? Number.NaN))
    assert.equal((await wire.describe({ signal })).times, 'newer')
  })

  it('are not a fixed value that an added column fills in, which tells nothing', async () => {
    await agent.n8nTable('epoch')
    await agent.say('epoch', 'a', 'human', 'long ago')
    await agent.run(`alter table epoch add column created_at timestamp not null default '2000-01-01'`)
    await agent.run(
      `insert into epoch (session_id, message, created_at) values ('a', '{"type":"human","content":"since"}', '2026-02-02 10:00')`,
    )
    const { messages } = await receiveAll(wireTo('epoch'), null)
    assert.deepEqual(bounds(messages), [
      ['long ago', undefined, Date.parse('2026-02-02T10:00:00Z')],
      ['since', undefined, Date.parse('2026-02-02T10:00:00Z')],
    ])
  })

  it('lie between those of the session that are known', async () => {
    await agent.run(
      'create table patchy (id serial primary key, session_id text, message jsonb, created_at timestamptz)',
    )
    const put = (session: string, content: string, at: string | null) =>
      agent.run(`insert into patchy (session_id, message, created_at) values ($1, $2, $3)`, [
        session,
        JSON.stringify({ type: 'human', content }),
        at,
      ])
    await put('a', 'one', null)
    await put('a', 'two', '2026-01-05T08:00:00Z')
    await put('b', 'other', null)
    await put('a', 'three', null)
    await put('a', 'four', '2026-01-05T09:00:00Z')
    await put('a', 'five', 'infinity')
    const { messages } = await receiveAll(wireTo('patchy'), null)
    const [eight, nine] = [Date.parse('2026-01-05T08:00:00Z'), Date.parse('2026-01-05T09:00:00Z')]
    const now = clock.now().getTime()
    assert.deepEqual(bounds(messages), [
      ['one', undefined, eight],
      ['two', undefined, eight],
      ['other', undefined, now],
      ['three', eight, nine],
      ['four', undefined, nine],
      ['five', nine, now],
    ])
  })

  it('are noted by the capture trigger, which never stands in the way of an insert', async () => {
    await agent.n8nTable('captured')
    await agent.say('captured', 'a', 'human', 'before the trigger')
    const wire = wireTo('captured')
    const { capture, captured } = await wire.describe({ signal })
    assert.equal(captured, false)
    await agent.run(capture.install)
    assert.equal((await wire.describe({ signal })).captured, true)
    const from = Date.now()
    await agent.say('captured', 'a', 'ai', 'after it')
    const to = Date.now()
    const first = await receiveAll(wire, null)
    const [old, noted] = first.messages
    assert.ok(noted !== undefined && old !== undefined)
    assert.ok(noted.atMs >= from - 1 && noted.atMs <= to + 1)
    assert.equal(noted.notBeforeMs, undefined)
    assert.equal(old.atMs, Math.min(noted.atMs, clock.now().getTime()))

    const locking = await openAgentDatabase(agent.url)
    await locking.run('begin')
    await locking.run('lock table plumbline_seen_captured')
    await agent.say('captured', 'a', 'human', 'while the side table is locked')
    await locking.run('rollback')
    await locking[Symbol.asyncDispose]()
    await agent.run('alter table plumbline_seen_captured rename column at to moment')
    await agent.say('captured', 'a', 'human', 'while it is laid out otherwise')
    await agent.run('drop table plumbline_seen_captured')
    await agent.say('captured', 'a', 'human', 'while it is gone')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(words(second), [
      'while the side table is locked',
      'while it is laid out otherwise',
      'while it is gone',
    ])
    await agent.run(capture.install)
    await agent.run(capture.install)
    await agent.run(capture.remove)
    await agent.say('captured', 'a', 'human', 'when it was taken away')
    assert.deepEqual(words(await receiveAll(wire, second.cursor)), ['when it was taken away'])
    const left = await agent.run(`select 1 from pg_proc where proname like 'plumbline%' union all
      select 1 from pg_class where relname like 'plumbline%' union all select 1 from pg_trigger where tgname like 'plumbline%'`)
    assert.deepEqual(left, [])
  })

  const bounds = (messages: readonly { text: string; atMs: number; notBeforeMs?: number }[]) =>
    messages.map(({ text, atMs, notBeforeMs }) => [text, notBeforeMs, atMs])
})

describe('a table that is not what it was', () => {
  it('was emptied and counts from the beginning again: all is listed, and none is taken for another', async () => {
    await agent.n8nTable('emptied')
    for (const text of ['one', 'two', 'three']) await agent.say('emptied', 'a', 'human', text)
    const wire = wireTo('emptied')
    const first = await receiveAll(wire, null)
    await agent.run('truncate emptied restart identity')
    await agent.say('emptied', 'a', 'human', 'another one')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(words(second), ['another one'])
    assert.deepEqual(second.incidents, [{ kind: 'cursor_expired', details: { reason: 'rows_replaced' } }])
    assert.ok(!first.externalIds.includes(second.externalIds[0] ?? ''))
    assert.notEqual(first.messages[0]?.wireId, second.messages[0]?.wireId)
  })

  describe('was set back to an earlier state, and gives the ids that it gave since to others', () => {
    const setBack = async (name: string) => {
      await agent.n8nTable(name)
      for (const session of ['a', 'b', 'c', 'd']) await agent.say(name, session, 'human', `from ${session}`)
      const wire = wireTo(name)
      const first = await receiveAll(wire, null)
      await agent.run(`delete from ${name} where id > 2`)
      await agent.run(`select setval('${name}_id_seq', 2)`)
      return { wire, first, say: (session: string) => agent.say(name, session, 'human', `from ${session}`) }
    }

    it('and more of them: all of those come in, and it says so', async () => {
      const { wire, first, say } = await setBack('set_back_far')
      for (const session of ['e', 'f', 'g']) await say(session)
      const second = await receiveAll(wire, first.cursor)
      assert.deepEqual(words(second), ['from e', 'from f', 'from g'])
      assert.deepEqual(second.incidents, [{ kind: 'cursor_expired', details: { reason: 'ids_given_twice' } }])
      await say('h')
      const third = await receiveAll(wire, second.cursor)
      assert.deepEqual([words(third), third.incidents], [['from h'], []])
    })

    it('and fewer so far', async () => {
      const { wire, first, say } = await setBack('set_back_near')
      await say('e')
      const second = await receiveAll(wire, first.cursor)
      assert.deepEqual(words(second), ['from e'])
      await say('f')
      assert.deepEqual(words(await receiveAll(wire, second.cursor)), ['from f'])
    })

    it('and none yet when it was looked at', async () => {
      const { wire, first, say } = await setBack('set_back_now')
      const second = await receiveAll(wire, first.cursor)
      assert.deepEqual([words(second), second.incidents], [[], []])
      await say('e')
      assert.deepEqual(words(await receiveAll(wire, second.cursor)), ['from e'])
    })
  })

  it('was restored from a dump elsewhere: all is listed under the ids it had', async () => {
    await agent.n8nTable('moved')
    for (const text of ['one', 'two', 'three']) await agent.say('moved', 'a', 'human', text)
    const first = await receiveAll(wireTo('moved'), null)
    await using other = await openAgentDatabase(await server.ordinaryDatabase())
    await other.run('create table moved (id serial primary key, session_id varchar(255), message jsonb)')
    const rows = await agent.run('select id, session_id, message::text from moved where id <> 2')
    for (const { id, session_id, message } of rows)
      await other.run('insert into moved values ($1, $2, $3)', [id, session_id, message])
    await using wire = openChatHistory({ url: other.url, table: 'moved', crew: 'harbor-intake' }, { clock })
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(second.incidents, [{ kind: 'cursor_expired', details: { reason: 'database_changed' } }])
    assert.deepEqual(second.externalIds, [first.externalIds[0], first.externalIds[2]])
  })

  it('was made anew under its name', async () => {
    await agent.n8nTable('remade')
    await agent.say('remade', 'a', 'human', 'first life')
    const wire = wireTo('remade')
    const first = await receiveAll(wire, null)
    await agent.run('drop table remade')
    await agent.n8nTable('remade')
    await agent.say('remade', 'a', 'human', 'second life')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(words(second), ['second life'])
    assert.deepEqual(second.incidents, [{ kind: 'cursor_expired', details: { reason: 'table_replaced' } }])
  })

  it('is the same when it was only cleaned up, rewritten, or its sessions deleted', async () => {
    await agent.n8nTable('tidied')
    for (const session of ['a', 'b', 'c']) await agent.say('tidied', session, 'human', `from ${session}`)
    const wire = wireTo('tidied')
    const first = await receiveAll(wire, null)
    await agent.run(`delete from tidied where session_id in ('b', 'c')`)
    await agent.run('vacuum full tidied')
    await agent.run(`update tidied set message = message || '{"additional_kwargs":{"status":"read"}}'`)
    await agent.say('tidied', 'd', 'human', 'from d')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual([words(second), second.incidents], [['from d'], []])
  })

  it('has a time column now, or another type: it says so and goes on', async () => {
    await agent.n8nTable('changing')
    await agent.say('changing', 'a', 'human', 'one')
    const wire = wireTo('changing')
    const first = await receiveAll(wire, null)
    await agent.run('alter table changing add column created_at timestamptz default now()')
    await agent.run('alter table changing alter column message type json')
    await agent.say('changing', 'a', 'human', 'two')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual(words(second), ['two'])
    assert.deepEqual(second.incidents, [
      {
        kind: 'layout_changed',
        details: {
          before: 'id int4, session_id varchar, message jsonb',
          now: 'id int4, session_id varchar, message json, created_at timestamptz',
        },
      },
    ])
    const again = await receiveAll(wire, null)
    assert.deepEqual(again.externalIds, [...first.externalIds, ...second.externalIds])
    assert.deepEqual((await receiveAll(wire, second.cursor)).incidents, [])
  })

  it('has a place that nobody can read: all is listed again', async () => {
    const wire = wireTo('changing')
    const { listed, incidents } = await receiveAll(wire, { v: 7, from: 'the future' })
    assert.deepEqual(
      [listed, incidents],
      [2, [{ kind: 'cursor_expired', details: { reason: 'cursor_unreadable' } }]],
    )
  })

  it('holds rows that were written by hand, far ahead or where we had passed: they come in, and it is told', async () => {
    await agent.n8nTable('meddled')
    for (const text of ['one', 'two']) await agent.say('meddled', 'a', 'human', text)
    const wire = wireTo('meddled')
    const first = await receiveAll(wire, null)
    const put = (id: number, content: string) =>
      agent.run(`insert into meddled (id, session_id, message) values ($1, 'a', $2)`, [
        id,
        JSON.stringify({ type: 'human', content }),
      ])
    await put(1_000_000, 'far ahead')
    const second = await receiveAll(wire, first.cursor)
    assert.deepEqual([words(second), second.incidents], [['far ahead'], []])
    await agent.say('meddled', 'a', 'human', 'three')
    const third = await receiveAll(wire, second.cursor)
    assert.deepEqual(
      [words(third), third.incidents],
      [['three'], [{ kind: 'gap_found', details: { rows: 1 } }]],
    )
    assert.deepEqual(await wire.countRows(third.cursor, { signal }), {
      rows: 4,
      handedOver: 4,
      unseen: 0,
      missed: 0,
    })
    await agent.say('meddled', 'a', 'human', 'four')
    const forgetful = { ...third.cursor, unseen: { tail: '1000001', waiting: [], watched: '' } }
    assert.deepEqual(await wire.countRows(forgetful, { signal }), {
      rows: 5,
      handedOver: 4,
      unseen: 0,
      missed: 1,
    })
  })
})
