import { memo } from 'react'
import type { Customer } from '../../src/contract/customers.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { RowLink } from '../parts/row-link.tsx'
import type { RowTabIndex } from '../parts/use-one-stop.ts'

export const CUSTOMER_ROW_HEIGHT = 56

/** One line of the list of customers. */
export const CustomerRow = memo(function CustomerRow(props: {
  customer: Customer
  chosen: boolean
  /** The filters, as the address bar has them: `?text=oak`. */
  search: string
  tabIndex: RowTabIndex
}) {
  const { customer, chosen, search, tabIndex } = props
  const say = useSay()
  const format = useFormat()
  const points = customer.contactPoints.map((point) => format.address(point.value)).join(', ')
  return (
    <RowLink
      href={`/customers/${customer.id}${search}`}
      tabIndex={tabIndex}
      aria-current={chosen || undefined}
      data-chosen={chosen || undefined}
      className="relative flex h-full flex-col justify-center border-line border-b pr-3 pl-4 -outline-offset-2 before:absolute before:inset-y-0 before:left-0 before:w-[3px] hover:bg-hover data-chosen:bg-chosen data-chosen:before:bg-accent"
    >
      <span className="flex items-baseline gap-2">
        <span className={`min-w-0 flex-1 truncate ${customer.name === null ? 'text-ink-3' : 'font-medium'}`}>
          {customer.name ?? say('common.nameless')}
        </span>
        {customer.kind !== 'unknown' && (
          <span className="text-ink-3 text-xs">{say(`customer.kind.${customer.kind}`)}</span>
        )}
      </span>
      <span className="figures truncate text-ink-3 text-xs">{points}</span>
    </RowLink>
  )
})
