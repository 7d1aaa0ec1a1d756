import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import { newId } from '../../src/base/ids.ts'
import type { Party } from '../../src/demo/page.ts'
import { startApp } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { openLine } from '../kit/line.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'
import { type ApiServer, type Credentials, claimForKen, joinAs, secondFirm, startApi } from './api-server.ts'

const clock = fixedClock('2026-03-02T08:00:00Z')

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

for (const kind of ['the embedded database', 'a server'] as const)
  describe(`the firm, in ${kind}`, () => {
    let server: ApiServer
    let ken: { as: Credentials; firmId: string }
    before(async () => {
      server = await startApi({
        clock,
        ...(kind === 'a server' ? { databaseUrl: await postgres.database() } : {}),
      })
      ken = await claimForKen(server)
    })
    after(() => server[Symbol.asyncDispose]())
    const shown = async (as = ken.as) => (await server.ask('GET', '/api/firm', { as })).body
    const change = (body: object, as = ken.as) => server.ask('PATCH', '/api/firm', { as, body })
    const trail = async () =>
      (await server.ask('GET', '/api/audit?action=firm.changed', { as: ken.as })).body.items

    it('gets another name, and keeps the short one that keys and scripts say', async () => {
      const before = await shown()
      assert.deepEqual(before, {
        ...{ id: ken.firmId, name: 'Harbor Plumbing', slug: 'harbor-plumbing' },
        ...{ timeZone: 'America/Chicago', region: 'US', regionStays: false },
      })
      const { status, body } = await change({ name: '  Harbor Plumbing & Heating ' })
      assert.equal(status, 200)
      assert.deepEqual(body, { ...before, name: 'Harbor Plumbing & Heating' })
      assert.deepEqual(await shown(), body)
      const me = await server.ask('GET', '/api/me', { as: ken.as })
      assert.equal(me.body.firm.name, 'Harbor Plumbing & Heating')
      const [firm] = (await server.ask('GET', '/api/firms', { as: ken.as })).body.items
      assert.deepEqual([firm.name, firm.slug], ['Harbor Plumbing & Heating', 'harbor-plumbing'])
    })

    it('says in the audit trail who changed what, and nothing where nothing changed', async () => {
      const [entry, ...older] = await trail()
      assert.deepEqual(
        [entry.actor.label, entry.details],
        [
          'Ken Alvarez',
          { before: { name: 'Harbor Plumbing' }, after: { name: 'Harbor Plumbing & Heating' } },
        ],
      )
      assert.deepEqual(older, [])
      assert.equal((await change({ name: 'Harbor Plumbing & Heating', region: 'US' })).status, 200)
      assert.equal((await change({})).status, 200)
      assert.equal((await trail()).length, 1)
    })

    it('takes no empty name, no zone and no country that there is none of, and then nothing at all', async () => {
      const before = await shown()
      for (const [body, code] of [
        [{ name: '   ' }, 'bad_input'],
        [{ name: 'x'.repeat(121) }, 'bad_input'],
        [{ name: 'Other', timeZone: 'Mars/Olympus' }, 'unknown_time_zone'],
        [{ name: 'Other', timeZone: '+02:00' }, 'unknown_time_zone'],
        [{ name: 'Other', region: 'pl' }, 'unknown_region'],
        [{ region: 'POL' }, 'bad_input'],
      ] as const) {
        const refused = await change(body)
        assert.deepEqual([refused.status, refused.body.error.code], [400, code], JSON.stringify(body))
      }
      assert.deepEqual(await shown(), before)
      assert.equal((await trail()).length, 1)
    })

    it('is changed by an owner alone, seen by everybody of it, and by nobody of another', async () => {
      for (const role of ['manager', 'dispatcher', 'technician', 'read_only'] as const) {
        const as = await joinAs(server, ken.as, role)
        assert.equal((await shown(as)).name, 'Harbor Plumbing & Heating')
        const refused = await change({ name: 'Mine' }, as)
        assert.deepEqual([refused.status, refused.body.error.code], [403, 'not_permitted'], role)
      }
      const anna = await secondFirm(server)
      assert.equal((await change({ name: 'Mokotów Chłodzenie' }, anna.as)).status, 200)
      assert.equal((await shown(anna.as)).slug, 'mokotow-klima')
      assert.equal((await shown()).name, 'Harbor Plumbing & Heating')
      const scopes = ['firm.manage']
      const key = await server.ask('POST', '/api/keys', { as: ken.as, body: { name: 'n8n', scopes } })
      assert.equal(key.status, 400)
    })

    it('keeps what each of two changes at the same moment', async () => {
      const both = await Promise.all([
        change({ name: 'Harbor & Sons' }),
        change({ timeZone: 'America/Denver' }),
      ])
      assert.deepEqual(
        both.map(({ status }) => status),
        [200, 200],
      )
      const { name, timeZone } = await shown()
      assert.deepEqual([name, timeZone], ['Harbor & Sons', 'America/Denver'])
    })

    it('tells open screens of it, those of a technician too, without the name', async () => {
      const robin = await joinAs(server, ken.as, 'technician')
      await using line = await openLine(server.url, { headers: { ...robin } })
      await line.until(({ type }) => type === 'hello')
      await change({ name: 'Harbor Pipes' })
      await line.until(
        (frame) =>
          frame.type === 'events' &&
          frame.events.some((told) => told.kind === 'firm.changed' && told.ids?.includes(ken.firmId)),
      )
      assert.doesNotMatch(JSON.stringify(line.frames), /Pipes/)
      const [event] = (
        await server.ask('GET', '/api/sync/events/recent?kind=firm.changed&limit=1', { as: ken.as })
      ).body.items
      assert.deepEqual(event.changes, { [ken.firmId]: { name: [] } })
      assert.match(event.actor, /^person:/)
    })

    it('gets another country until something comes in, which is read by it', async () => {
      const moved = await change({ region: 'PL' })
      assert.deepEqual([moved.status, moved.body.region, moved.body.regionStays], [200, 'PL', false])
      const hours = await server.ask('GET', '/api/working-hours', { as: ken.as })
      assert.equal(hours.body.country, 'PL')
      assert.equal((await change({ region: 'US' })).status, 200)

      const run = newId(clock)
      const addRun = `insert into run (tenant_id, id, channel, sync_type, status, input, input_key, made_at)
        values ($1, $2, 'google-voice', 'initial', 'queued', '{}', 'one', now())`
      await server.store.pool.query(addRun, [ken.firmId, run])
      assert.equal((await shown()).regionStays, true)
      const refused = await change({ region: 'PL', name: 'Portowa Hydraulika' })
      assert.deepEqual([refused.status, refused.body.error.code], [409, 'country_in_use'])
      assert.deepEqual([(await shown()).region, (await shown()).name], ['US', 'Harbor Pipes'])
      assert.equal((await change({ region: 'US', name: 'Portowa Hydraulika' })).status, 200)
      await server.store.pool.query(`update run set status = 'failed' where id = $1`, [run])
      assert.equal((await change({ region: 'PL' })).status, 200)
    })
  })

