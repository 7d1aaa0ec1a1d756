import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Urgency } from '../understanding/understanding.ts'
import { closes, thanks } from './closing.ts'
import { HAZARD_MS, NO_HAZARD, readHazard } from './hazard.ts'
import { type StatusMessage, standing } from './status.ts'
import { openUrgency } from './urgency.ts'

const HOUR = 3_600_000
const NINE = Date.parse('2024-03-04T09:00:00Z')

type Told = [text: string, urgency?: Urgency | undefined, more?: Partial<StatusMessage>]

/** What is open an hour after the last of these; `>` marks words of ours. Answers the urgency and the message's place. */
function open(told: Told[], input: { afterMs?: number; archivedAtMs?: number | null } = {}): string | null {
  const messages = told.map(([said, , more], index) => {
    const out = said.startsWith('>')
    const text = said.slice(1).trim()
    return {
      id: String(index),
      atMs: NINE + index * HOUR,
      kind: 'text' as StatusMessage['kind'],
      direction: (out ? 'out' : 'in') as 'in' | 'out' | null,
      durationSeconds: null as number | null,
      closes: closes(text),
      thanks: thanks(text),
      spam: false,
      ...(out ? NO_HAZARD : readHazard(text)),
      ...more,
    }
  })
  const nowMs = (messages.at(-1)?.atMs ?? 0) + (input.afterMs ?? HOUR)
  const found = openUrgency(messages, {
    nowMs,
    standing: standing(messages, {
      nowMs,
      answerable: true,
      archivedAtMs: input.archivedAtMs ?? null,
      takenOutAtMs: null,
    }),
    urgencies: new Map(
      told.flatMap(([, urgency], index) => (urgency === undefined ? [] : [[String(index), urgency]])),
    ),
  })
  return found === null ? null : `${found.urgency} ${found.messageId}`
}

const BURST: Told = ['< a pipe burst in the wall and water is pouring out, I cannot stop it', 'emergency']
const NO_HOT_WATER: Told = ['< we have had no hot water since last night', 'high']

describe('the urgency of a conversation', () => {
  it('is the highest that the other side says, and names the newest message that says it', () => {
    assert.equal(open([['< How much is a new tap?', 'low'], NO_HOT_WATER, ['< hello?', 'low']]), 'high 1')
    assert.equal(open([NO_HOT_WATER, ['< still none, and the baby is cold', 'high']]), 'high 1')
  })

  it('is none while nothing is understood, and of what we say', () => {
    assert.equal(open([[BURST[0]]]), null)
    assert.equal(open([['> a pipe burst at Mrs Alvarez', 'emergency']]), null)
  })

  it('stays after our answer, which alone stops no water', () => {
    assert.equal(open([BURST, ['> Ken is on his way']]), 'emergency 0')
  })

  it('falls to what is below it when the emergency is said to be over', () => {
    assert.equal(open([NO_HOT_WATER, BURST, ['< False alarm, it has stopped', 'low']]), 'high 0')
    assert.equal(open([BURST, ['< ok the water has stopped', 'medium']]), 'medium 1')
  })

  it('falls when we have talked by phone since', () => {
    const talk: Told = ['>', undefined, { kind: 'placed', durationSeconds: 95 }]
    assert.equal(open([NO_HOT_WATER, BURST, talk]), 'high 0')
  })

  it('rises again when it begins again', () => {
    assert.equal(
      open([BURST, ['< false alarm', 'low'], ['< no, it is pouring again!', 'emergency']]),
      'emergency 2',
    )
  })

  it('is none once the other side closes the matter, and of what it brings up after that alone', () => {
    assert.equal(open([NO_HOT_WATER, ['> Tuesday at nine?'], ['< Perfect, thank you!', 'low']]), null)
    assert.equal(
      open([
        NO_HOT_WATER,
        ['> Tuesday at nine?'],
        ['< Perfect, thank you!', 'low'],
        ['< What do you charge an hour?', 'low'],
      ]),
      'low 3',
    )
  })

  it('is not closed by a word of thanks before we said anything', () => {
    assert.equal(open([NO_HOT_WATER, ['< thanks!', 'low']]), 'high 0')
  })

  it('is none once it is laid away, by hand or by silence', () => {
    assert.equal(open([NO_HOT_WATER], { archivedAtMs: NINE + HOUR }), null)
    assert.equal(open([NO_HOT_WATER], { afterMs: 31 * 24 * HOUR }), null)
  })

  it('is no emergency after three days of silence', () => {
    assert.equal(open([NO_HOT_WATER, BURST], { afterMs: HAZARD_MS - 1 }), 'emergency 1')
    assert.equal(open([NO_HOT_WATER, BURST], { afterMs: HAZARD_MS }), 'high 0')
  })
})
