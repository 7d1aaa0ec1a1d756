import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { Member } from '../../../src/contract/conversations.ts'
import type { CustomerDetail } from '../../../src/contract/customers.ts'
import { isPassing } from '../../api/client.ts'
import { customerDetailQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { NamesOverTime } from '../../customers/names-over-time.tsx'
import { PlaceWords } from '../../customers/place-words.tsx'
import { PointLine } from '../../customers/point-line.tsx'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { SkeletonRows } from '../../parts/empty.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { Problem } from '../../parts/problem.tsx'

/** Whom a conversation is with, where it is one customer: how to reach them, and under which names they were heard of. */
export function OneCustomer({ customerId }: { customerId: string }) {
  const say = useSay()
  const customer = useQuery(customerDetailQuery(customerId))
  if (customer.isPending) return <SkeletonRows rows={3} height={48} label={say('common.loading')} />
  if (customer.data === undefined || (customer.isError && !isPassing(customer.error)))
    return <Problem error={customer.error} onRetry={() => void customer.refetch()} />
  return <Known customer={customer.data} />
}

function Known({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const mayAnswer = useMay('customers.write')
  return (
    <>
      <header>
        <Link
          to="/customers/$customerId"
          params={{ customerId: customer.id }}
          title={say('panel.open')}
          className="group flex items-center gap-1 font-semibold text-lg hover:text-accent"
        >
          <span className="min-w-0 truncate">{customer.name ?? say('common.nameless')}</span>
          <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3 group-hover:text-accent" />
        </Link>
        {customer.kind !== 'unknown' && (
          <p className="text-ink-3 text-xs">{say(`customer.kind.${customer.kind}`)}</p>
        )}
        {mayAnswer && customer.questions.length > 0 && (
          <Link to="/questions" className="mt-1 inline-block text-accent text-sm underline">
            {say('questions.openFor', { n: customer.questions.length })}
          </Link>
        )}
      </header>
      <PanelSection title={say('panel.points')}>
        <ul className="flex flex-col gap-2">
          {customer.contactPoints.map((point) => (
            <li key={point.id}>
              <PointLine point={point} />
            </li>
          ))}
        </ul>
      </PanelSection>
      <NamesOverTime points={customer.contactPoints} />
      {customer.properties.length > 0 && (
        <PanelSection title={say('panel.properties')}>
          <ul className="flex flex-col gap-1.5 text-sm">
            {customer.properties.map((property) => (
              <li key={property.id}>
                <PlaceWords place={property} />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </>
  )
}

/** Whom a conversation is with, where it is several, or nobody who is known. */
export function SeveralCustomers({ members }: { members: readonly Member[] }) {
  const say = useSay()
  const format = useFormat()
  if (members.length === 0) return <p className="text-ink-3 text-sm">{say('panel.nobody')}</p>
  return (
    <PanelSection title={members.length > 1 ? say('panel.members') : say('panel.points')}>
      <ul className="flex flex-col gap-1.5">
        {members.map((member) => (
          <li key={member.contactPointId} className="min-w-0">
            {member.customerId === null ? (
              <span className="font-medium">{member.name ?? format.address(member.value)}</span>
            ) : (
              <Link
                to="/customers/$customerId"
                params={{ customerId: member.customerId }}
                className="font-medium hover:text-accent"
              >
                {member.name ?? say('common.nameless')}
              </Link>
            )}
            <p className="figures truncate text-ink-3 text-xs">{format.address(member.value)}</p>
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
