import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { fromBufferPromise } from 'yauzl'
import { systemClock } from '../../src/base/clock.ts'
import { openCalendar } from '../../src/demo/calendar.ts'
import { openChance } from '../../src/demo/chance.ts'
import { callPage, type Party, type Text, textPage } from '../../src/demo/page.ts'
import { drawPicture } from '../../src/demo/picture.ts'
import { forgetFiles, openMediaFolder } from '../../src/inbox/inbox.ts'
import { applyRetention } from '../../src/privacy/privacy.ts'
import { writeZip } from '../kit/archive.ts'
import { assertSourceCounts } from '../kit/source-counts.ts'
import { temporaryFolder } from '../kit/store.ts'
import { finish, start, upload } from './api-messages.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, startApi } from './api-server.ts'

const ZONE = 'America/Chicago'
const OWNER = '+16095550100'
const rosa: Party = { number: '+16095550111', name: 'Rosa Delgado' }
const rosaAtWork: Party = { number: '+16095550112', name: 'Rosa Delgado Bakery' }
/** Written down by hand; no message came from it. */
const rosaByHand: Party = { number: '+16095550119', name: 'Somebody' }
const bob: Party = { number: '+16095550121', name: 'Bob Lindqvist' }
const ana: Party = { number: '+16095550131', name: 'Ana Petrova' }
const calendar = openCalendar(ZONE)
const at = (text: string) => Date.parse(text)

/** Words of Rosa's, or by which she is known; none of them may be left. */
const HERS = [
  'Delgado',
  'Rosa',
  '6095550111',
  '609) 555-0111',
  '6095550112',
  'alarm code is 4471',
  'behind the blue door',
  'marzipan oven',
  'I can bring the ladder',
  '6095550119',
  '609) 555-0119',
  '555-0118',
  'marigold',
  'Marigold',
  'gate 9083',
]

type Piece = { name: string; data: Buffer }
const place = (name: string) => `Takeout/Voice/Calls/${name}`
const said = (when: string, from: Party | null, text: string): Text => ({
  atMs: at(when),
  from,
  text,
  attachments: [],
})
const stamp = (when: string) => new Date(at(when)).toISOString().slice(0, 19).replaceAll(':', '_').concat('Z')
function texts(party: Party, list: Text[], group: Party[] | null = null): Piece {
  const first = new Date(list[0]?.atMs ?? 0).toISOString()
  const page = textPage(
    { name: party.name, group, texts: list, labels: ['sms'], deleted: false },
    OWNER,
    calendar,
  )
  const name = group === null ? `${party.name} - Text` : 'Group Conversation'
  return { name: place(`${name} - ${stamp(first)}.html`), data: Buffer.from(page) }
}
const picture = (name: string): Piece => ({ name: place(name), data: drawPicture('ceiling', openChance(1)) })

const reference = `Rosa Delgado - Text - ${stamp('2026-01-10T15:00:00Z')}-1-1`
/** What Ken's phone has kept. */
const archive: Piece[] = [
  texts(rosa, [
    {
      ...said('2026-01-10T15:00:00Z', rosa, 'The alarm code is 4471'),
      attachments: [{ kind: 'image', reference }],
    },
    said('2026-01-10T15:05:00Z', null, 'Thanks Rosa, we come to Delgado house at 3'),
    said('2026-01-10T15:06:00Z', rosa, 'It is behind the blue door'),
  ]),
  picture(`${reference}.png`),
  {
    name: place(`Rosa Delgado - Voicemail - ${stamp('2026-01-12T09:00:00Z')}.html`),
    data: Buffer.from(
      callPage(
        {
          kind: 'voicemail',
          party: rosa,
          atMs: at('2026-01-12T09:00:00Z'),
          seconds: 20,
          transcript: 'This is Rosa about the marzipan oven',
          audio: null,
          labels: ['voicemail'],
        },
        calendar,
      ),
    ),
  },
  // Nobody answered, so this page does not tell her number.
  texts(rosa, [said('2026-01-20T10:00:00Z', null, 'Rosa, shall we come for the marzipan oven?')]),
  texts(rosaAtWork, [said('2026-01-21T10:00:00Z', rosaAtWork, 'Same Rosa, from the shop')]),
  texts(
    bob,
    [
      said('2026-01-15T10:00:00Z', bob, 'Who has a ladder for Friday?'),
      said('2026-01-15T10:01:00Z', rosa, 'I can bring the ladder'),
      said('2026-01-15T10:02:00Z', null, 'Great, see you all Friday'),
    ],
    [bob, rosa],
  ),
  texts(bob, [
    said('2026-01-16T10:00:00Z', bob, 'My sump pump hums'),
    said('2026-01-16T10:05:00Z', null, 'We will look at it'),
  ]),
  texts(ana, [said('2026-01-17T10:00:00Z', ana, 'Is Saturday free?')]),
]
/** A newer export: what was there, a little differently written, and what is new. */
const newer: Piece[] = [
  ...archive.map(({ name, data }) => ({
    name,
    data: name.endsWith('.html') ? Buffer.from(data.toString().replace('</body>', '\n</body>')) : data,
  })),
  texts(rosa, [said('2026-02-01T15:00:00Z', rosa, 'The alarm code is 4471 still, Rosa')]),
  texts(
    bob,
    [
      said('2026-02-02T10:00:00Z', bob, 'Ladder again?'),
      said('2026-02-02T10:01:00Z', rosa, 'I can bring the ladder'),
      said('2026-02-02T10:02:00Z', null, 'Thank you both'),
    ],
    [bob, rosa],
  ),
  texts(ana, [said('2026-02-03T10:00:00Z', ana, 'And Sunday?')]),
  texts(rosaByHand, [said('2026-02-04T10:00:00Z', rosaByHand, 'It is behind the blue door')]),
]

