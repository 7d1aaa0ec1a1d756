import { useMemo } from 'react'
import { useSpeaking } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { TextField } from '../parts/text-field.tsx'

export type FirmDetails = { firmName: string; region: string; timeZone: string }

// Countries first where Plumbline is at home, then by name.
const NEAR = ['US', 'PL', 'CA', 'GB']
const FAR =
  'AT AU BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IE IL IN IS IT JP LT LU LV MT MX NL NO NZ PT RO SE SG SI SK UA ZA'.split(
    ' ',
  )

/** Step one: what the firm is called, and whose numbers and clock it uses. */
export function FirmStep({
  initially,
  onDone,
}: {
  initially: FirmDetails | undefined
  onDone: (firm: FirmDetails) => void
}) {
  const { say, language } = useSpeaking()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const zones = useMemo(() => [...new Set([here, ...Intl.supportedValuesOf('timeZone')])], [here])
  const names = useMemo(() => new Intl.DisplayNames(language, { type: 'region' }), [language])
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        onDone({
          firmName: String(form.get('firmName')).trim(),
          region: String(form.get('region')),
          timeZone: String(form.get('timeZone')),
        })
      }}
    >
      <TextField
        label={say('welcome.firm.name')}
        name="firmName"
        maxLength={120}
        autoComplete="organization"
        placeholder={say('welcome.firm.example')}
        defaultValue={initially?.firmName}
      />
      <Field label={say('welcome.firm.region')} hint={say('welcome.firm.region.hint')}>
        {(ids) => (
          <select
            {...ids}
            name="region"
            defaultValue={initially?.region ?? regionGuess(language, here)}
            className={inputClass}
          >
            {[...NEAR, ...FAR].map((code) => (
              <option key={code} value={code}>
                {names.of(code)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say('welcome.firm.zone')} hint={say('welcome.firm.zone.hint')}>
        {(ids) => (
          <select {...ids} name="timeZone" defaultValue={initially?.timeZone ?? here} className={inputClass}>
            {zones.map((zone) => (
              <option key={zone} value={zone}>
                {zone.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button type="submit" look="primary" className="h-10">
        {say('welcome.next')}
      </Button>
    </form>
  )
}

function regionGuess(language: string, zone: string): string {
  if (zone === 'Europe/Warsaw' || language === 'pl') return 'PL'
  const region = new Intl.Locale(navigator.language).region
  return region !== undefined && [...NEAR, ...FAR].includes(region) ? region : 'US'
}
