import { type ComponentProps, useMemo } from 'react'
import { useSpeaking } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'

// Countries first where Plumbline is at home, then by name.
const NEAR = ['US', 'PL', 'CA', 'GB']
const FAR =
  'AT AU BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IL IN IS IT JP LT LU LV MT MX NL NO NZ PT RO SE SG SI SK UA ZA'.split(
    ' ',
  )

/** The zone of the clock that this browser goes by. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

type PlaceFieldProps = Pick<ComponentProps<'select'>, 'onChange' | 'disabled'> & {
  /** A word of help in place of the usual one. */
  hint?: string | undefined
} & ({ value: string; defaultValue?: never } | { defaultValue: string; value?: never })

/** In which country the firm is: `region` of its form. One that is not among those offered can be kept. */
export function RegionField({ hint, ...select }: PlaceFieldProps) {
  const { say, language } = useSpeaking()
  const names = useMemo(() => new Intl.DisplayNames(language, { type: 'region' }), [language])
  const chosen = select.value ?? select.defaultValue
  return (
    <Field label={say('welcome.firm.region')} hint={hint ?? say('welcome.firm.region.hint')}>
      {(ids) => (
        <select {...select} {...ids} name="region" className={inputClass}>
          {[...new Set([...NEAR, ...FAR, chosen])].map((code) => (
            <option key={code} value={code}>
              {names.of(code)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** By which clock the firm works: `timeZone` of its form. */
export function ZoneField({ hint, ...select }: PlaceFieldProps) {
  const { say } = useSpeaking()
  const chosen = select.value ?? select.defaultValue
  const zones = useMemo(
    () => [...new Set([zoneHere(), ...Intl.supportedValuesOf('timeZone'), chosen])],
    [chosen],
  )
  return (
    <Field label={say('welcome.firm.zone')} hint={hint ?? say('welcome.firm.zone.hint')}>
      {(ids) => (
        <select {...select} {...ids} name="timeZone" className={inputClass}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** In which country a firm is likely to be that is set up here. */
export function regionGuess(language: string): string {
  if (zoneHere() === 'Europe/Warsaw' || language === 'pl') return 'PL'
  const region = new Intl.Locale(navigator.language).region
  return region !== undefined && [...NEAR, ...FAR].includes(region) ? region : 'US'
}