describe('another time zone', () => {
  const alvarez: Party = { number: '+15125550111', name: 'Rosa Alvarez' }
  /** Late in the evening of the 3rd in Chicago, and early on the 4th in Warsaw. */
  const archive = [
    texts(alvarez, ['2026-02-04T03:30:00Z', alvarez, 'The toilet is clogged, can you come tomorrow at 9?']),
  ]

  it('puts what was said on the days and hours of that clock, and understands “tomorrow” by it', async () => {
    using folder = temporaryFolder()
    await using app = await startApp({ clock: fixedClock('2026-02-20T15:00:00Z') })
    const firm = await app.makeFirm('Harbor Plumbing')
    await firm.import([await writeZip(join(folder.path, 'takeout.zip'), archive)])
    const days = async () => {
      await firm.ask('POST', '/api/understanding/catch-up', {})
      await firm.ask('POST', '/api/analytics/catch-up')
      const { body } = await firm.ask('GET', '/api/analytics?from=2026-02-01&to=2026-02-28')
      assert.deepEqual(body.pending, { conversations: 0, days: 0 })
      return body.steps.map(({ day }: { day: string }) => day)
    }
    const [conversation] = (await firm.ask('GET', '/api/conversations')).body.items
    const windows = async () => {
      const { body } = await firm.ask('GET', `/api/conversations/${conversation.id}/messages`)
      return JSON.stringify(body.items[0].understanding)
    }
    assert.deepEqual(await days(), ['2026-02-03'])
    assert.match(await windows(), /2026-02-04T09:00/)
    assert.equal((await firm.ask('PATCH', '/api/firm', { timeZone: 'Europe/Warsaw' })).status, 200)
    assert.deepEqual(await days(), ['2026-02-04'])
    assert.match(await windows(), /2026-02-05T09:00/)
    const elsewhere = await firm.ask('PATCH', '/api/firm', { region: 'PL' })
    assert.deepEqual([elsewhere.status, elsewhere.body.error.code], [409, 'country_in_use'])
    const found = async (query: string) =>
      (await firm.ask('GET', `/api/search?q=${encodeURIComponent(query)}`)).body.items.length
    assert.deepEqual([await found('toilet on:2026-02-03'), await found('toilet on:2026-02-04')], [0, 1])
  })
})
