import { correctContactPoint } from '../api/customers.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { PointField } from './point-field.tsx'
import type { ContactPoint } from './point-line.tsx'
import { TakenBy } from './taken-by.tsx'
import { useByHand } from './use-by-hand.ts'

type CorrectPointDialogProps = { customerId: string; point: ContactPoint; onClose: () => void }

/** Corrects a number or e-mail address that was written wrongly. */
export function CorrectPointDialog({ customerId, point, onClose }: CorrectPointDialogProps) {
  const say = useSay()
  const format = useFormat()
  const save = useByHand(customerId)
  const before = format.address(point.value)
  const correct = async (address: string) => {
    const customer = await correctContactPoint(customerId, point.id, address)
    const now = customer.contactPoints.find(({ id }) => id === point.id)?.value ?? address
    const back = () => correctContactPoint(customerId, point.id, point.value)
    return { customer, told: say('points.corrected', { value: format.address(now) }), back }
  }
  return (
    <FormDialog
      title={say('points.correct.title', { value: before })}
      submit={say('common.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={(form) =>
        save.mutate(() => correct(String(form.get('address')).trim()), { onSuccess: onClose })
      }
      onClose={onClose}
    >
      <TakenBy error={save.error} />
      <PointField value={before} />
    </FormDialog>
  )
}
