import { KeyRound } from 'lucide-react'
import type { Property } from '../../src/contract/customers.ts'
import { useSay } from '../i18n/i18n.tsx'

/** A place, and how one gets in. */
export function PlaceWords({ place }: { place: Pick<Property, 'address' | 'accessNote'> }) {
  const say = useSay()
  return (
    <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
      <p>{place.address}</p>
      {place.accessNote !== null && (
        <p className="mt-0.5 flex items-start gap-1.5 text-ink-2 text-xs" title={say('places.access')}>
          <KeyRound aria-hidden className="mt-0.5 size-3 shrink-0" />
          <span className="sr-only">{say('places.access')}: </span>
          <span className="whitespace-pre-line">{place.accessNote}</span>
        </p>
      )}
    </div>
  )
}