describe('a person who is erased', () => {
  let server: ApiServer
  let as: Credentials
  let firmId: string
  let rosaId: string
  const importing = (pieces: Piece[]) => importArchive(server, as, pieces)
  const ledger = async (runId: string) => (await server.ask('GET', `/api/sync/${runId}/ledger`, { as })).body
  before(async () => {
    server = await startApi({ works: true })
    ;({ as, firmId } = await claimForKen(server))
    assert.equal((await importing(archive)).status, 'completed')
    assert.equal((await importing(newer.slice(0, archive.length))).status, 'completed')
    const { items } = (await server.ask('GET', '/api/customers?q=Delgado', { as })).body
    const find = (name: string) => items.find((one: { name: string }) => one.name === name).id
    rosaId = find('Rosa Delgado')
    const merged = await server.ask('POST', `/api/customers/${rosaId}/merge`, {
      as,
      body: { absorbedId: find('Rosa Delgado Bakery') },
    })
    assert.equal(merged.status, 200)
    const hers = `/api/customers/${rosaId}`
    await server.ask('PATCH', hers, { as, body: { name: 'Mrs Rosa Delgado' } })
    const add = (address: string) => server.ask('POST', `${hers}/contact-points`, { as, body: { address } })
    assert.equal((await add('(609) 555-0119')).status, 200)
    const { contactPointId } = (await add('(609) 555-0118')).body
    assert.equal((await server.ask('DELETE', `${hers}/contact-points/${contactPointId}`, { as })).status, 200)
    const property = { address: '17 Marigold Ln, Trenton', accessNote: 'gate 9083' }
    assert.equal((await server.ask('POST', `${hers}/properties`, { as, body: property })).status, 200)
  })
  after(() => server[Symbol.asyncDispose]())

  it('is there before', async () => {
    const left = await leftOf(server, firmId)
    for (const word of ['Delgado', '6095550111', 'alarm code is 4471', 'I can bring the ladder'])
      assert.ok(left.has(word), word)
  })

  it('is given all that is kept about her, to read in any browser, and nobody else’s words', async () => {
    const response = await fetch(`${server.url}/api/customers/${rosaId}/export`, {
      method: 'POST',
      headers: as as { cookie: string },
    })
    assert.equal(response.status, 200)
    const entries = await unzipped(Buffer.from(await response.arrayBuffer()))
    const names = [...entries.keys()]
    assert.equal(names.filter((name) => name.startsWith('files/')).length, 1)
    assert.equal(names.filter((name) => name.startsWith('as-received/')).length, 4)
    const [page, data] = [
      entries.get('index.html')?.toString() ?? '',
      entries.get('data.json')?.toString() ?? '',
    ]
    for (const text of [
      'The alarm code is 4471',
      'I can bring the ladder',
      'This is Rosa about the marzipan oven',
      '+16095550119',
      '17 Marigold Ln, Trenton',
      'gate 9083',
    ])
      for (const where of [page, data]) assert.ok(where.includes(text), text)
    assert.match(page, /<html lang="en">/)
    assert.match(page, /\+16095550111/)
    assert.deepEqual(JSON.parse(data).messages.length, 7)
    for (const other of ['Who has a ladder', 'sump pump', 'Petrova', 'Lindqvist'])
      for (const [name, bytes] of entries) assert.ok(!bytes.includes(other), `${other} in ${name}`)
    const [told] = await server.audit.list({ tenantId: firmId, limit: 1, action: 'customer.exported' })
    assert.deepEqual(told?.subject, { kind: 'customer', id: rosaId })
  })

  it('can be erased by an owner or a manager, and by nobody while an import runs', async () => {
    const dana = await joinAs(server, as, 'dispatcher')
    const erase = (who: Credentials) =>
      server.ask('POST', `/api/customers/${rosaId}/erase`, { as: who, body: {} })
    assert.equal((await erase(dana)).body.error.code, 'not_permitted')
    const run = `(select id from run where tenant_id = '${firmId}' order by made_at limit 1)`
    await server.store.pool.query(
      `update run set status = 'running', lease_until = now() + interval '1 hour' where id = ${run}`,
    )
    assert.equal((await erase(as)).body.error.code, 'import_running')
    await server.store.pool.query(`update run set status = 'completed' where id = ${run}`)
  })

  it('is gone from everything the firm keeps; what others wrote is there', async () => {
    const erased = await server.ask('POST', `/api/customers/${rosaId}/erase`, {
      as,
      body: { reason: 'asked to be forgotten, letter of 3 March' },
    })
    assert.equal(erased.status, 200, erased.text)
    assert.equal(erased.body.messages, 7)
    assert.equal(erased.body.files, 1)
    await assertSourceCounts(server.store, 5)
    assert.deepEqual([...(await leftOf(server, firmId))], [])
    assert.equal((await server.ask('GET', `/api/customers/${rosaId}`, { as })).status, 404)
    const media = await readdir(join(server.dataDir, 'media'), { recursive: true, withFileTypes: true })
    assert.deepEqual(
      media.filter((entry) => entry.isFile()),
      [],
    )
    const all = await allTexts(server, as)
    assert.deepEqual(all, [
      'Great, see you all Friday',
      'Is Saturday free?',
      'My sump pump hums',
      'We will look at it',
      'Who has a ladder for Friday?',
    ])
    assert.equal((await server.audit.verify({ tenantId: firmId })).faultCount, 0)
    const [told] = await server.audit.list({ tenantId: firmId, limit: 1, action: 'customer.erased' })
    assert.equal(told?.reason, 'asked to be forgotten, letter of 3 March')
    const again = await server.ask('POST', `/api/customers/${rosaId}/erase`, { as, body: {} })
    assert.equal(again.body.error.code, 'customer_not_found')
  })

  it('is not known by the names of pages either, when an import breaks off that holds them', async () => {
    const { pool } = server.store
    await pool.query(`
      create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$;
      create trigger break_off before insert on raw_item for each row execute function break_off()`)
    const run = await importing(newer)
    await pool.query('drop trigger break_off on raw_item; drop function break_off()')
    assert.equal(run.status, 'failed')
    assert.deepEqual([...(await leftOf(server, firmId))], [])
  })

  it('does not come back with the same archive, nor with a newer one; what is new of others comes in', async () => {
    const same = await importing(archive)
    assert.equal(same.status, 'completed', JSON.stringify(same.error))
    const first = await ledger(same.syncId)
    assert.equal(first.addsUp, true)
    assert.equal(first.sourceAgrees, true)
    assert.equal(first.stored, 0)
    assert.equal(first.rejected, 7)
    assert.deepEqual(
      first.reasons.map(({ code }: { code: string }) => code),
      ['person_erased'],
    )
    const more = await importing(newer)
    assert.equal(more.status, 'completed', JSON.stringify(more.error))
    assert.equal((await ledger(more.syncId)).stored, 3)
    await assertSourceCounts(server.store, 8)
    assert.deepEqual([...(await leftOf(server, firmId))], [])
    const all = await allTexts(server, as)
    assert.deepEqual(all, [
      'And Sunday?',
      'Great, see you all Friday',
      'Is Saturday free?',
      'Ladder again?',
      'My sump pump hums',
      'Thank you both',
      'We will look at it',
      'Who has a ladder for Friday?',
    ])
  })

  it('leaves no file behind when the program was killed before its bytes were removed', async () => {
    const media = openMediaFolder(join(server.dataDir, 'media'), server.secrets.bulkKey('media'))
    const { sha256, bytes } = await media.keepBytes(firmId, Buffer.from('her picture'))
    await server.store.write(firmId, (tx) =>
      tx
        .insertInto('media')
        .values({ sha256, bytes, mediaType: 'image/png', storedAt: new Date(), forgottenAt: new Date() })
        .execute(),
    )
    // An import may be bringing in the very same picture of somebody else's.
    const run = `(select id from run where tenant_id = '${firmId}' order by made_at limit 1)`
    await server.store.pool.query(
      `update run set status = 'running', lease_until = now() + interval '1 hour' where id = ${run}`,
    )
    await forgetFiles({ store: server.store, media }, firmId)
    assert.equal(await media.size(firmId, sha256), bytes)
    await server.store.pool.query(`update run set status = 'completed' where id = ${run}`)
    await forgetFiles({ store: server.store, media }, firmId)
    assert.equal(await media.size(firmId, sha256), undefined)
    await forgetFiles({ store: server.store, media }, firmId)
    const { rows } = await server.store.pool.query('select 1 from media where sha256 = $1', [sha256])
    assert.deepEqual(rows, [])
  })

  it('stays out of a dry run as well, which says so', async () => {
    using folder = temporaryFolder()
    const path = await writeZip(join(folder.path, 'takeout.zip'), newer)
    const uploadId = await upload(server, as, { 'takeout.zip': await readFile(path) })
    const run = await finish(server, as, await start(server, as, { uploadId, dryRun: true }))
    assert.equal(run.status, 'completed')
    assert.equal(run.progress.stored, 0)
    assert.deepEqual([...(await leftOf(server, firmId))], [])
  })
})

