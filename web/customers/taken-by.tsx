import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { ApiError } from '../api/client.ts'
import { giveContactPoint } from '../api/customers.ts'
import { undoCustomerMove } from '../api/endpoints.ts'
import { customerDetailQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { useByHand } from './use-by-hand.ts'

type TakenByProps = {
  /** Why an address could not be had. */
  error: unknown
  /** Who is to have it instead, where that can be. */
  customer?: CustomerDetail
  onGiven?: () => void
}

/** Whose an address is that could not be had, the way there, and a button that gives it to this customer; nothing for other errors. */
export function TakenBy({ error, customer, onGiven }: TakenByProps) {
  const { customerId, contactPointId } = error instanceof ApiError ? error.about : {}
  if (customerId === undefined || contactPointId === undefined) return null
  return <Taken {...{ customerId, contactPointId, customer, onGiven }} />
}

type TakenProps = {
  onGiven: (() => void) | undefined
  customer: CustomerDetail | undefined
  customerId: string
  contactPointId: string
}

function Taken({ customer, customerId, contactPointId, onGiven }: TakenProps) {
  const say = useSay()
  const format = useFormat()
  const owner = useQuery(customerDetailQuery(customerId)).data
  const give = useByHand(customer?.id ?? customerId)
  const value = format.address(owner?.contactPoints.find(({ id }) => id === contactPointId)?.value ?? '')
  const here = async (to: string) => {
    const { moveId } = await giveContactPoint(contactPointId, { customerId: to, seenCustomerId: customerId })
    return { told: say('points.given.here', { value }), back: () => undoCustomerMove(moveId) }
  }
  return (
    <div className="flex flex-col items-start gap-2 text-sm">
      <p>
        {say('points.taken.whose')}{' '}
        <Link
          to="/customers/$customerId"
          params={{ customerId }}
          className="font-medium text-accent underline"
        >
          {owner?.name ?? (value === '' ? say('common.nameless') : value)}
        </Link>
      </p>
      {customer !== undefined && (
        <>
          <Button
            busy={give.isPending}
            onClick={() =>
              give.mutate(() => here(customer.id), { onSuccess: () => onGiven?.(), onError: tellProblem })
            }
          >
            {say('points.taken.give', { name: customer.name ?? say('common.nameless') })}
          </Button>
          <p className="text-ink-3 text-xs">{say('points.taken.hint')}</p>
        </>
      )}
    </div>
  )
}
