import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { voiceReplyText } from './voice-reply.ts'

suite('a text that goes out by mail', () => {
  test('has no blank line, for what stands below one is not sent', () => {
    assert.deepEqual(voiceReplyText('Hi Rosa,\r\n\r\n \u00a0 \n\nwe come  at 9.\n\nKen\n\n'), {
      text: 'Hi Rosa,\nwe come at 9.\nKen',
      parts: 1,
    })
  })

  test('quotes nothing', () => {
    const text =
      'We come at 9.\n\nOn Thu, Dec 21, 2023 at 8:40 AM (512) 555-0142 <\n15125550100.15125550142.dk1Z91JTlg@txt.voice.google.com> wrote:\n> When?'
    assert.equal(voiceReplyText(text).text, 'We come at 9.')
    assert.equal(voiceReplyText('Yes.\n> When?\n>\n').text, 'Yes.')
    assert.equal(
      voiceReplyText('Pressure must be\n> 12 psi\nor it stops.').text,
      'Pressure must be\n> 12 psi\nor it stops.',
    )
  })

  test('is counted as people see it, and cut every 160 signs', () => {
    const parts = (text: string) => voiceReplyText(text).parts
    assert.deepEqual(
      [
        parts(''),
        parts(' \n '),
        parts('a'),
        parts('a'.repeat(160)),
        parts('a'.repeat(161)),
        parts('👍'.repeat(160)),
      ],
      [0, 0, 1, 1, 2, 1],
    )
  })

  test('stays as it is when it fits already', () => {
    for (const text of ['Yes', 'a\nb', '👍', '  '.trim()]) assert.equal(voiceReplyText(text).text, text)
    const once = voiceReplyText('On my way,\n\n- bring a valve\n- and a pump')
    assert.deepEqual(voiceReplyText(once.text), once)
  })
})