describe('a person who is erased, of whom more came than their own pages', () => {
  const orphan = (name: string) => ({
    name: place(`${name} - Text - ${stamp('2026-05-10T15:00:00Z')}-1-1.png`),
    data: drawPicture('ceiling', openChance(7)),
  })
  const broken = (name: string) => ({
    name: place(`${name} - Text - ${stamp('2026-03-01T00:00:00Z')}.html`),
    data: Buffer.from(`<html><body>${name}: the alarm code is 4471`),
  })
  const ruth: Party = { number: '+16095550141', name: 'Ruth' }
  const ladder = [
    said('2026-01-18T10:00:00Z', bob, 'Who has a ladder?'),
    said('2026-01-18T10:02:00Z', rosa, 'I can bring the ladder'),
  ]
  const pieces: Piece[] = [
    texts(rosa, [said('2026-01-10T15:00:00Z', rosa, 'The alarm code is 4471')]),
    texts(ruth, [said('2026-01-11T15:00:00Z', ruth, 'Good morning')]),
    texts(bob, [said('2026-01-16T10:00:00Z', bob, 'My sump pump hums')]),
    // She is only listening here.
    texts(bob, [said('2026-01-15T10:00:00Z', bob, 'Hello all')], [bob, rosa, ana]),
    texts(bob, ladder, [bob, rosa]),
    // Nothing here can be read, no page refers to the pictures, and one is called after the number.
    ...['Rosa Delgado', 'Ruth'].flatMap((name) => [broken(name), orphan(name)]),
    orphan('+16095550111'),
  ]
  const grown = texts(bob, [...ladder, said('2026-01-18T10:03:00Z', bob, 'Thank you')], [bob, rosa])
  let server: ApiServer
  let as: Credentials
  let firmId: string
  const find = async (name: string) => {
    const { items } = (await server.ask('GET', '/api/customers?limit=200', { as })).body
    return items.find((one: { name: string }) => one.name === name).id
  }
  const files = async () => {
    const media = await readdir(join(server.dataDir, 'media'), { recursive: true, withFileTypes: true })
    return media.filter((entry) => entry.isFile()).length
  }
  const left = () => leftOf(server, firmId, [...HERS, 'Ruth'])
  before(async () => {
    server = await startApi({ works: true })
    ;({ as, firmId } = await claimForKen(server))
    // The same pages in two parts of one export, and a page that has grown since.
    assert.equal((await importArchive(server, as, pieces, pieces)).status, 'completed')
    assert.equal((await importArchive(server, as, [grown])).status, 'completed')
    assert.equal(await files(), 1)
    // Her name and number are evidence for what others' addresses were linked by, also before changes of hand.
    const called = 'Rosa "Rosie" Delgado'
    const [rosaId, bobId, anaId] = [
      await find('Rosa Delgado'),
      await find('Bob Lindqvist'),
      await find('Ana Petrova'),
    ]
    await server.ask('PATCH', `/api/customers/${rosaId}`, { as, body: { name: called } })
    const evidence = JSON.stringify([{ what: 'name', detail: `“${called}” and +16095550111` }])
    await server.store.pool.query('update contact_point set link_evidence = $1 where customer_id <> $2', [
      evidence,
      rosaId,
    ])
    const { body: points } = await server.ask('GET', `/api/customers/${bobId}`, { as })
    const moved = await server.ask('POST', `/api/contact-points/${points.contactPoints[0].id}/reassign`, {
      as,
      body: { customerId: anaId },
    })
    assert.equal(moved.status, 200, moved.text)
    await server.ask('POST', `/api/customer-moves/${moved.body.moveId}/undo`, { as })
    const merged = await server.ask('POST', `/api/customers/${bobId}/merge`, {
      as,
      body: { absorbedId: anaId },
    })
    assert.equal(merged.status, 200, merged.text)
    const undone = await server.ask('POST', `/api/customer-merges/${merged.body.mergeId}/undo`, { as })
    assert.equal(undone.status, 200, undone.text)
  })
  after(() => server[Symbol.asyncDispose]())

  it('leaves nothing in pages of groups, of which others wrote all, nor in what could not be read, nor in lone files', async () => {
    for (const name of ['Rosa "Rosie" Delgado', 'Ruth']) {
      const erased = await server.ask('POST', `/api/customers/${await find(name)}/erase`, { as, body: {} })
      assert.equal(erased.status, 200, erased.text)
    }
    assert.deepEqual([...(await left())], [])
    assert.equal(await files(), 0)
    const all = ['Hello all', 'My sump pump hums', 'Thank you', 'Who has a ladder?']
    assert.deepEqual(await allTexts(server, as), all)
  })

  it('does not come back by these either, and the ledger adds up', async () => {
    const again = await importArchive(server, as, pieces, pieces)
    assert.equal(again.status, 'completed', JSON.stringify(again.error))
    const ledger = (await server.ask('GET', `/api/sync/${again.syncId}/ledger`, { as })).body
    assert.deepEqual([ledger.addsUp, ledger.sourceAgrees, ledger.stored], [true, true, 0])
    assert.deepEqual([...(await left())], [])
    assert.equal(await files(), 0)
  })
})

