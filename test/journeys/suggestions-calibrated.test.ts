import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import type { CalibrationShown, Suggestion } from '../../src/contract/suggestions.ts'
import { openHouse } from '../kit/house.ts'

const CUSTOMERS = 'Anna Beth Cora Dora Edna Fern Gwen Hope Iris Jane Kate'.split(' ')

/** One story of Harbor Plumbing, which likes few of the answers that are suggested to it. */
describe('the confidence of suggested answers', () => {
  let house: Awaited<ReturnType<typeof openHouse>>
  before(async () => {
    house = await openHouse({ REPLY_UNDO_SECONDS: '60' })
  })
  after(() => house[Symbol.asyncDispose]())
  const calibration = async (): Promise<CalibrationShown> => {
    const { status, body } = await house.office.firm.ask('GET', '/api/suggestions/calibration')
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const suggestedTo = async (name: string): Promise<Suggestion> => {
    await house.comes(`${name} Moss`, `It is ${name}: our kitchen faucet drips all day.`)
    const { id } = await house.office.with(`It is ${name}:`)
    await house.quiet()
    return house.suggested(id)
  }
  const firsts: Suggestion[] = []

  it('is the prior while nobody has decided, which is said', async () => {
    const { total, method, bins, brier, since } = await calibration()
    assert.deepEqual(
      [total.decided, total.good, method, bins, brier, since],
      [0, null, 'prior', [], null, null],
    )
    for (const name of CUSTOMERS.slice(0, 10)) firsts.push(await suggestedTo(name))
  })

  it('follows what the office decides: approved, edited by little or much, rejected', async () => {
    const [one, two, three, ...rest] = firsts
    assert.ok(one && two && three)
    assert.equal((await house.approve(one)).body.suggestion.state, 'approved')
    assert.equal((await house.approve(two, { text: `${two.text} Thanks!` })).body.suggestion.state, 'edited')
    await house.approve(three, { text: 'Ken calls you.' })
    for (const other of rest) await house.reject(other)
    const { total, method, bins, brier, sources, languages } = await calibration()
    const { decided, approved, editedLittle, editedMuch, rejected, good } = total
    assert.deepEqual([decided, approved, editedLittle, editedMuch, rejected, good], [10, 1, 1, 1, 7, 0.2])
    assert.equal(method, 'platt')
    assert.deepEqual(
      bins.map((bin) => [bin.from, bin.decided, bin.good]),
      [[0.4, 10, 0.2]],
    )
    // By hand: the first two were good.
    const said = firsts.map(({ confidence }) => confidence)
    const score = said.reduce((sum, one, index) => sum + ((index < 2 ? 1 : 0) - one) ** 2, 0) / said.length
    assert.ok(Math.abs((brier?.score ?? 1) - score) < 1e-4 && brier?.uncertainty === 0.16)
    assert.deepEqual(
      [sources.map(({ source }) => source), languages.map(({ language }) => language)],
      [['template'], ['en']],
    )
    const next = await suggestedTo(CUSTOMERS[10] ?? '')
    assert.ok(
      next.confidence < Math.min(...said) - 0.03 && next.confidence > 0.2,
      `${said} → ${next.confidence}`,
    )
    await house.reject(next)
    const { brier: after } = await calibration()
    assert.ok((after?.score ?? 1) < (after?.prior ?? 0), 'calibrated, it was nearer')
  })

  it('counts neither what was taken back nor who was erased, and is each firm’s own', async () => {
    const [one, , , four] = firsts
    assert.ok(one && four)
    const before = (await calibration()).total.decided
    const [reply] = await house.office.waiting(one.conversationId)
    assert.equal((await house.office.firm.ask('POST', `/api/replies/${reply.id}/withdraw`)).status, 200)
    assert.equal((await calibration()).total.approved, 0, 'the reply was taken back')
    assert.equal((await house.undo(four)).status, 200)
    assert.equal((await calibration()).total.decided, before - 2)
    const { items } = (await house.office.firm.ask('GET', '/api/customers?text=Jane')).body
    assert.equal((await house.office.firm.ask('POST', `/api/customers/${items[0].id}/erase`, {})).status, 200)
    assert.equal((await calibration()).total.decided, before - 3)
    const others = await (await house.app.makeFirm('Mokotów Hydraulika')).join('owner')
    const { body } = await others.ask('GET', '/api/suggestions/calibration')
    assert.equal(body.total.decided, 0)
    const technician = await house.office.firm.join('technician')
    assert.equal((await technician.ask('GET', '/api/suggestions/calibration')).status, 403)
  })

  it('stands on the dashboard and in the metrics, and few that are good are told of', async () => {
    await house.office.firm.ask('POST', '/api/analytics/catch-up')
    const { replies } = (await house.office.firm.ask('GET', '/api/monitoring/dashboard')).body
    assert.deepEqual([replies.suggestions.rejected, replies.requests >= 10], [6, true])
    const { body: figures } = await house.office.firm.ask('GET', '/api/replies/figures')
    assert.deepEqual([figures.suggestions, figures.requests], [replies.suggestions, replies.requests])
    const { body: metrics } = await house.office.firm.ask('GET', '/metrics')
    assert.match(metrics, /^plumbline_suggestions\{state="rejected"\} 6$/m)
    assert.match(metrics, /^plumbline_suggestions_drafted_total\{source="template"\} \d+$/m)
    assert.match(metrics, /^plumbline_reply_requests\{answered="false"\} \d+$/m)
    const alerts = async () => {
      await house.app.app.watch.look()
      const { body } = await house.office.firm.ask('GET', '/api/monitoring/alerts')
      return body.alerts.map(({ alertType }: { alertType: string }) => alertType)
    }
    assert.deepEqual(await alerts(), [], 'eight decisions are too few to say')
    // As if the same had been rejected twenty times.
    await house.app.app.store.write(house.office.firm.id, (tx) =>
      sql`insert into suggestion (id, conversation_id, message_id, state, body, language, source, confidence, reasons, made_at, decided_at, rejection)
        select gen_random_uuid(), conversation_id, message_id, state, body, language, source, confidence, reasons, made_at, decided_at, rejection
        from (select * from suggestion where state = 'rejected' limit 1) s, generate_series(1, 20)`.execute(
        tx,
      ),
    )
    assert.deepEqual(await alerts(), ['suggestions_rejected'])
  })
})
