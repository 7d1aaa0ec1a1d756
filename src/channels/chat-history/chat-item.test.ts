import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { parseChatItem } from './chat-item.ts'
import { itemOf, rowDigest } from './row-item.ts'

const PATH = 'harbor-intake/public.n8n_chat_histories/17'
const AT = Date.parse('2026-03-04T12:00:00Z')

/** What comes out of a row with this message. */
function parse(message: unknown, more: Record<string, unknown> = {}) {
  const row = {
    crew: 'harbor-intake',
    row: '17-0123456789abcdef',
    session: 'web-1',
    atMs: AT,
    message,
    ...more,
  }
  return parseChatItem(PATH, Buffer.from(JSON.stringify(row)))
}

const said = (message: unknown) => {
  const [first] = parse(message).messages
  return first === undefined ? null : [first.kind, first.direction, first.text]
}

describe('a row of a chat table', () => {
  it('is a message with its session, its row and its time', () => {
    assert.deepEqual(parse({ type: 'human', content: 'No heat since noon', additional_kwargs: {} }), {
      messages: [
        {
          position: 0,
          kind: 'chat',
          atMs: AT,
          direction: 'in',
          sender: 'chat:harbor-intake:web-1',
          senderName: null,
          peer: 'chat:harbor-intake:web-1',
          peerName: null,
          group: null,
          text: 'No heat since noon',
          transcript: null,
          durationSeconds: null,
          attachments: [],
          labels: [],
          deleted: false,
          wireId: 'chat:harbor-intake:17-0123456789abcdef',
          sourceThread: 'chat:harbor-intake:web-1',
        },
      ],
      setAside: [],
    })
  })

  it('without a time has its latest, and its earliest where that is known', () => {
    const bounds = (more: Record<string, unknown>) => {
      const [message] = parse({ type: 'ai', content: 'Yes' }, { atMs: undefined, ...more }).messages
      return [message?.atMs, message?.notBeforeMs]
    }
    assert.deepEqual(bounds({ notBeforeMs: AT - 60_000, notAfterMs: AT }), [AT, AT - 60_000])
    assert.deepEqual(bounds({ notBeforeMs: null, notAfterMs: AT }), [AT, undefined])
  })

  it('says who said what, in every way it may be written', () => {
    assert.deepEqual(said({ type: 'human', content: 'a' }), ['chat', 'in', 'a'])
    assert.deepEqual(said({ type: 'ai', data: { content: 'a', type: 'ai' } }), ['chat', 'out', 'a'])
    assert.deepEqual(
      said({ lc: 1, id: ['langchain', 'schema', 'AIMessageChunk'], kwargs: { content: 'a' } }),
      ['chat', 'out', 'a'],
    )
    assert.deepEqual(said({ role: 'user', content: 'a' }), ['chat', 'in', 'a'])
    assert.deepEqual(said({ type: 'chat', role: 'assistant', content: 'a' }), ['chat', 'out', 'a'])
    assert.deepEqual(said('{"type":"human","content":"a"}'), ['chat', 'in', 'a'])
    assert.deepEqual(said(JSON.stringify(JSON.stringify({ type: 'human', content: 'a' }))), [
      'chat',
      'in',
      'a',
    ])
    assert.deepEqual(said({ type: 'system', content: 'Be kind' }), ['step', null, 'Be kind'])
    assert.deepEqual(said({ type: 'tool', content: '[]', tool_call_id: 'c' }), ['step', null, '[]'])
  })

  it('may be said in parts: words are kept, thoughts are not, and what is no words leaves its kind', () => {
    const { messages } = parse({
      type: 'human',
      content: [
        'It drips',
        { type: 'text', text: 'here:' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
        { type: 'text', text: { value: 'see?' } },
        { type: 'reasoning', text: 'They seem to be upset.' },
      ],
    })
    assert.deepEqual([messages[0]?.text, messages[0]?.labels], ['It drips\nhere:\nsee?', ['image_url']])
    assert.deepEqual(said({ type: 'human', content: [{ type: 'image_url' }] }), ['chat', 'in', ''])
  })

  it('may be an answer in a form of its own', () => {
    assert.deepEqual(said({ type: 'ai', content: { output: 'We can come.', action: null } }), [
      'chat',
      'out',
      'We can come.',
    ])
    assert.deepEqual(said({ type: 'ai', content: { eta: 16 } }), ['chat', 'out', '{"eta":16}'])
  })

  it('is a step when the agent calls a tool, however the call is written', () => {
    const calls = [
      { tool_calls: [{ name: 'book', args: { day: 'Thursday' } }] },
      {
        additional_kwargs: { tool_calls: [{ function: { name: 'book', arguments: '{"day":"Thursday"}' } }] },
      },
      { additional_kwargs: { function_call: { name: 'book', arguments: '{"day":"Thursday"}' } } },
    ]
    for (const call of calls)
      assert.deepEqual(said({ type: 'ai', content: '', ...call }), ['step', null, 'book {"day":"Thursday"}'])
    assert.deepEqual(said({ type: 'ai', content: 'Let me look.', tool_calls: [{ name: 'book' }] }), [
      'step',
      null,
      'Let me look.',
    ])
    assert.deepEqual(said({ type: 'ai', content: 'Done.', tool_calls: [] }), ['chat', 'out', 'Done.'])
  })

  it('tells the name of the person where the agent keeps it, and not the agent’s', () => {
    const name = (message: unknown) => parse(message).messages[0]?.peerName
    assert.equal(
      name({ type: 'human', content: 'a', additional_kwargs: { pushName: ' Anna Nowak ' } }),
      'Anna Nowak',
    )
    assert.equal(name({ type: 'human', content: 'a', name: 'Rosa' }), 'Rosa')
    assert.equal(name({ type: 'human', content: 'a', additional_kwargs: { name: '+15125550142' } }), null)
    assert.equal(name({ type: 'ai', content: 'a', name: 'Harbor agent' }), null)
  })

  it('that cannot be used is set aside with its reason', () => {
    const code = (message: unknown) => parse(message).setAside.map((piece) => piece.code)
    assert.deepEqual(code('words'), ['unreadable_row'])
    assert.deepEqual(code(7), ['unreadable_row'])
    assert.deepEqual(code(null), ['unreadable_row'])
    assert.deepEqual(code([]), ['unreadable_row'])
    assert.deepEqual(code({ content: 'whose?' }), ['unknown_sender'])
    assert.deepEqual(code({ type: 'alien', content: 'a' }), ['unknown_sender'])
    assert.deepEqual(code({ type: 'ai', content: '' }), ['no_text'])
    assert.deepEqual(code({ type: 'human' }), ['no_text'])
    assert.deepEqual(parseChatItem(PATH, Buffer.from('{')).setAside[0]?.code, 'unreadable_row')
    assert.deepEqual(
      parse({ type: 'human', content: 'a' }, { atMs: 'noon' }).setAside[0]?.code,
      'unreadable_row',
    )
  })

  it('never throws, and says nothing of the row in a reason', () => {
    const deep = (depth: number) => `${'['.repeat(depth)}"x"${']'.repeat(depth)}`
    for (const text of [deep(100_000), `{"type":"human","content":${deep(100_000)}}`, '"\\ud800"']) {
      const bytes = Buffer.from(`{"crew":"c","row":"1","session":"s","atMs":1,"message":${text}}`)
      const { messages, setAside } = parseChatItem(PATH, bytes)
      assert.equal(messages.length + setAside.length, 1)
    }
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, session) => {
        const message = { type: 'ai', ...(typeof value === 'object' ? value : { content: value }) }
        const { messages, setAside } = parse(message, { session })
        assert.equal(messages.length + setAside.length, 1)
      }),
      { numRuns: 500, seed: 4 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        assert.equal(parseChatItem(PATH, Buffer.from(bytes)).setAside.length, 1)
      }),
      { numRuns: 500, seed: 5 },
    )
  })
})

