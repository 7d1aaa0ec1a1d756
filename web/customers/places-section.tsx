import '../i18n/en-customers.ts'
import { Pencil, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { CustomerDetail, Property } from '../../src/contract/customers.ts'
import { addProperty, removeProperty } from '../api/customers.ts'
import { useSay } from '../i18n/i18n.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { PanelSection } from '../parts/panel-section.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { AddButton } from './add-button.tsx'
import { LineButton } from './line-button.tsx'
import { PlaceDialog } from './place-dialog.tsx'
import { PlaceWords } from './place-words.tsx'
import { useByHand } from './use-by-hand.ts'

type PlacesSectionProps = { customer: CustomerDetail; mayChange: boolean }

/** Where a customer wants work done, and how one gets in there; who may adds to it and corrects it. */
export function PlacesSection({ customer, mayChange }: PlacesSectionProps) {
  const say = useSay()
  const [doing, setDoing] = useState<'add' | Property>()
  const add = useRef<HTMLButtonElement>(null)
  const { properties } = customer
  return (
    <PanelSection
      title={say('panel.properties')}
      aside={
        mayChange && (
          <AddButton ref={add} label={say('places.add.label')} onClick={() => setDoing('add')}>
            {say('places.add')}
          </AddButton>
        )
      }
    >
      {properties.length === 0 && <p className="text-ink-3 text-sm">{say('customer.properties.none')}</p>}
      <ul className="flex flex-col gap-2.5">
        {properties.map((place) => (
          <li key={place.id} className="flex items-start gap-2 text-sm">
            <PlaceWords place={place} />
            {mayChange && (
              <>
                <LineButton
                  icon={Pencil}
                  label={say('places.correct.label', { address: place.address })}
                  onClick={() => setDoing(place)}
                />
                <RemovePlace customerId={customer.id} place={place} next={() => add.current} />
              </>
            )}
          </li>
        ))}
      </ul>
      {doing !== undefined && (
        <PlaceDialog
          customer={customer}
          {...(doing !== 'add' && { place: doing })}
          onClose={() => setDoing(undefined)}
        />
      )}
    </PanelSection>
  )
}

type RemovePlaceProps = { customerId: string; place: Property; next: () => Element | null }

function RemovePlace({ customerId, place, next }: RemovePlaceProps) {
  const say = useSay()
  const remove = useByHand(customerId)
  const { id, ...words } = place
  const takeAway = (from: Element) => {
    const work = async () => ({
      customer: await removeProperty(customerId, id),
      told: say('places.removed', { address: words.address }),
      back: () => addProperty(customerId, words),
    })
    handFocus(from, next)
    remove.mutate(work, { onError: tellProblem })
  }
  return (
    <LineButton
      icon={X}
      label={say('places.remove.label', { address: words.address })}
      busy={remove.isPending}
      onClick={({ currentTarget }) => takeAway(currentTarget)}
    />
  )
}
