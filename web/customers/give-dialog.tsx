import { UserPlus } from 'lucide-react'
import { giveContactPoint } from '../api/customers.ts'
import { undoCustomerMove } from '../api/endpoints.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { Problem } from '../parts/problem.tsx'
import { CustomerPicker } from './customer-picker.tsx'
import type { ContactPoint } from './point-line.tsx'
import { useByHand } from './use-by-hand.ts'

type GiveDialogProps = {
  customerId: string
  point: ContactPoint
  /** What has the focus once the line is gone. */
  next: () => Element | null
  onClose: () => void
}

/** Gives a number or address that messages came from to whose it is, with its messages. */
export function GiveDialog({ customerId, point, next, onClose }: GiveDialogProps) {
  const say = useSay()
  const format = useFormat()
  const give = useByHand(customerId)
  const value = format.address(point.value)
  const to = (other: string | null) => {
    const work = async () => {
      const { moveId } = await giveContactPoint(point.id, { customerId: other, seenCustomerId: customerId })
      return { told: say('points.given', { value }), back: () => undoCustomerMove(moveId) }
    }
    give.mutate(work, {
      onSuccess: () => {
        onClose()
        requestAnimationFrame(() => handFocus(document.activeElement, next)) // the line goes once the customer is read anew
      },
    })
  }
  return (
    <Dialog open onClose={onClose} title={say('points.give.title', { value })} lead={say('points.give.lead')}>
      {give.error !== null && <Problem className="mx-4 mt-4" error={give.error} />}
      <div className="px-2 pt-2">
        <Button look="quiet" icon={UserPlus} busy={give.isPending} onClick={() => to(null)}>
          {say('points.give.new')}
        </Button>
      </div>
      <CustomerPicker
        label={say('customer.merge.find')}
        except={customerId}
        onPick={(other) => !give.isPending && to(other.id)}
      />
    </Dialog>
  )
}
