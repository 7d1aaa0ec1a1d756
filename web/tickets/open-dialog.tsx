import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Customer } from '../../src/contract/customers.ts'
import type { TicketPriority } from '../../src/contract/tickets.ts'
import { openTicket } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { CustomerField } from './customer-field.tsx'
import { CategoryField, isTitleTooLong, PriorityField, TitleField } from './ticket-fields.tsx'
import { useTicketChange } from './use-tickets.ts'

/** Opens a ticket without a conversation: for a call, by a customer or by nobody known. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { change, busy } = useTicketChange({ showsProblem: true })
  const [title, setTitle] = useState('')
  const [customer, setCustomer] = useState<Customer | null>(null)
  const maySeeCustomers = useMay('customers.read')
  const [category, setCategory] = useState('other')
  const [priority, setPriority] = useState<TicketPriority>('medium')
  const open = async () => {
    const done = await openTicket({
      ...{ title, category, priority },
      ...(customer !== null && { customerId: customer.id }),
    })
    void navigate({ to: '/tickets/$ticketId', params: { ticketId: done.entity_id } })
    return done
  }
  return (
    <FormDialog
      title={say('ticket.open.title')}
      lead={say('ticket.open.lead')}
      submit={say('ticket.open.save')}
      busy={busy}
      disabled={title.trim() === '' || isTitleTooLong(title)}
      error={change.error}
      onSubmit={() => change.mutate({ work: open, done: say('ticket.open.title') }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TitleField value={title} onChange={setTitle} />
      {maySeeCustomers && <CustomerField value={customer} onChange={setCustomer} />}
      <CategoryField value={category} onChange={setCategory} />
      <PriorityField value={priority} onChange={setPriority} />
    </FormDialog>
  )
}
