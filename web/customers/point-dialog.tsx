import type { CustomerDetail } from '../../src/contract/customers.ts'
import { addContactPoint, removeContactPoint } from '../api/customers.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { PointField } from './point-field.tsx'
import { TakenBy } from './taken-by.tsx'
import { useByHand } from './use-by-hand.ts'

/** Adds a number or e-mail address of a customer; one that is somebody else's can be given to this one, or leads to them. */
export function PointDialog({ customer, onClose }: { customer: CustomerDetail; onClose: () => void }) {
  const say = useSay()
  const format = useFormat()
  const save = useByHand(customer.id)
  const add = async (address: string) => {
    const added = await addContactPoint(customer.id, address)
    const { contactPointId: id, isNew, customer: now } = added
    const value = format.address(now.contactPoints.find((point) => point.id === id)?.value ?? address)
    if (!isNew) return { customer: now, told: say('points.known', { value }) }
    const back = () => removeContactPoint(customer.id, id)
    return { customer: now, told: say('points.added', { value }), back }
  }
  return (
    <FormDialog
      title={say('points.add.title', { name: customer.name ?? say('common.nameless') })}
      lead={say('points.add.lead')}
      submit={say('points.add')}
      busy={save.isPending}
      error={save.error}
      onSubmit={(form) => save.mutate(() => add(String(form.get('address')).trim()), { onSuccess: onClose })}
      onClose={onClose}
    >
      <TakenBy error={save.error} customer={customer} onGiven={onClose} />
      <PointField />
    </FormDialog>
  )
}
