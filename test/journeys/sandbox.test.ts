import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { makeDemoArchive } from '../../src/demo/demo.ts'
import { migrateDown, migrateUp } from '../../src/store/migrate.ts'
import { startApp, type TestApp, type TestFirm } from '../kit/app.ts'
import { writeZip } from '../kit/archive.ts'
import { codeOf } from '../kit/house.ts'
import { movingClock, Office } from '../kit/office.ts'
import { sampleBeginsAt } from '../kit/sample-firm.ts'
import { temporaryFolder } from '../kit/store.ts'
import { texts } from '../kit/text-pages.ts'

const UNDO_SECONDS = 10

describe('in the sample firm', () => {
  let app: TestApp
  let office: Office
  let command: TestFirm
  const clock = movingClock(sampleBeginsAt)
  before(async () => {
    app = await startApp({ sample: true, clock, env: { REPLY_UNDO_SECONDS: `${UNDO_SECONDS}` } })
    command = await app.sampleFirm()
    office = new Office(await command.join('owner'))
    await app.app.stages.suggester?.catchUp(office.firm.id)
  })
  after(() => app[Symbol.asyncDispose]())

  const firm = () => office.firm
  const suggestions = async (): Promise<Suggestion[]> =>
    (await firm().ask('GET', '/api/suggestions?state=pending&limit=200')).body.items
  const approve = (one: Suggestion, replyId: string) =>
    firm().ask('POST', `/api/suggestions/${one.id}/approve`, {
      ...{ replyId, text: one.text, seenMessageId: one.messageId },
    })
  const ours = async (id: string) =>
    (await office.messages(id)).filter(({ direction }) => direction === 'out')
  const waiting = async (): Promise<Waiting[]> =>
    (await firm().ask('GET', '/api/conversations?status=needs_reply&limit=200')).body.items
  /** The first of those who wait, and have had no word of the firm's, for which this holds. */
  const whoWaits = async (holds: (one: Waiting) => boolean): Promise<Waiting> => {
    for (const one of await waiting()) {
      const { way } = (await office.way(one.id)).body
      if (way?.kind === 'sandbox' && (await ours(one.id)).length === 0 && holds(one)) return one
    }
    return assert.fail('nobody waits who is like that')
  }
  /** The moment goes by in which it can be taken back. */
  const goesOut = async (id: string) => {
    clock.advance((UNDO_SECONDS + 1) * 1_000)
    app.app.sender.wake(firm().id)
    return office.settled(id)
  }

  it('there is a doubt to settle: whether two numbers that were saved under one short name are one customer', async () => {
    const { items } = (await firm().ask('GET', '/api/questions')).body
    assert.deepEqual(
      items.map(({ contactPoint, candidate }: { contactPoint: Named; candidate: Named }) => [
        contactPoint.name,
        candidate.name,
      ]),
      [['Mrs Alvarez', 'Mrs Alvarez']],
    )
  })

  it('everybody with a number can be answered, and answers are suggested once all is understood', async () => {
    const ways = new Set<string>()
    const all = await waiting()
    for (const { id } of all) {
      const { way, reason } = (await office.way(id)).body
      ways.add(way?.kind ?? reason)
    }
    assert.deepEqual([...ways].sort(), ['group_text', 'sandbox'])
    const answered = new Set((await suggestions()).map(({ conversationId }) => conversationId))
    assert.ok(answered.size >= 15, `${answered.size} of ${all.length}`)
    for (const { id, hazard } of all) assert.ok(hazard === null || answered.has(id), 'first who is in danger')
  })

  it('what is taken back is not there, and a suggestion that is approved stands there once as what the firm said', async () => {
    const answered = new Map((await suggestions()).map((one) => [one.conversationId, one]))
    const { id, tickets } = await whoWaits((one) => answered.has(one.id) && one.tickets.length > 0)
    const suggestion = answered.get(id) ?? assert.fail()
    const ticket = async () => (await firm().ask('GET', `/api/tickets/${tickets[0]?.id}`)).body
    const figures = async () => (await firm().ask('GET', '/api/replies/figures')).body.answered
    assert.equal((await ticket()).respondedAt, null)
    await app.app.stages.rollUp.catchUp(firm().id)
    const before = await figures()

    const own = await office.write(id, 'One moment, please.')
    assert.deepEqual([own.status, own.body.way, own.body.state], [200, 'sandbox', 'waiting'])
    const back = await firm().ask('POST', `/api/replies/${own.body.id}/withdraw`)
    assert.equal(back.body.state, 'withdrawn')
    await goesOut(id)
    assert.deepEqual(await ours(id), [])

    const replyId = randomUUID()
    const twice = await Promise.all([approve(suggestion, replyId), approve(suggestion, replyId)])
    const ends = twice.map(({ status, body }) => `${status} ${body.reply?.id} ${body.suggestion?.state}`)
    assert.deepEqual([...new Set(ends)], [`200 ${replyId} approved`])
    await goesOut(id)
    const [message, ...more] = await ours(id)
    assert.deepEqual([message?.text, message?.kind, more], [suggestion.text, 'text', []])
    assert.deepEqual(message?.labels, ['sms', 'sandbox'])
    assert.equal((await firm().ask('GET', `/api/conversations/${id}`)).body.status, 'waiting')
    await app.app.stages.ticketer.catchUp(firm().id)
    assert.notEqual((await ticket()).respondedAt, null)
    await app.app.stages.rollUp.catchUp(firm().id)
    assert.equal(await figures(), before + 1)
  })

  it('one writes one’s own as well, to a voice message too, as a text would take it', async () => {
    const { id } = await whoWaits(({ last }) => last.kind === 'voicemail')
    const tooLong = await office.write(id, 'a'.repeat(1_601))
    assert.equal(codeOf(tooLong), '400 text_too_long')
    assert.equal((await office.write(id, 'Thank you.\n\nWe will call you.')).status, 200)
    await goesOut(id)
    assert.deepEqual(
      (await ours(id)).map(({ text }) => text),
      ['Thank you.\nWe will call you.'],
    )
  })

  it('what was on its way when the program was killed is there once', async () => {
    const { id } = await whoWaits(() => true)
    const { body } = await office.write(id, 'On our way to you.')
    await app.app.store.write(firm().id, (tx) =>
      tx
        .updateTable('reply')
        .set({ state: 'sending', leaseHolder: randomUUID(), leaseUntil: new Date(clock.now().getTime() - 1) })
        .where('id', '=', body.id)
        .execute(),
    )
    await goesOut(id)
    assert.deepEqual(
      (await ours(id)).map(({ text }) => text),
      ['On our way to you.'],
    )
  })

  it('what was written is read again as any other, and all of it agrees', async () => {
    await app.app.noticer.look(firm().id)
    const checked = await firm().ask('POST', '/api/sync/consistency-check', { wait: true, depth: 'whole' })
    assert.equal(checked.body.status, 'completed')
    const findings = (await firm().ask('GET', '/api/checks/findings')).body
    assert.equal(checked.body.found, 0, JSON.stringify(findings))
  })

  it('somebody who is not made up is answered as anywhere else', async () => {
    using folder = temporaryFolder()
    const page = texts({ number: '+15128675309', name: 'Jenny' }, [
      '2026-05-20T13:00:00-05:00',
      { number: '+15128675309', name: 'Jenny' },
      'Our dishwasher valve sticks, who can look?',
    ])
    const run = await command.import([await writeZip(join(folder.path, 'own.zip'), [page])])
    assert.equal(run.status, 'completed')
    const { id } = await office.with('dishwasher valve sticks')
    assert.equal((await office.way(id)).body.reason, 'no_forwarded_text')
    assert.equal(codeOf(await office.write(id, 'We can.')), '409 no_way_to_reply')
  })

  it('it is so where the firm was made by an older version, and where it is put back', async () => {
    const { id } = await whoWaits(() => true)
    const client = await app.app.store.pool.connect()
    try {
      const undone: string[] = []
      while (undone.at(-1) !== '0050-sandbox') {
        const [name] = await migrateDown(client, 1)
        undone.push(name ?? assert.fail('it is not among those that are there'))
      }
      assert.deepEqual(await migrateUp(client), undone.toReversed())
    } finally {
      client.release()
    }
    assert.equal((await office.way(id)).body.way.kind, 'sandbox')

    using folder = temporaryFolder()
    const dir = join(folder.path, 'out')
    assert.equal((await command.ask('POST', '/api/export', { dir })).status, 200)
    await using other = await startApp({ clock })
    const back = await other.makeFirm('Harbor Plumbing')
    assert.equal((await back.ask('POST', '/api/restore', { dir })).status, 200)
    assert.equal((await new Office(back).way(id)).body.way.kind, 'sandbox')
  })
})

