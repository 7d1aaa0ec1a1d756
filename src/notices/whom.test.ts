import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { NoticeKind } from '../contract/notices.ts'
import type { Role } from '../contract/permissions.ts'
import { type Hearer, whomToTell } from './whom.ts'

const person = (personId: string, role: Role, ...unwanted: NoticeKind[]): Hearer => ({
  ...{ personId, role, unwanted: new Set(unwanted) },
})
const harbor = [
  person('ken', 'owner'),
  person('dana', 'manager', 'ticket_late'),
  person('lou', 'dispatcher'),
  person('robin', 'technician'),
  person('pat', 'read_only'),
]
const told = (kind: NoticeKind, more: { personId?: string; actor?: string } = {}) =>
  whomToTell(harbor, { kind, personId: null, actor: null, ...more })

describe('who is told', () => {
  it('of a danger: whoever may be on the way there, and not who only looks on', () => {
    assert.deepEqual(told('danger'), ['ken', 'dana', 'lou', 'robin'])
  })

  it('of a ticket: whose it is, and the office where it is nobody’s or that person has left', () => {
    assert.deepEqual(told('ticket_called_off', { personId: 'robin' }), ['robin'])
    assert.deepEqual(told('ticket_called_off'), ['ken', 'dana', 'lou'])
    assert.deepEqual(told('ticket_called_off', { personId: 'gone' }), ['ken', 'dana', 'lou'])
    assert.deepEqual(
      told('ticket_given', { personId: 'gone' }),
      [],
      'what is somebody’s own is nobody else’s',
    )
  })

  it('nobody of what they may not see, did themselves, or do not want to be told', () => {
    assert.deepEqual(told('mirror'), ['ken', 'dana'])
    assert.deepEqual(told('conflict', { actor: 'person:lou' }), ['ken', 'dana'])
    assert.deepEqual(told('conflict', { personId: 'robin' }), [], 'a technician may not settle it')
    assert.deepEqual(told('ticket_late'), ['ken', 'lou'])
  })
})
