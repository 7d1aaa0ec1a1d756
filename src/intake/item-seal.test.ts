import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { sha256 } from '../base/bytes.ts'
import { newKey } from '../base/cipher.ts'
import { type ItemColumns, openItemSeal, openLines, sealLines } from './intake.ts'

const harbor = '0190a000-0000-7000-8000-0000000000aa'
const mokotow = '0190a000-0000-7000-8000-0000000000bb'
const office = '0190a000-0000-7000-8000-0000000000cc'
const page = '0190a000-0000-7000-8000-000000000001'
const other = '0190a000-0000-7000-8000-000000000002'
const words = Buffer.from('Mrs Alvarez: the boiler at Wisteria Lane 4471 leaks')
const row = { tenantId: harbor, id: page, sourceId: office }
const columns: ItemColumns = {
  externalId: sha256(words),
  path: 'Takeout/Voice/Calls/Mrs Alvarez - Text.html',
  encoding: 'deflate',
  body: deflateRawSync(words),
  details: { threadId: '18c2f0', labels: 'INBOX Alvarez' },
}
const itemSeal = openItemSeal(newKey(), { sealsNew: true })
const sealed = itemSeal.seal(row, columns)

describe('what came in, sealed', () => {
  it('opens to what it was, and shows nothing of it', () => {
    assert.deepEqual(itemSeal.open(row, sealed), columns)
    assert.ok(itemSeal.bytes({ ...row, ...sealed }).equals(words))
    const shown = JSON.stringify({ ...sealed, body: sealed.body.toString('latin1') })
    for (const word of ['Alvarez', 'Wisteria', 'Takeout', '18c2f0', 'INBOX', columns.externalId])
      assert.ok(!shown.includes(word), word)
    assert.ok(!sealed.body.includes(columns.body.subarray(2, 12)))
  })

  it('is sealed once, and empty where it was emptied', () => {
    assert.equal(itemSeal.seal(row, sealed), sealed)
    const empty = { ...columns, encoding: 'identity', body: Buffer.alloc(0), details: null }
    const still = itemSeal.seal(row, empty)
    assert.equal(still.body.length, 0)
    assert.deepEqual(itemSeal.open(row, still), empty)
    const asItIs = { ...columns, encoding: 'identity', body: words }
    assert.deepEqual(itemSeal.open(row, itemSeal.seal(row, asItIs)), asItIs)
  })

  it('does not open in another row, for another firm, as another column, changed, or under another key', () => {
    const damaged = { code: 'item_damaged' }
    const bytes = (at: object) => itemSeal.bytes({ ...row, ...sealed, ...at })
    assert.throws(() => bytes({ id: other }), damaged)
    assert.throws(() => bytes({ tenantId: mokotow }), damaged)
    assert.throws(() => bytes({ body: sealed.body.subarray(0, -1) }), damaged)
    assert.throws(() => bytes({ body: Buffer.from(sealed.path, 'base64') }), damaged)
    assert.throws(() => itemSeal.place({ ...row, ...sealed, id: other }), damaged)
    assert.throws(() => itemSeal.place({ ...row, ...sealed, path: 'Takeout/x.html' }), damaged)
    assert.throws(() => itemSeal.details({ ...row, ...sealed, details: { sealed: sealed.path } }), damaged)
    const stranger = openItemSeal(newKey(), { sealsNew: true })
    assert.throws(() => stranger.bytes({ ...row, ...sealed }), damaged)
  })

  it('is named by what nobody can try who guesses a short text, unless its source named it', () => {
    assert.equal(sealed.externalId, itemSeal.nameOf(office, columns.externalId))
    assert.notEqual(itemSeal.nameOf(other, columns.externalId), sealed.externalId)
    const byContent = '4711-0123456789abcdef'
    assert.notEqual(itemSeal.nameOf(office, byContent), byContent)
    for (const given of ['18c2f0a1b2c3d4e5', 'sent:0190a000-0000-7000-8000-000000000001', page])
      assert.equal(itemSeal.nameOf(office, given), given)
  })

  it('leaves a firm as PostgreSQL wrote it before, to the byte', () => {
    const line = `{"id": "${page}", "body": "\\\\x${columns.body.toString('hex')}", "path": "Zażółć \\"gęślą\\"\\n\\u0001/x", "bytes": 51, "run_id": "${other}", "details": {"b": "1", "aa": "2"}, "encoding": "deflate", "source_id": "${office}", "external_id": "4711", "received_at": "2026-03-01T10:00:00+00:00"}`
    const [kept = ''] = sealLines(itemSeal, { tenantId: harbor, lines: [line] })
    assert.ok(!kept.includes('gęślą') && kept.includes('"sealed"'))
    assert.deepEqual(openLines(itemSeal, { tenantId: harbor, lines: [kept] }), [line])
    assert.throws(() => openLines(itemSeal, { tenantId: mokotow, lines: [kept] }), { code: 'item_damaged' })
    const plainly = openItemSeal(newKey(), { sealsNew: false })
    assert.deepEqual(sealLines(plainly, { tenantId: harbor, lines: [line] }), [line])
    assert.deepEqual(openLines(plainly, { tenantId: harbor, lines: [line] }), [line])
  })
})
