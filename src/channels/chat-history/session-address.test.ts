import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sessionAddress } from './session-address.ts'

describe('the address of a session', () => {
  const addressed: [session: string, address: string][] = [
    ['15125550142@s.whatsapp.net', '+15125550142'],
    ['48512345678:7@s.whatsapp.net', '+48512345678'],
    ['48512345678@c.us', '+48512345678'],
    ['whatsapp:+48512345678', '+48512345678'],
    ['sms:+1 512 555 0142', '+1 512 555 0142'],
    ['tel:+1-512-555-0142', '+1-512-555-0142'],
    ['+15125550142', '+15125550142'],
    [' +1 (512) 555-0142 ', '+1 (512) 555-0142'],
    ['15125550142', '+15125550142'],
    ['48512345678', '+48512345678'],
    ['agent-2_+15125550142', '+15125550142'],
    ['ken@harbor.example', 'ken@harbor.example'],
    ['mailto:anna.nowak@mokotow.example', 'anna.nowak@mokotow.example'],
  ]
  for (const [session, address] of addressed)
    it(`is that of the person in ${session.trim()}`, () => {
      assert.equal(sessionAddress('crew', session), address)
    })

  const unaddressed = [
    '0b1c6f0e-8a4e-4f7e-9d5b-1f2a3b4c5d6e',
    '5123456789', // a chat of Telegram
    '1700000000000', // a time in milliseconds
    '1700000000',
    '12345678901234',
    '48512345678-1612345678@g.us', // a group of WhatsApp
    '201234567890123@lid',
    'status@broadcast',
    'web-81f3',
    '+15125550142 and +15125550143',
    'a+b',
    '',
    'x'.repeat(5_000),
    `${'a@'.repeat(200)}b.c`,
  ]
  for (const session of unaddressed)
    it(`is its own where nobody is named: ${session.slice(0, 40)}`, () => {
      assert.equal(sessionAddress('crew', session), `chat:crew:${session}`)
    })
})
