import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explainDecision } from './explain.ts'

function why(decision: string, factors: unknown[], runnersUp: unknown = null) {
  return explainDecision({ decision, confidence: 0.8, factors, runnersUp, ruleVersion: 1 })
}

const gap = (score: number, hours: number) => ['time_gap', 3, score, hours, 24]
const words = (score: number) => ['content_likeness', 2, score, score]

describe('the sentence of a decision', () => {
  const sentences: [string, unknown[], string][] = [
    [
      'new_thread',
      [['first_contact', 1, -1]],
      'Nothing was open with this party, so a conversation begins here.',
    ],
    [
      'new_thread',
      [['withheld', 1, -1]],
      'The caller is withheld, so nothing says that it is the same person as before.',
    ],
    [
      'existing_thread',
      [['burst', 1, 1, 2.4]],
      'It follows within minutes of the message before, by the same side: one burst.',
    ],
    ['merge_threads', [['by_hand', 1, 1]], 'A person merged this conversation in.'],
    ['split_thread', [['by_hand', 1, -1]], 'A person split the conversation here.'],
    [
      'existing_thread',
      [gap(0.9, 2), words(0)],
      'It continues the conversation, mostly because of the time: 2 h since the last message, with a time-out of 24 h.',
    ],
    [
      'existing_thread',
      [gap(-1, 50), words(1), ['answers', 1, 1, 'answer']],
      'It continues the conversation, mostly because of the words: all of the telling words are shared.',
    ],
    [
      'split_thread',
      [gap(0.2, 20), words(-0.3), ['emergency_context', 1.5, -1, 'uncontrolled_water', 'none']],
      'It is another matter than what was still open, mostly because of a danger: uncontrolled water, which the conversation did not have.',
    ],
    [
      'new_thread',
      [gap(-1, 72), words(0.5)],
      'It begins a new conversation, mostly because of the time: 3 days since the last message, with a time-out of 24 h.',
    ],
    [
      'merge_threads',
      [gap(0.9, 1), words(1)],
      'It speaks of two open conversations at once, so they are one, mostly because of the time: 1 h since the last message, with a time-out of 24 h.',
    ],
    [
      'existing_thread',
      [gap(-0.1, 26), ['channel', 0.25, 1, 'google-voice']],
      'It continues the conversation, as little speaks either way.',
    ],
    [
      'existing_thread',
      [gap(1, 0)],
      'It continues the conversation, mostly because of the time: less than a minute since the last message, with a time-out of 24 h.',
    ],
  ]
  for (const [decision, factors, sentence] of sentences)
    it(sentence, () => assert.equal(why(decision, factors).reasoning, sentence))

  it('names for a decision only what speaks for it', () => {
    assert.match(why('existing_thread', [gap(-1, 60), words(0.6)]).reasoning, /because of the words/)
    assert.match(why('new_thread', [gap(-0.5, 36), words(0.9)]).reasoning, /because of the time/)
  })

  it('shows every factor with its influence and its figures', () => {
    const { factors, runnersUp } = why(
      'existing_thread',
      [
        gap(0.98, 0.5),
        words(-0.3),
        ['channel', 0.25, 1, 'google-voice'],
        ['other_active_conversations', 0.5, 0, 0],
        ['participants', 0.25, 1, 'same'],
      ],
      [['018f0000-0000-7000-8000-000000000000', 0.4]],
    )
    assert.deepEqual(
      factors.map(({ factor, influence, detail }) => `${factor} ${influence}: ${detail}`),
      [
        'time_gap positive: 30 min since the last message, with a time-out of 24 h',
        'content_likeness negative: no telling word is shared',
        'channel positive: by google-voice, as before',
        'other_active_conversations neutral: no other is open',
        'participants positive: the same people',
      ],
    )
    assert.equal(runnersUp[0]?.score, 0.4)
  })

  it('says by codes and figures what it says in English, for screens that say it in Polish', () => {
    const { reasoningCode, mainFactor, factors } = why('split_thread', [
      gap(-0.2, 30),
      ['emergency_context', 3, -1, 'gas', 'none'],
      ['by_something_new', 1, 0],
    ])
    assert.deepEqual([reasoningCode, mainFactor], ['split_thread', 'emergency_context'])
    assert.deepEqual(
      factors.map(({ detailCode, detailParams }) => [detailCode, detailParams]),
      [
        ['gap', { gapHours: 30, timeoutHours: 24 }],
        ['danger_new', { hazard: 'gas' }],
        [null, {}],
      ],
    )
    assert.equal(why('merge_threads', [['by_hand', 1, 1]]).reasoningCode, 'merged_by_hand')
    assert.equal(why('existing_thread', [['channel', 0.25, 1, 'google-voice']]).mainFactor, null)
  })
})