describe('the item of a row', () => {
  const row = { id: '17', session: '15125550142@s.whatsapp.net', bytes: 30, atMs: null, byMs: null }
  const options = { crew: 'harbor intake', table: 'public.n8n', owner: undefined }
  const bounds = { notBeforeMs: null, notAfterMs: AT }

  it('says nothing of the person where it lies, nor in its id', () => {
    const message = '{"type":"human","content":"No heat"}'
    const made = itemOf({ ...row, message, digest: rowDigest(row.session, message) }, bounds, options)
    assert.ok('item' in made)
    assert.equal(made.item.path, 'harbor%20intake/public.n8n/17')
    assert.match(made.item.externalId, /^17-[0-9a-f]{16}$/)
    assert.equal(parseChatItem(made.item.path, made.item.bytes).messages[0]?.peer, '+15125550142')
    const byName = itemOf({ ...row, id: 'wamid.15125550142', message, digest: 'd' }, bounds, options)
    assert.ok('item' in byName)
    assert.doesNotMatch(`${byName.item.path} ${byName.item.externalId}`, /5550142/)
  })

  it('has the same id wherever the row is read, and another when it is another row', () => {
    const digest = (message: string) => rowDigest('s', message)
    const first = digest('{"type":"human","content":"No heat","additional_kwargs":{}}')
    assert.equal(
      digest('{"content": "No heat", "type": "human", "additional_kwargs": {"status": "read"}}'),
      first,
    )
    assert.equal(digest('"{\\"type\\":\\"human\\",\\"content\\":\\"No heat\\"}"'), first)
    assert.notEqual(digest('{"type":"human","content":"No hot water"}'), first)
    assert.notEqual(rowDigest('t', '{"type":"human","content":"No heat"}'), first)
    assert.equal(
      digest('{"content":[{"type":"text","text":"a"}]}'),
      digest('{"content":[{"text":"a","type":"text"}]}'),
    )
    assert.notEqual(digest('not json'), digest('not json either'))
    assert.equal(digest('{"type":"human","content":"No heat"}'), '63a5f1859aff259d')
  })
})
