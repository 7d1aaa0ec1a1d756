import type { CustomerDetail, Property } from '../../src/contract/customers.ts'
import { addProperty, correctProperty, type PropertyBody, removeProperty } from '../api/customers.ts'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { PlaceFields, placeFrom } from './place-fields.tsx'
import { type Done, useByHand } from './use-by-hand.ts'

type PlaceDialogProps = {
  customer: CustomerDetail
  /** Which is changed; a new one where there is none. */
  place?: Property
  onClose: () => void
}

/** Adds a place where a customer wants work done, or changes one. */
export function PlaceDialog({ customer, place, onClose }: PlaceDialogProps) {
  const say = useSay()
  const save = useByHand(customer.id)
  const add = async (body: PropertyBody): Promise<Done> => {
    const { address } = body
    const added = await addProperty(customer.id, body)
    if (!added.isNew) return { customer: added.customer, told: say('places.known', { address }) }
    const back = () => removeProperty(customer.id, added.propertyId)
    return { customer: added.customer, told: say('places.added', { address }), back }
  }
  const correct = async ({ id, ...before }: Property, body: PropertyBody): Promise<Done> => ({
    customer: await correctProperty(customer.id, id, body),
    told: say('places.corrected', { address: body.address }),
    back: () => correctProperty(customer.id, id, before),
  })
  return (
    <FormDialog
      title={
        place === undefined
          ? say('places.add.title', { name: customer.name ?? say('common.nameless') })
          : say('places.correct.title')
      }
      submit={say(place === undefined ? 'places.add' : 'common.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={(form) => {
        const body = placeFrom(form)
        save.mutate(() => (place === undefined ? add(body) : correct(place, body)), { onSuccess: onClose })
      }}
      onClose={onClose}
    >
      <PlaceFields place={place} isNeeded />
    </FormDialog>
  )
}
