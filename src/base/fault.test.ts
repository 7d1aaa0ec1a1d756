import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { faultOf } from './fault.ts'

describe('what is logged of an error', () => {
  it('tells its kind, its code and where it was thrown, and nothing of its message', () => {
    const said = 'cannot keep "Mrs Alvarez"\n    at her house (12:30:15)\n    at noon'
    const fault = faultOf(Object.assign(new TypeError(said), { code: '23505' }))
    assert.deepEqual([fault.kind, fault.code], ['TypeError', '23505'])
    assert.match(fault.frames?.[0] ?? '', /fault\.test\.ts:\d+:\d+/)
    assert.doesNotMatch(JSON.stringify(fault), /Alvarez|house|noon/)
  })

  it('tells no places when they cannot be told from the message', () => {
    const changed = new Error('x\n    at her house')
    void changed.stack
    changed.message = 'another'
    assert.deepEqual(faultOf(changed), { kind: 'Error', frames: [] })
  })

  it('tells only the kind of what is no error', () => {
    assert.deepEqual(faultOf('Mrs Alvarez'), { kind: 'string' })
    assert.match(faultOf(new Error()).frames?.[0] ?? '', /fault\.test\.ts/)
  })
})
