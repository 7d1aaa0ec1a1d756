import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Conversation } from '../src/contract/conversations.ts'
import type { ConversationInsight, Resolution } from '../src/contract/insights.ts'
import { shownStanding } from '../web/insights/standing.ts'

type Status = Conversation['status']
const shown = (
  [status, statusReason]: [Status, string],
  [found, probability]: [Resolution, number],
  ...codes: string[]
) => {
  const reasons = codes.map((code) => ({ code, weight: 1, start: 0, end: 0, text: '' }))
  const resolution: ConversationInsight['resolution'] = { status: found, probability, reasons }
  const { words, sure } = shownStanding({ status, statusReason }, { resolution })
  return [words, sure === null ? null : Math.round(sure * 100)]
}

describe('how a conversation stands', () => {
  it('is said with how sure that very thing is, not its opposite', () => {
    const waits = shown(['needs_reply', 'they_spoke_last'], ['waiting_for_us', 0.3], 'they_wait')
    assert.deepEqual(waits, ['insight.status.waiting_for_us', 70])
    const answered = shown(['waiting', 'we_spoke_last'], ['resolved', 0.88])
    assert.deepEqual(answered, ['insight.status.resolved', 88])
  })

  it('is said without a figure where the signs speak rather against it', () => {
    const called = shown(['needs_reply', 'they_called'], ['waiting_for_us', 0.64], 'they_wait')
    assert.deepEqual(called, ['insight.status.waiting_for_us', null])
  })

  it('never says that all is answered where the inbox says that they spoke last', () => {
    for (const found of ['resolved', 'nothing_asked', 'waiting_for_customer'] as const)
      assert.deepEqual(shown(['needs_reply', 'they_spoke_last'], [found, 0.9]), [
        'insight.status.they_spoke_last',
        null,
      ])
  })

  it('never says that somebody waits where a person laid it away, and names a promise that is open', () => {
    const laidAway = shown(['archived', 'by_hand'], ['waiting_for_us', 0.3], 'they_wait')
    assert.deepEqual(laidAway, ['insight.status.laid_away', null])
    const promised = shown(['active', 'they_closed'], ['waiting_for_us', 0.2], 'promise_open')
    assert.deepEqual(promised, ['insight.status.promised', 80])
  })
})
