import '../i18n/en-tickets-room.ts'
import { useQuery } from '@tanstack/react-query'
import { customerTicketsQuery } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { TicketLinks } from '../tickets/ticket-links.tsx'

/** The tickets of a customer, newest first; nothing where there are none. */
export function TicketLines({ customerId }: { customerId: string }) {
  const say = useSay()
  const tickets = useQuery(customerTicketsQuery(customerId)).data?.items ?? []
  if (tickets.length === 0) return null
  return (
    <PanelSection title={say('nav.tickets')}>
      <TicketLinks tickets={tickets} />
    </PanelSection>
  )
}
