import type { CustomerDetail } from '../../src/contract/customers.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CustomerPicker } from './customer-picker.tsx'
import { useCustomerMerge } from './use-customer-merge.ts'

/** Chooses the customer who is the same as this one. */
export function CustomerMergeDialog({
  customer,
  onClose,
}: {
  customer: CustomerDetail
  onClose: () => void
}) {
  const say = useSay()
  const { merge } = useCustomerMerge()
  const name = customer.name ?? customer.contactPoints[0]?.value ?? say('common.nameless')
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('customer.merge.title')}
      lead={say('customer.merge.lead', { name })}
    >
      <CustomerPicker
        label={say('customer.merge.find')}
        except={customer.id}
        onPick={(other) => {
          merge.mutate({ keptId: customer.id, absorbedId: other.id, name })
          onClose()
        }}
      />
    </Dialog>
  )
}
