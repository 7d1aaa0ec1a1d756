import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { newKey } from '../base/cipher.ts'
import { readRecoveryCode, writeRecoveryCode } from './recovery-code.ts'

describe('a recovery code', () => {
  it('tells its key, as Ken wrote it down and as he reads it over the phone', () => {
    for (let round = 0; round < 200; round++) {
      const key = newKey()
      const code = writeRecoveryCode(key)
      assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
      for (const heard of [code, code.toLowerCase(), ` ${code.replaceAll('-', '\n')} `])
        assert.deepEqual(readRecoveryCode(heard), key)
      assert.deepEqual(readRecoveryCode(code.replaceAll('0', 'o').replaceAll('1', 'l')), key)
    }
  })

  it('with any letter misread, or two beside each other swapped, tells no key', () => {
    const code = writeRecoveryCode(Buffer.alloc(32, 'Harbor Plumbing')).replaceAll('-', '')
    for (let at = 0; at < code.length; at++) {
      for (const letter of '0123456789ABCDEFGHJKMNPQRSTVWXYZ')
        if (letter !== code[at])
          assert.equal(readRecoveryCode(code.slice(0, at) + letter + code.slice(at + 1)), undefined)
      const swapped =
        code.slice(0, at) +
        code
          .slice(at, at + 2)
          .split('')
          .reverse()
          .join('') +
        code.slice(at + 2)
      if (swapped !== code) assert.equal(readRecoveryCode(swapped), undefined)
    }
    for (const none of ['', 'plumbline', code.slice(1), `${code}0`, code.replace(/./, 'U')])
      assert.equal(readRecoveryCode(none), undefined)
  })
})
