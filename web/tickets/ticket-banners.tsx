import { Siren } from 'lucide-react'
import { useState } from 'react'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { changeTicket, moveTicket } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { useTicketChange } from './use-tickets.ts'

/** A danger to life with the words of safety, and what a person should decide: above all else on a ticket's page. */
export function TicketBanners({ ticket }: { ticket: TicketDetail }) {
  return (
    <>
      {ticket.hazard !== null && <Danger ticket={ticket} hazard={ticket.hazard} />}
      {ticket.question !== null && <Question ticket={ticket} question={ticket.question} />}
    </>
  )
}

function Danger({ ticket, hazard }: { ticket: TicketDetail; hazard: NonNullable<TicketDetail['hazard']> }) {
  const say = useSay()
  const mayChange = useMay('tickets.write')
  const { change, busy } = useTicketChange()
  const [asking, setAsking] = useState(false)
  const safety = ticket.activity.find(({ note }) => note?.code === `safety_${hazard}`)?.note?.words
  const over = () => changeTicket(ticket.id, { hazard: null })
  return (
    <section
      aria-label={say(`danger.${hazard}`)}
      className="rounded-lg border border-emergency bg-emergency-soft p-3"
    >
      <h2 className="flex items-center gap-2 font-semibold text-emergency">
        <Siren aria-hidden className="size-4" />
        {say(`danger.${hazard}`)}
      </h2>
      {typeof safety === 'string' && <p className="mt-1 text-sm">{safety}</p>}
      {mayChange && (
        <Button size="sm" className="mt-2" onClick={() => setAsking(true)}>
          {say('danger.over')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={say('danger.over.ask')}
          lead={say('danger.over.lead')}
          confirm={say('danger.over')}
          busy={busy}
          error={null}
          onConfirm={() =>
            change.mutate(
              { work: over, done: say('ticket.changed', { number: ticket.number }) },
              { onSettled: () => setAsking(false) },
            )
          }
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}

type QuestionProps = { ticket: TicketDetail; question: NonNullable<TicketDetail['question']> }

function Question({ ticket, question }: QuestionProps) {
  const say = useSay()
  const mayChange = useMay('tickets.write')
  const { change, busy } = useTicketChange()
  const yes = question === 'maybe_cancelled' ? 'cancelled' : 'reopened'
  return (
    <section aria-label={say('question.mark')} className="rounded-lg bg-accent-soft p-3">
      <p className="font-medium text-sm">{say(`question.${question}`)}</p>
      {mayChange && (
        <div className="mt-2 flex flex-wrap gap-2">
          <Button
            size="sm"
            busy={busy}
            onClick={() =>
              change.mutate({
                work: () => moveTicket(ticket.id, { status: yes, version: ticket.version }),
                done: say('ticket.moved', { number: ticket.number, status: say(`ticket.status.${yes}`) }),
              })
            }
          >
            {say(`question.${question}.yes`)}
          </Button>
          <Button
            size="sm"
            busy={busy}
            onClick={() =>
              change.mutate({
                work: () => changeTicket(ticket.id, { question: null }),
                done: say('ticket.changed', { number: ticket.number }),
              })
            }
          >
            {say(`question.${question}.no`)}
          </Button>
        </div>
      )}
    </section>
  )
}
