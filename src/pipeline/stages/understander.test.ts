import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { openTestStore } from '../../../test/kit/store.ts'
import { openTrail } from '../../../test/kit/trail.ts'
import { silentLog } from '../../base/log.ts'
import { march, openInbox, say } from '../../inbox/firm.fixture.ts'
import { getConversation } from '../../inbox/inbox.ts'
import type { Store } from '../../store/store.ts'
import { understand } from '../../understanding/understanding.ts'
import type { Refine, RefineInput } from '../refiner.ts'
import type { Mind } from '../understand/mind.ts'
import { openUnderstander, type Understander, type UnderstanderIo } from './understander.ts'

let store: Store
let trail: Awaited<ReturnType<typeof openTrail>>
before(async () => {
  store = await openTestStore()
  trail = await openTrail(store)
})
after(async () => {
  await trail[Symbol.asyncDispose]()
  await store[Symbol.asyncDispose]()
})

const NOISE = 'hmm the thing does its thing again'

/** Reads in this thread; everything is as surely understood as told. */
function openMindHere(confidence?: number) {
  const read: string[] = []
  const mind: Mind = {
    version: 'test',
    understand: async ({ messages, timeZone }) => {
      read.push(...messages.map(({ words }) => words))
      return messages.map(({ words, channel, sentAt }) => {
        const understood = understand({ text: words, channel, sentAt, timeZone })
        return confidence === undefined ? understood : { ...understood, confidence }
      })
    },
  }
  return { mind, read }
}

async function openFirm(messages = 2) {
  const inbox = await openInbox(store)
  await inbox.hear(
    ...Array.from({ length: messages }, (_, n) =>
      say(march(20, `0${n % 9}:${String(n % 60).padStart(2, '0')}`), `+1512558${1000 + n}`, `${NOISE} ${n}`),
    ),
  )
  const tenantId = inbox.firm
  const open = (io: Pick<UnderstanderIo, 'mind'> & Partial<UnderstanderIo>, isBusy = () => false) =>
    openUnderstander(
      { store, clock: inbox.clock, log: silentLog, audit: trail.audit, ...io },
      { timeoutHours: 24, firms: async () => [{ id: tenantId }], isBusy },
    )
  const rows = () => store.read(tenantId, (db) => db.selectFrom('understanding').selectAll().execute())
  return { ...inbox, tenantId, open, rows }
}

describe('whoever waits until all is understood', () => {
  it('is told when it is, and how much that was', async () => {
    const { open, tenantId } = await openFirm()
    await using understander = open(openMindHere())
    assert.deepEqual(await understander.catchUp({ tenantId }), { understood: 2, complete: true })
    assert.deepEqual(await understander.catchUp({ tenantId }), { understood: 0, complete: true })
  })

  it('need not wait for more than the newest so many, while the rest goes on', async () => {
    const { open, tenantId, rows } = await openFirm(450)
    const { mind, read } = openMindHere()
    const rest = Promise.withResolvers<void>()
    const understand: Mind['understand'] = async (input) => {
      if (read.length >= 200) await rest.promise
      return mind.understand(input)
    }
    await using understander = open({ mind: { ...mind, understand } })
    const first = await understander.catchUp({ tenantId, messagesMax: 100 })
    assert.deepEqual(first, { understood: 200, complete: false })
    assert.equal((await rows()).length, 200)
    rest.resolve()
    assert.equal((await understander.catchUp({ tenantId })).complete, true)
    assert.equal((await rows()).length, 450)
  })

  it('is told when it fails, and when the program ends', async () => {
    const { open, tenantId } = await openFirm()
    const mind: Mind = { version: 'test', understand: () => Promise.reject(new Error('out of memory')) }
    await using understander = open({ mind })
    await assert.rejects(understander.catchUp({ tenantId }), /out of memory/)
    await understander[Symbol.asyncDispose]()
    await assert.rejects(understander.catchUp({ tenantId }), { name: 'AbortError' })
  })
})

describe('the stage', () => {
  it('gives way to imports: it does a batch, and goes on once they are over, or somebody waits', async () => {
    const { open, tenantId, rows } = await openFirm(450)
    await using understander = open(openMindHere(), () => true)
    await understander.catchUp({ tenantId, messagesMax: 1 })
    assert.equal((await rows()).length, 200)
    await pause(100)
    assert.equal((await rows()).length, 200)
    await understander.catchUp({ tenantId })
    assert.equal((await rows()).length, 450)
  })

  it('reads one conversation at once, when it is asked for', async () => {
    const { open, tenantId, find, rows } = await openFirm()
    await using understander = open(openMindHere())
    const { conversationId, messageId } = await find(`${NOISE} 1`)
    await understander.understandConversation({ tenantId, conversationId })
    assert.deepEqual(
      (await rows()).map((row) => row.messageId),
      [messageId],
    )
  })
})

