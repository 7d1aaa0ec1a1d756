import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../src/base/clock.ts'
import type { Today } from '../../src/contract/today.ts'
import type { Party } from '../../src/demo/page.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'

const who = (name: string, number: string): Party => ({ name, number: `+1512555${number}` })
const alvarez = who('Rosa Alvarez', '0111')
const dunn = who('Kelly Dunn', '0112')
const petrakis = who('Gus Petrakis', '0113')
const raman = who('Priya Raman', '0114')
const olsen = who('Ada Olsen', '0115')
const brandt = who('Emil Brandt', '0116')
const nowak = who('Jan Nowak', '0117')
const wilk = who('Ewa Wilk', '0118')

/** As it is on Friday the 20th, at nine in the morning. */
const NOW = '2026-02-20T15:00:00Z'
const archive = [
  texts(alvarez, ['2026-02-20T13:10:00Z', alvarez, 'Strong smell of gas in the kitchen, what do we do??']),
  texts(olsen, ['2026-02-19T16:00:00Z', olsen, 'Could somebody service our softener next month?']),
  texts(petrakis, ['2026-02-17T15:00:00Z', petrakis, 'The kitchen tap drips, when could you come?']),
  texts(
    nowak,
    ['2026-02-18T15:00:00Z', nowak, 'Are you still coming at two?'],
    ['2026-02-18T15:05:00Z', null, 'Yes, see you at two'],
    ['2026-02-18T15:06:00Z', nowak, 'u too'],
  ),
  texts(wilk, ['2026-02-02T16:00:00Z', wilk, 'Dzień dobry, cieknie bojler na Mokotowie. Kiedy Pan może?']),
  texts(brandt, ['2026-02-02T15:00:00Z', brandt, 'Do you also install water softeners?']),
  texts(
    dunn,
    ['2026-02-19T15:00:00Z', dunn, 'What would a new shower valve cost?'],
    ['2026-02-19T15:20:00Z', null, "Hi Kelly, I'll send the quote tomorrow"],
    ['2026-02-19T15:25:00Z', dunn, 'great, thanks'],
  ),
  texts(
    raman,
    ['2026-02-19T17:00:00Z', raman, 'Can you send me last year’s invoices?'],
    ['2026-02-19T17:10:00Z', null, "Sure, I'll email them tomorrow"],
    ['2026-02-19T21:00:00Z', null, 'Sent, three of them in your email'],
    ['2026-02-19T21:05:00Z', raman, 'Got them, thank you!'],
  ),
]

