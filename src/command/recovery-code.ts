import { Refusal } from '../base/refusal.ts'
import { readRecoveryCode } from '../secrets/secrets.ts'

/** The key that a person's text tells. Refuses with `bad_recovery_code`. */
export function keyInCode(text: string): Buffer {
  const key = readRecoveryCode(text)
  if (key !== undefined) return key
  throw new Refusal(
    'bad_recovery_code',
    'This is not a recovery code, or a letter of it was misread.',
    'It has 14 groups of four letters and digits; compare them once more. Nothing was changed.',
  )
}
