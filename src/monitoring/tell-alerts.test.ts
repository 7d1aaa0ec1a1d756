import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newFirm, openTestStore } from '../../test/kit/store.ts'
import { fixedClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import type { Role } from '../contract/permissions.ts'
import type { Letter } from '../mail/mail.ts'
import type { Store } from '../store/store.ts'
import { ALERT_LETTERS_PER_DAY_MAX, type TellIo, tellAlerts } from './tell-alerts.ts'

const HOUR_MS = 60 * 60_000
const person = (email: string, role: Role, emailVerified = true) => ({ email, role, emailVerified })

describe('letters of alerts', () => {
  const clock = fixedClock('2026-03-02T08:00:00Z')
  let store: Store
  let firm: Id
  const sent: Letter[] = []
  let takes = true
  const io = (): TellIo => ({
    store,
    clock,
    url: 'https://plumbline.example/health',
    mail: async (letter) => {
      if (takes) sent.push(letter)
      return takes
    },
    people: async () => [
      person('ken@harbor.example', 'owner'),
      person('dana@harbor.example', 'manager'),
      person('typo@habor.example', 'manager', false),
      person('lou@harbor.example', 'technician'),
    ],
  })
  before(async () => {
    store = await openTestStore()
    firm = await newFirm(store)
  })
  after(() => store[Symbol.asyncDispose]())

  const open = (type: string, severity = 'high') =>
    store.write(firm, (tx) =>
      tx
        .insertInto('alert')
        .values({ id: newId(clock), type, severity, details: '{}', beganAt: clock.now() })
        .execute(),
    )
  const told = async () => {
    sent.length = 0
    await tellAlerts(io(), firm)
    return sent.map((letter) => `${letter.kind === 'alert' ? letter.alertType : ''} ${letter.to}`)
  }

  it('go once, of what is grave, to owners and managers whose address was proved', async () => {
    await open('memory')
    await open('performance', 'medium')
    assert.deepEqual(await told(), ['memory ken@harbor.example', 'memory dana@harbor.example'])
    assert.deepEqual(await told(), [])
  })

  it('are tried again when the mail server took none', async () => {
    takes = false
    await open('disk_space', 'critical')
    assert.deepEqual(await told(), [])
    takes = true
    assert.deepEqual(await told(), ['disk_space ken@harbor.example', 'disk_space dana@harbor.example'])
  })

  it('are so many a day, and go on the next', async () => {
    const more = ['timeout', 'error_rate', 'queue_backup', 'discovery_stalled', 'discovery_errors']
    for (const type of more) {
      await open(type)
      clock.advance(1)
    }
    assert.equal((await told()).length, (ALERT_LETTERS_PER_DAY_MAX - 2) * 2)
    assert.deepEqual(await told(), [])
    clock.advance(24 * HOUR_MS)
    assert.equal((await told()).length, 4)
  })
})
