import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { customerDetailQuery, peopleQuery } from '../api/queries.ts'
import { changeTicket } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { CategoryField, ChoiceField, isTitleTooLong, PriorityField, TitleField } from './ticket-fields.tsx'
import { useTicketChange } from './use-tickets.ts'

/** Changes what a ticket says; only what was changed is sent, based on the version that was shown. */
export function EditDialog({ ticket, onClose }: { ticket: TicketDetail; onClose: () => void }) {
  const say = useSay()
  const { change, busy } = useTicketChange({ showsProblem: true })
  const [base] = useState(ticket)
  const [title, setTitle] = useState(base.title ?? '')
  const [category, setCategory] = useState(base.category)
  const [priority, setPriority] = useState(base.priority)
  const [assigneeId, setAssigneeId] = useState(base.assignee?.id ?? '')
  const [propertyId, setPropertyId] = useState(base.property?.id ?? '')
  const people = useQuery({ ...peopleQuery, enabled: useMay('people.read') }).data?.items ?? []
  const customerId = base.customer?.id ?? ''
  const properties =
    useQuery({ ...customerDetailQuery(customerId), enabled: customerId !== '' }).data?.properties ?? []
  const changed = {
    ...(title.trim() !== (base.title ?? '') && { title: title.trim() === '' ? null : title.trim() }),
    ...(category !== base.category && { category }),
    ...(priority !== base.priority && { priority }),
    ...(assigneeId !== (base.assignee?.id ?? '') && { assigneeId: assigneeId === '' ? null : assigneeId }),
    ...(propertyId !== (base.property?.id ?? '') && { propertyId: propertyId === '' ? null : propertyId }),
  }
  const save = () => changeTicket(ticket.id, { version: base.version, ...changed })
  const left =
    base.assignee !== null && !people.some(({ personId }) => personId === base.assignee?.id)
      ? [[base.assignee.id, base.assignee.name ?? say('ticket.left')] as const]
      : []
  return (
    <FormDialog
      title={say('ticket.edit.title', { number: ticket.number })}
      submit={say('ticket.save')}
      busy={busy}
      disabled={Object.keys(changed).length === 0 || isTitleTooLong(title)}
      error={change.error}
      onSubmit={() => {
        const done = say('ticket.changed', { number: ticket.number })
        change.mutate({ work: save, done }, { onSuccess: onClose })
      }}
      onClose={onClose}
    >
      <TitleField value={title} onChange={setTitle} />
      <CategoryField value={category} onChange={setCategory} />
      <PriorityField value={priority} onChange={setPriority} />
      <ChoiceField
        label={say('ticket.assignee')}
        value={assigneeId}
        options={[
          ['', say('ticket.unassigned')],
          ...people.map(({ personId, name }) => [personId, name] as const),
          ...left,
        ]}
        onChange={setAssigneeId}
      />
      {properties.length > 0 && (
        <ChoiceField
          label={say('ticket.field.property')}
          value={propertyId}
          options={[
            ['', say('ticket.field.property.none')],
            ...properties.map(({ id, address }) => [id, address] as const),
          ]}
          onChange={setPropertyId}
        />
      )}
    </FormDialog>
  )
}
