import { useSay } from '../i18n/i18n.tsx'
import { TextField } from '../parts/text-field.tsx'

/** Where a number or an e-mail address is written. */
export function PointField({ value }: { value?: string }) {
  const say = useSay()
  return (
    <TextField
      label={say('points.written')}
      hint={say('points.written.hint')}
      name="address"
      maxLength={254}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      defaultValue={value}
    />
  )
}
