import { useState } from 'react'
import type { Property } from '../../src/contract/customers.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'

type PlaceFieldsProps = { place?: Property | undefined; isNeeded?: boolean }

/** Where the address of a place is written, and how one gets in; the second is of no use without the first. */
export function PlaceFields({ place, isNeeded = false }: PlaceFieldsProps) {
  const say = useSay()
  const optional = (label: string) => say('customer.optional', { label })
  const address = say('places.address')
  const [note, setNote] = useState(place?.accessNote ?? '')
  return (
    <>
      <Field label={isNeeded ? address : optional(address)} hint={say('places.address.hint')}>
        {(ids) => (
          <input
            {...ids}
            name="place"
            required={isNeeded || note.trim() !== ''}
            maxLength={300}
            autoComplete="off"
            defaultValue={place?.address}
            className={inputClass}
          />
        )}
      </Field>
      <Field label={optional(say('places.access'))} hint={say('places.access.hint')}>
        {(ids) => (
          <input
            {...ids}
            name="access"
            maxLength={500}
            autoComplete="off"
            value={note}
            onChange={({ target }) => setNote(target.value)}
            className={inputClass}
          />
        )}
      </Field>
    </>
  )
}

/** What was written there. */
export function placeFrom(form: FormData): { address: string; accessNote: string | null } {
  const written = (name: string) => String(form.get(name) ?? '').trim()
  return { address: written('place'), accessNote: written('access') || null }
}