async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const entries = new Map<string, Buffer>()
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  for await (const entry of zip.eachEntry())
    entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return entries
}

describe('a person whose name is part of another', () => {
  it('is erased from the evidence that names them, and from no other', async () => {
    await using server = await startApi({ works: true })
    const { as } = await claimForKen(server)
    const ann: Party = { number: '+16095550151', name: 'Ann' }
    const asks = (party: Party) =>
      texts(party, [said('2026-01-10T15:00:00Z', party, `It is ${party.number}`)])
    assert.equal((await importArchive(server, as, [ann, bob, ana].map(asks))).status, 'completed')
    const tell = (party: Party, detail: string) =>
      server.store.pool.query('update contact_point set link_evidence = $1 where value = $2', [
        JSON.stringify([{ what: 'name', detail }]),
        party.number,
      ])
    await tell(bob, 'called “Joanna Hall”, +160955501512')
    await tell(ana, 'came with “Ann”')
    const { items } = (await server.ask('GET', '/api/customers', { as })).body
    const { id } = items.find(({ name }: { name: string }) => name === 'Ann')
    assert.equal((await server.ask('POST', `/api/customers/${id}/erase`, { as, body: {} })).status, 200)
    const { rows } = await server.store.pool.query<{ value: string; told: boolean }>(
      'select value, link_evidence is not null as told from contact_point order by value',
    )
    assert.deepEqual(rows, [
      { value: bob.number, told: true },
      { value: ana.number, told: false },
    ])
  })
})