describe('a language model', () => {
  /** Answers as told, and keeps what it was asked. */
  function openModel(answer: (input: RefineInput) => Awaited<ReturnType<Refine>>) {
    const asked: string[] = []
    const refine: Refine = async (input) => {
      asked.push(input.text)
      return answer(input)
    }
    return { asked, refining: { refine, unsureBelow: 0.6, atOnce: 4 } }
  }
  const raised = ({ understanding }: RefineInput) => ({
    understanding: { ...understanding, urgency: { value: 'high' as const, confidence: 0.9, reasons: [] } },
    refinedBy: 'test/model',
  })
  /** Catches up until the model has said of every message what it knows, and that is kept. */
  const refined = async (
    understander: Understander,
    { tenantId, rows }: Pick<Awaited<ReturnType<typeof openFirm>>, 'tenantId' | 'rows'>,
  ) => {
    for (;;) {
      await understander.catchUp({ tenantId })
      if ((await rows()).every(({ refinedAt }) => refinedAt !== null)) return
      await pause(20)
    }
  }
  /** Catches up, and waits until nothing more has been asked for a while. */
  const rest = async (understander: Understander, model: { asked: string[] }, tenantId: string) => {
    for (let asked = -1; asked < model.asked.length; await pause(150)) {
      asked = model.asked.length
      await understander.catchUp({ tenantId })
    }
  }

  it('is asked about what is not sure, once, and what it knows better is kept and shown', async () => {
    const { open, tenantId, rows, find } = await openFirm()
    const model = openModel((input) => (input.text.endsWith('1') ? raised(input) : undefined))
    await using understander = open({ ...openMindHere(0.4), ...model })
    await refined(understander, { tenantId, rows })
    await rest(understander, model, tenantId)
    assert.deepEqual(model.asked.toSorted(), [`${NOISE} 0`, `${NOISE} 1`])
    assert.deepEqual(
      (await rows()).map(({ refinedBy }) => refinedBy).toSorted(),
      [null, 'test/model'].toSorted(),
    )
    const { conversationId } = await find(`${NOISE} 1`)
    const shown = await store.read(tenantId, (db) => getConversation(db, conversationId))
    assert.equal(shown.urgency, 'high')
    const changed = (await rows()).find(({ refinedBy }) => refinedBy !== null)
    const [told] = await trail.audit.list({ tenantId, limit: 9 })
    assert.deepEqual(
      [told?.actor, told?.action, told?.details],
      [
        { kind: 'model', id: 'test/model', label: 'test/model' },
        'understanding.refined',
        { messages: [changed?.messageId] },
      ],
    )
  })

  it('that takes its time keeps nobody waiting: what is new is understood beside it', async () => {
    const { open, tenantId, hear, rows } = await openFirm()
    const answered = Promise.withResolvers<undefined>()
    const model = openModel(() => answered.promise as never)
    await using understander = open({ ...openMindHere(0.4), ...model })
    await understander.catchUp({ tenantId })
    while (model.asked.length < 2) await pause(20)
    await hear(say(march(21, '08:00'), '+15125550199', 'is anybody there'))
    assert.deepEqual(await understander.catchUp({ tenantId }), { understood: 1, complete: true })
    assert.ok((await rows()).every(({ refinedAt }) => refinedAt === null))
    answered.resolve(undefined)
  })

  it('is not asked about what is sure, nor about what is laid away', async () => {
    const sure = await openFirm()
    const model = openModel(raised)
    await using understander = sure.open({ ...openMindHere(0.95), ...model })
    await rest(understander, model, sure.tenantId)
    const old = await openInbox(store)
    await old.hear(say('2024-01-03T09:00:00Z', '+15125550101', NOISE))
    await using other = sure.open({ ...openMindHere(0.4), ...model })
    await rest(other, model, old.firm)
    assert.ok(!model.asked.includes(NOISE))
  })

  it('that may not be asked now is asked later, and what is shown is what the rules found', async () => {
    const { open, tenantId, rows } = await openFirm()
    let later = true
    const model = openModel((input) => (later ? 'later' : raised(input)))
    await using understander = open({ ...openMindHere(0.4), ...model })
    await understander.catchUp({ tenantId })
    while (model.asked.length === 0) await pause(20)
    assert.deepEqual(
      (await rows()).map(({ refinedAt }) => refinedAt),
      [null, null],
    )
    later = false
    await refined(understander, { tenantId, rows })
    assert.ok((await rows()).every(({ refinedBy }) => refinedBy === 'test/model'))
  })
})
