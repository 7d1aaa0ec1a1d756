import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import type { Store } from '../store/store.ts'
import { looksLikeAddress, normalizeAddress, showAddress } from './address.ts'
import { normalizeAddresses } from './address-cache.ts'

const cases: [written: string, region: string, kind: string, value: string][] = [
  ['(512) 555-0142', 'US', 'phone', '+15125550142'],
  ['512.555.0142', 'US', 'phone', '+15125550142'],
  ['1 512 555 0142', 'US', 'phone', '+15125550142'],
  ['17323211010', 'US', 'phone', '+17323211010'],
  ['++16175551234', 'US', 'phone', '+16175551234'],
  ['tel:+15125550142', 'US', 'phone', '+15125550142'],
  ['\u202a+1 512-555-0142\u202c', 'US', 'phone', '+15125550142'],
  ['+1 512 555 0142 ext. 5', 'US', 'phone', '+15125550142'],
  ['011 44 20 7946 0958', 'US', 'phone', '+442079460958'],
  ['+44 (0)20 7946 0958', 'US', 'phone', '+442079460958'],
  ['+48512123456', 'US', 'phone', '+48512123456'],
  ['48512123456', 'US', 'phone', '+48512123456'],
  ['512 123 456', 'PL', 'phone', '+48512123456'],
  ['022 123 45 67', 'PL', 'phone', '+48221234567'],
  ['0048 512 123 456', 'PL', 'phone', '+48512123456'],
  ['54321', 'US', 'short_code', '54321'],
  ['112', 'PL', 'short_code', '112'],
  ['John@Example.COM', 'US', 'email', 'john@example.com'],
  ['174074978', 'US', 'other', '174074978'],
  ['555-0142', 'US', 'other', '555-0142'],
  ['1-800-FLOWERS', 'US', 'other', '1-800-FLOWERS'],
  ['Anybody Hyphen-Name', 'US', 'other', 'Anybody Hyphen-Name'],
  ['512-555-0142 / 512-555-0143', 'US', 'other', '512-555-0142 / 512-555-0143'],
  ['', 'US', 'other', ''],
]

describe('reading addresses', () => {
  for (const [written, region, kind, value] of cases) {
    it(`${JSON.stringify(written)} in ${region} is the ${kind} ${value}`, () => {
      assert.deepEqual(normalizeAddress(written, region), { kind, value })
    })
  }

  it('the stored form is read as itself, and so is the form shown', () => {
    for (const [written, region] of cases) {
      const address = normalizeAddress(written, region)
      assert.deepEqual(normalizeAddress(address.value, region), address)
      if (address.kind === 'phone') assert.deepEqual(normalizeAddress(showAddress(address), region), address)
    }
  })

  it('whatever is thrown at it, it answers with something short that it reads as itself', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 400 }),
      fc.stringMatching(/^[+0-9 ().\-/x#a-c@]{0,30}$/),
    )
    fc.assert(
      fc.property(anything, fc.constantFrom('US', 'PL', 'ZZ'), (written, region) => {
        const address = normalizeAddress(written, region)
        assert.ok(
          address.value.length <= 254 && address.value.isWellFormed() && !address.value.includes('\0'),
        )
        assert.deepEqual(normalizeAddress(address.value, region), address)
        if (address.kind === 'phone') assert.match(address.value, /^\+\d{5,15}$/)
      }),
      { numRuns: 2_000 },
    )
  })

  it('letters never become digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z +0-9-]{1,20}$/), (written) => {
        if (/[A-Za-z]/.test(written.replace(/\s*x\d+$|\s*ext\d+$/i, '')))
          assert.ok(['other', 'email'].includes(normalizeAddress(written, 'US').kind), written)
      }),
      { numRuns: 1_000 },
    )
  })

  it('a number instead of a name is no name', () => {
    assert.ok(
      looksLikeAddress('+1 512-555-0142') && looksLikeAddress('a@b.pl') && !looksLikeAddress('Flat 3'),
    )
  })
})

describe('remembering how addresses were read', () => {
  let store: Store
  before(async () => {
    store = await openTestStore()
  })
  after(() => store[Symbol.asyncDispose]())

  it('the second time they come out of the table, and hostile ones do no harm', async () => {
    const firm = await newFirm(store)
    const written = [...cases.map(([text]) => text), 'x'.repeat(5000), 'half \ud83d', 'nul \0 byte', '54321']
    const first = await store.write(firm, (tx) => normalizeAddresses(tx, { region: 'US', written }))
    const kept = () =>
      store.read(firm, (db) => db.selectFrom('phoneNormalization').selectAll().orderBy('written').execute())
    const rows = await kept()
    assert.deepEqual(
      await store.write(firm, (tx) => normalizeAddresses(tx, { region: 'US', written })),
      first,
    )
    assert.deepEqual(await kept(), rows)
    assert.equal(first.size, new Set(written).size)
    assert.equal(rows.find((row) => row.written === '17323211010')?.value, '+17323211010')
  })

  it('what an older rule said is read anew', async () => {
    const firm = await newFirm(store)
    await store.write(firm, async (tx) => {
      await tx
        .insertInto('phoneNormalization')
        .values({ region: 'US', written: '17323211010', kind: 'other', value: '17323211010', version: 0 })
        .execute()
      const found = await normalizeAddresses(tx, { region: 'US', written: ['17323211010'] })
      assert.equal(found.get('17323211010')?.kind, 'phone')
    })
  })
})
