import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { TicketPriority } from '../../src/contract/tickets.ts'
import { openTicket } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { CategoryField, PriorityField, TitleField } from './ticket-fields.tsx'
import { useTicketChange } from './use-tickets.ts'

/** Opens a ticket without a conversation. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { change, busy } = useTicketChange()
  const [title, setTitle] = useState('')
  const [category, setCategory] = useState('other')
  const [priority, setPriority] = useState<TicketPriority>('medium')
  const open = async () => {
    const done = await openTicket({ title, category, priority })
    void navigate({ to: '/tickets/$ticketId', params: { ticketId: done.entity_id } })
    return done
  }
  return (
    <FormDialog
      title={say('ticket.open.title')}
      lead={say('ticket.open.lead')}
      submit={say('ticket.open.save')}
      busy={busy}
      disabled={title.trim() === ''}
      error={change.error}
      onSubmit={() => change.mutate({ work: open, done: say('ticket.open.title') }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TitleField value={title} onChange={setTitle} />
      <CategoryField value={category} onChange={setCategory} />
      <PriorityField value={priority} onChange={setPriority} />
    </FormDialog>
  )
}