describe('in every other firm', () => {
  it('the very same history is answered by no such way, whatever its rows say', async () => {
    using folder = temporaryFolder()
    const clock = movingClock(sampleBeginsAt)
    await using app = await startApp({ clock, env: { REPLY_UNDO_SECONDS: '0' } })
    const firm = await app.makeFirm('Harbor Plumbing')
    const path = join(folder.path, 'takeout.zip')
    await makeDemoArchive({ path, now: clock.now(), timeZone: 'America/Chicago' })
    const run = await firm.follow(await firm.start([path]))
    assert.equal(run.status, 'completed')
    const office = new Office(firm)
    const [one] = (await firm.ask('GET', '/api/conversations?status=needs_reply&limit=200')).body.items
    const { way, reason, newestMessageId: messageId } = (await office.way(one.id)).body
    assert.deepEqual([way, reason], [null, 'no_forwarded_text'])
    assert.equal(codeOf(await office.write(one.id, 'We are coming.')), '409 no_way_to_reply')

    const id = randomUUID()
    await app.app.store.write(firm.id, async (tx) => {
      const { sourceId, peer } = await tx
        .selectFrom('message')
        .select(['sourceId', 'peer'])
        .where('id', '=', messageId)
        .executeTakeFirstOrThrow()
      const now = clock.now()
      await tx
        .insertInto('reply')
        .values({
          ...{ id, messageId, sourceId, way: 'sandbox', sender: '+18475550100', recipients: [peer ?? ''] },
          ...{ body: 'We are coming.', mailId: 'one@plumbline.invalid', answers: [], state: 'waiting' },
          ...{ writtenBy: 'Robin', writtenAt: now, sendAt: now },
        })
        .execute()
    })
    app.app.sender.wake(firm.id)
    const [failed] = await office.settled(one.id, 'failed')
    assert.equal(failed.trouble, 'source_not_asked')
    assert.equal((await office.messages(one.id)).filter(({ direction }) => direction === 'out').length, 0)
  })
})

type Named = { name: string }
type Suggestion = { id: string; conversationId: string; messageId: string; text: string }
type Waiting = {
  id: string
  hazard: string | null
  tickets: { id: string }[]
  last: { kind: string }
}
