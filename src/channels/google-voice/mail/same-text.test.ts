import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { sameText } from './same-text.ts'

suite('a text met in a mail and in a Takeout', () => {
  test('is one, however each writes it', () => {
    for (const [mail, takeout] of [
      ['The boiler\nis leaking', 'The boiler is leaking'],
      ['9:57\u202fPM ok', '9:57 PM ok'],
      ['', 'MMS Received'],
      ['❤ thanks', '❤️ thanks\n'],
      ['Zażółć', 'Zażółć'.normalize('NFD')],
      ['See you ? at 9?', 'See you 👍 at 9?'],
      ['?? “no”'.replace(/[“”]/g, '?'), '👍🏽 “no”'],
    ] as const) {
      assert.ok(sameText(mail, takeout), mail)
      assert.ok(sameText(takeout, mail), mail)
    }
  })

  test('is not another', () => {
    for (const [one, other] of [
      ['Yes', 'yes'],
      ['Yes', 'Yes.'],
      ['At 9?', 'At 9 👍'.replace(' 👍', '')],
      ['👍', '👎'],
      ['Thursday?', 'Thursday'],
      ['leak ing', 'leaking'],
      ['', 'Yes'],
      ['Ω?', 'Ω👍'],
    ] as const)
      assert.equal(sameText(one, other), false, `${one} / ${other}`)
  })
})