describe('the day of Harbor Plumbing', () => {
  const opened = new AsyncDisposableStack()
  let app: TestApp
  let firm: TestFirm
  before(async () => {
    const folder = opened.use(temporaryFolder())
    app = opened.use(await startApp({ clock: fixedClock(NOW) }))
    firm = await app.makeFirm('Harbor Plumbing')
    await firm.import([await writeZip(join(folder.path, 'takeout.zip'), archive)])
    await firm.ask('POST', '/api/understanding/catch-up')
    await firm.ask('POST', '/api/analytics/catch-up')
  })
  after(() => opened.disposeAsync())
  const today = async (as = firm): Promise<Today> => (await as.ask('GET', '/api/today')).body
  const names = (items: readonly { party: { title: string } }[]) => items.map(({ party }) => party.title)

  it('begins with what is on fire, and then who has waited longest', async () => {
    const { day, fire, waiting } = await today()
    assert.equal(day, '2026-02-20')
    assert.deepEqual([names(fire.items), fire.total], [['Rosa Alvarez'], 1])
    assert.equal(fire.items[0]?.tickets?.[0]?.hazard, 'gas', 'its ticket stands beside it')
    assert.equal(fire.items[0]?.tickets?.[0]?.hazard, 'gas', 'its ticket stands beside it')
    assert.deepEqual([fire.items[0]?.hazard, fire.items[0]?.urgency], ['gas', 'emergency'])
    assert.deepEqual([names(waiting.items), waiting.total], [['Gus Petrakis', 'Ada Olsen'], 2])
    assert.equal(waiting.items[0]?.waitingSince, '2026-02-17T15:00:00.000Z')
    assert.equal(waiting.settled, 1, 'Jan Nowak spoke last, and needs nothing')
    assert.equal(waiting.older, 2, 'Emil Brandt and Ewa Wilk have waited for more than two weeks')
  })

  it('has the inbox list who waits by the same rule, and count whom it leaves out', async () => {
    const waits = async (query: string) =>
      names((await firm.ask('GET', `/api/conversations?status=needs_reply&spam=false${query}`)).body.items)
    assert.deepEqual(await waits('&settled=true'), ['Jan Nowak'])
    assert.deepEqual(await waits('&settled=false'), [
      'Rosa Alvarez',
      'Ada Olsen',
      'Gus Petrakis',
      'Ewa Wilk',
      'Emil Brandt',
    ])
    assert.equal((await waits('')).length, 6, 'nobody is lost on the way')
    const { settled, needs_reply } = (await firm.ask('GET', '/api/conversations/counts')).body
    assert.deepEqual([settled, needs_reply], [1, 6])
  })

  it('has the inbox narrowed to a kind of work, a district, and the way by which it came', async () => {
    const found = async (query: string) =>
      names((await firm.ask('GET', `/api/conversations?${query}`)).body.items)
    assert.deepEqual(await found('service=faucet_repair'), ['Gus Petrakis'])
    assert.deepEqual(await found('service=sewer'), [])
    assert.deepEqual(await found(`district=${encodeURIComponent('Mokotów')}`), ['Ewa Wilk'])
    assert.equal((await found('channel=google-voice')).length, 8)
    assert.deepEqual(await found('channel=imap'), [])
  })

  it('tells what was promised for today, in whose words, and not what was kept', async () => {
    const { promises } = await today()
    assert.deepEqual(names(promises?.items ?? []), ['Kelly Dunn'])
    const [promise] = promises?.items ?? []
    const dueAt = promise?.dueAt ?? ''
    assert.ok(dueAt > NOW && dueAt < '2026-02-21T06:00:00Z', `${dueAt} is today in Chicago`)
    assert.match(promise?.text.slice(promise.start, promise.end) ?? '', /send the quote/)
  })

  it('tells yesterday’s figures, and no run when none is at work', async () => {
    const { yesterday, runs } = await today()
    assert.deepEqual(runs, [])
    const { day, messagesIn, messagesOut, newCustomers } = yesterday ?? {}
    assert.deepEqual([day, messagesIn, messagesOut, newCustomers], ['2026-02-19', 5, 3, 3])
  })

  it('says of a promise that it is kept as soon as it is put aside', async () => {
    const [promise] = (await today()).promises?.items ?? []
    const dismissed = await firm.ask('POST', `/api/lost-work/${promise?.messageId}/dismiss`, {
      ...{ kind: 'promise_not_kept', reason: 'done_by_phone' },
    })
    assert.equal(dismissed.status, 200)
    assert.deepEqual((await today()).promises, { items: [], total: 0 })
  })

  it('shows nobody what they may not see', async () => {
    const technician = await firm.join('technician')
    const seen = await today(technician)
    assert.equal(seen.fire.total, 1)
    const { permissions } = (await technician.ask('GET', '/api/me')).body
    assert.ok(!permissions.includes('imports.read'), 'a technician brings nothing in')
    assert.equal(seen.runs, null)
    const stranger = await app.makeFirm('Ridge Heating')
    const theirs = await today(stranger)
    assert.deepEqual([theirs.fire.total, theirs.waiting.total, theirs.waiting.older], [0, 0, 0])
    assert.deepEqual(theirs.promises, { items: [], total: 0 })
  })
})