describe('what a firm does not want to keep for ever', () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString()
  const reference = `Ana Petrova - Text - ${stamp(daysAgo(60))}-1-1`
  const pieces: Piece[] = [
    texts(bob, [said(daysAgo(400), bob, 'My sump pump hums'), said(daysAgo(399.9), null, 'We will look')]),
    texts(ana, [
      { ...said(daysAgo(60), ana, 'Here is the boiler plate'), attachments: [{ kind: 'image', reference }] },
      said(daysAgo(59.9), null, 'Thank you'),
    ]),
    picture(`${reference}.png`),
    texts(ana, [said(daysAgo(1), ana, 'Is Saturday free?')]),
  ]

  it('goes when its time is over: by an owner’s choice, told in the trail, once', async () => {
    await using server = await startApi({ works: true })
    const { as, firmId } = await claimForKen(server)
    assert.equal((await importArchive(server, as, pieces)).status, 'completed')
    const manager = await joinAs(server, as, 'manager')
    const forEver = { messages: null, files: null, setAside: null, audit: null }
    assert.deepEqual((await server.ask('GET', '/api/retention', { as: manager })).body, forEver)
    const set = (who: Credentials, body: object) => server.ask('PUT', '/api/retention', { as: who, body })
    assert.equal((await set(manager, forEver)).body.error.code, 'not_permitted')
    assert.equal((await set(as, { ...forEver, messages: 1 })).status, 400)
    const media = openMediaFolder(join(server.dataDir, 'media'), server.secrets.bulkKey('media'))
    const apply = () =>
      applyRetention({ ...server, clock: systemClock, media }, { tenantId: firmId, timeoutHours: 24 })
    assert.deepEqual(await apply(), { messages: 0, files: 0, setAside: 0, audit: 0 })

    assert.equal((await set(as, { ...forEver, messages: 365 })).status, 200)
    assert.deepEqual(await apply(), { messages: 2, files: 0, setAside: 0, audit: 0 })
    await assertSourceCounts(server.store, 3)
    const left = ['Here is the boiler plate', 'Is Saturday free?', 'Thank you']
    assert.deepEqual(await allTexts(server, as), left)
    const { rows } = await server.store.pool.query('select path from raw_item')
    assert.ok(rows.length === 2 && rows.every(({ path }) => path.includes('Ana')))

    assert.equal((await set(as, { ...forEver, files: 30, setAside: 30, audit: 30 })).status, 200)
    assert.equal((await apply()).files, 1)
    assert.deepEqual(await apply(), { messages: 0, files: 0, setAside: 0, audit: 0 })
    assert.deepEqual(await allTexts(server, as), left)
    const kept = await readdir(join(server.dataDir, 'media'), { recursive: true, withFileTypes: true })
    assert.ok(!kept.some((entry) => entry.isFile()))
    const told = await server.audit.list({ tenantId: firmId, limit: 9, action: 'retention.' })
    assert.deepEqual(
      told.map(({ action }) => action),
      ['retention.applied', 'retention.set', 'retention.applied', 'retention.set'],
    )
    assert.equal((await server.audit.verify({ tenantId: firmId })).faultCount, 0)
  })
})

