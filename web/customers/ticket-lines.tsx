import '../i18n/en-tickets-room.ts'
import { useQuery } from '@tanstack/react-query'
import { customerTicketsQuery } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { Problem } from '../parts/problem.tsx'
import { TicketLinks } from '../tickets/ticket-links.tsx'

/** The tickets of a customer, newest first. */
export function TicketLines({ customerId }: { customerId: string }) {
  const say = useSay()
  const found = useQuery(customerTicketsQuery(customerId))
  return (
    <PanelSection title={say('nav.tickets')}>
      {found.isPending && <SkeletonRows rows={1} height={28} label={say('common.loading')} />}
      {found.isError && found.data === undefined && (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data &&
        (found.data.items.length === 0 ? (
          <p className="text-ink-3 text-sm">{say('customer.tickets.none')}</p>
        ) : (
          <TicketLinks tickets={found.data.items} />
        ))}
    </PanelSection>
  )
}
