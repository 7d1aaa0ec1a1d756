import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { findTicketByNumber, mergeTickets } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { useTicketChange } from './use-tickets.ts'

/** Merges the ticket with a number into this one. */
export function MergeDialog({ ticket, onClose }: { ticket: TicketDetail; onClose: () => void }) {
  const say = useSay()
  const { change, busy } = useTicketChange({ showsProblem: true })
  const [number, setNumber] = useState('')
  const find = useMutation({ mutationFn: findTicketByNumber })
  // A dialog that was left while the ticket was looked for merges nothing: callbacks of a call end with it.
  const merge = () =>
    find.mutate(Number(number), {
      onSuccess: ({ items: [other] }) => {
        if (other === undefined) return
        const done = say('ticket.merge.done', { number: ticket.number })
        change.mutate({ work: () => mergeTickets(ticket.id, other.id), done }, { onSuccess: onClose })
      },
    })
  return (
    <FormDialog
      title={say('ticket.merge.title', { number: ticket.number })}
      lead={say('ticket.merge.lead')}
      submit={say('ticket.merge.do')}
      busy={busy || find.isPending}
      disabled={number === ''}
      error={find.error ?? change.error}
      onSubmit={merge}
      onClose={onClose}
    >
      <Field
        label={say('ticket.merge.number')}
        hint={
          find.data?.items.length === 0 ? <span role="alert">{say('ticket.merge.unknown')}</span> : undefined
        }
      >
        {(ids) => (
          <input
            {...ids}
            inputMode="numeric"
            pattern="[0-9]+"
            required
            className={inputClass}
            value={number}
            onChange={({ target }) => {
              setNumber(target.value.replace(/\D/g, ''))
              find.reset()
              change.reset()
            }}
          />
        )}
      </Field>
    </FormDialog>
  )
}
