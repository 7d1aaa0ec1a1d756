import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePhones } from './phones.ts'

const card = (...lines: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', 'FN:', ...lines, 'END:VCARD'].join('\r\n')

test('the number labelled Google Voice is the shop’s, the others are telephones linked to it', () => {
  const phones = parsePhones(
    card('item1.TEL:+15125550100', 'item1.X-ABLabel:Google Voice', 'TEL;TYPE=CELL:+15125550177'),
  )
  assert.deepEqual(phones, { voice: ['+15125550100'], linked: ['+15125550177'] })
})

test('the label may come first, or not at all', () => {
  assert.deepEqual(parsePhones(card('item1.X-ABLabel:Google Voice', 'item1.TEL:+15125550100')).voice, [
    '+15125550100',
  ])
  assert.deepEqual(parsePhones(card('item1.TEL:+15125550100')).voice, ['+15125550100'])
})

test('a file that is no card has no numbers', () => {
  assert.deepEqual(parsePhones('\0\u0001 TEL'), { voice: [], linked: [] })
})
