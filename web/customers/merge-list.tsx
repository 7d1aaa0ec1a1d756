import type { CustomerDetail } from '../../src/contract/customers.ts'
import { useMay } from '../api/use-may.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { useCustomerMerge } from './use-customer-merge.ts'

/** Who was merged into this customer, each of whom can be parted again. */
export function MergeList({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const format = useFormat()
  const { part } = useCustomerMerge()
  const mayPart = useMay('customers.write')
  return (
    <PanelSection title={say('customer.merges')}>
      <ul className="flex flex-col gap-2">
        {customer.merges.map((merge) => (
          <li key={merge.id} className="flex items-center gap-3 text-sm">
            <div className={`min-w-0 flex-1 ${merge.undoneAt === null ? '' : 'text-ink-3 line-through'}`}>
              <p className="truncate">{merge.absorbedName ?? say('common.nameless')}</p>
              <p className="text-ink-3 text-xs">
                {say('customer.merges.line', { who: merge.mergedBy, time: format.full(merge.mergedAt) })}
              </p>
            </div>
            {merge.undoneAt === null && mayPart && (
              <Button size="sm" busy={part.isPending} onClick={() => part.mutate(merge.id)}>
                {say('customer.unmerge')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
