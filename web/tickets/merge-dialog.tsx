import { useState } from 'react'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { findTicketByNumber, mergeTickets } from '../api/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { useTicketChange } from './use-tickets.ts'

/** Merges the ticket with a number into this one. */
export function MergeDialog({ ticket, onClose }: { ticket: TicketDetail; onClose: () => void }) {
  const say = useSay()
  const { change, busy } = useTicketChange()
  const [number, setNumber] = useState('')
  const [isUnknown, setIsUnknown] = useState(false)
  const merge = async () => {
    const [other] = (await findTicketByNumber(Number(number))).items
    if (other === undefined) return setIsUnknown(true)
    const done = say('ticket.merge.done', { number: ticket.number })
    change.mutate({ work: () => mergeTickets(ticket.id, other.id), done }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('ticket.merge.title', { number: ticket.number })}
      lead={say('ticket.merge.lead')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void merge()
        }}
      >
        <div className="p-4">
          <Field
            label={say('ticket.merge.number')}
            hint={isUnknown ? <span role="alert">{say('ticket.merge.unknown')}</span> : undefined}
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
                  setIsUnknown(false)
                }}
              />
            )}
          </Field>
        </div>
        <CancelOr onCancel={onClose} busy={busy} type="submit" disabled={number === ''}>
          {say('ticket.merge.do')}
        </CancelOr>
      </form>
    </Dialog>
  )
}
