import { createHash } from 'node:crypto'
import { Refusal } from '../base/refusal.ts'

/** Crockford's base32: no I, L, O or U, which a hand or an eye mistakes (https://www.crockford.com/base32.html). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const KEY_BYTES = 32
const CHECK_BYTES = 3
const CODE_LENGTH = ((KEY_BYTES + CHECK_BYTES) * 8) / 5
const GROUP = 4

/** A key of 32 bytes to write down: 56 letters and digits in 14 groups, the last 24 bits of which check the others. */
export function writeRecoveryCode(key: Uint8Array): string {
  let value = BigInt(`0x${Buffer.concat([key, checkOf(key)]).toString('hex')}`)
  let code = ''
  for (let at = 0; at < CODE_LENGTH; at++) {
    code = LETTERS.charAt(Number(value & 31n)) + code
    value >>= 5n
  }
  return code.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-')
}

/** The key that a code tells, however it is spaced and whichever case it is in. Refuses with `bad_recovery_code` one that was misread. */
export function keyInRecoveryCode(text: string): Buffer {
  const key = readRecoveryCode(text)
  if (key !== undefined) return key
  throw new Refusal(
    'bad_recovery_code',
    'This is not a recovery code, or a letter of it was misread.',
    'It has 14 groups of four letters and digits; compare them once more. Nothing was changed.',
  )
}

export function readRecoveryCode(text: string): Buffer | undefined {
  const code = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (code.length !== CODE_LENGTH) return undefined
  let value = 0n
  for (const letter of code) {
    const digit = LETTERS.indexOf(letter)
    if (digit < 0) return undefined
    value = (value << 5n) | BigInt(digit)
  }
  const bytes = Buffer.from(value.toString(16).padStart((KEY_BYTES + CHECK_BYTES) * 2, '0'), 'hex')
  const key = bytes.subarray(0, KEY_BYTES)
  return checkOf(key).equals(bytes.subarray(KEY_BYTES)) ? key : undefined
}

function checkOf(key: Uint8Array): Buffer {
  return createHash('sha256').update('plumbline recovery code').update(key).digest().subarray(0, CHECK_BYTES)
}
