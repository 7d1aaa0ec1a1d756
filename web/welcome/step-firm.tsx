import { useSpeaking } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { RegionField, regionGuess, ZoneField, zoneHere } from './place-fields.tsx'

export type FirmDetails = { firmName: string; region: string; timeZone: string }

/** Step one: what the firm is called, and whose numbers and clock it uses. */
export function FirmStep({
  initially,
  onDone,
}: {
  initially: FirmDetails | undefined
  onDone: (firm: FirmDetails) => void
}) {
  const { say, language } = useSpeaking()
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
      <RegionField defaultValue={initially?.region ?? regionGuess(language)} />
      <ZoneField defaultValue={initially?.timeZone ?? zoneHere()} />
      <Button type="submit" look="primary" className="h-10">
        {say('welcome.next')}
      </Button>
    </form>
  )
}