/** Imports an archive, of as many parts as there are lists of pieces. */
async function importArchive(server: ApiServer, as: Credentials, ...parts: Piece[][]) {
  using folder = temporaryFolder()
  const files: Record<string, Buffer> = {}
  for (const [index, pieces] of parts.entries()) {
    const name = `takeout-00${index + 1}.zip`
    files[name] = await readFile(await writeZip(join(folder.path, name), pieces))
  }
  const uploadId = await upload(server, as, files)
  return finish(server, as, await start(server, as, { uploadId }))
}

/** Every text that the firm has, in order of the alphabet. */
async function allTexts(server: ApiServer, as: Credentials): Promise<string[]> {
  const { items } = (await server.ask('GET', '/api/conversations?limit=200', { as })).body
  const found: string[] = []
  for (const { id } of items) {
    const page = await server.ask('GET', `/api/conversations/${id}/messages?limit=200`, { as })
    found.push(...page.body.items.map(({ text }: { text: string }) => text))
  }
  return found.sort()
}

/** Which of her words stand in any row of the firm, packed or not. */
async function leftOf(server: ApiServer, firmId: string, words = HERS): Promise<Set<string>> {
  const left = new Set<string>()
  const look = (text: string) => {
    for (const word of words) if (text.includes(word)) left.add(word)
  }
  const { rows: tables } = await server.store.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  )
  for (const { name } of tables) {
    const { rows } = await server.store.pool.query(`select * from public.${name} where tenant_id = $1`, [
      firmId,
    ])
    for (const row of rows)
      for (const value of Object.values(row))
        look(
          Buffer.isBuffer(value)
            ? unpacked(value)
            : typeof value === 'string'
              ? value
              : JSON.stringify(value ?? ''),
        )
  }
  return left
}

function unpacked(bytes: Buffer): string {
  try {
    return inflateRawSync(bytes).toString()
  } catch {
    return bytes.toString()
  }
}
