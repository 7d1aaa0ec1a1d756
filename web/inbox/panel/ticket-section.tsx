import '../../i18n/en-tickets-room.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import type { ConversationPotential } from '../../../src/contract/tickets.ts'
import { analysisQuery } from '../../api/queries.ts'
import { createTicketFor, dismissTicket, linkTicket } from '../../api/tickets.ts'
import { useMay } from '../../api/use-may.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { tell, tellProblem } from '../../parts/toasts.tsx'
import { TicketLinks } from '../../tickets/ticket-links.tsx'
import { useTicketChange } from '../../tickets/use-tickets.ts'
import { useTicketWords } from '../../tickets/words.ts'
import { MessageLink } from '../thread/message-link.tsx'

type TicketSectionProps = { conversation: ConversationDetail; onFollow?: (() => void) | undefined }

/** The tickets of a conversation, and what is proposed where it asks for one that there is not yet. */
export function TicketSection({ conversation, onFollow }: TicketSectionProps) {
  const say = useSay()
  const format = useFormat()
  const words = useTicketWords()
  const mayChange = useMay('tickets.write')
  const { id, tickets = [] } = conversation
  const { data: analysis, isPending } = useQuery(analysisQuery(id))
  const { change, refresh, busy } = useTicketChange()
  const dismiss = useMutation({
    mutationFn: () => dismissTicket(id),
    onSuccess: () => tell(say('box.not.done')),
    onError: tellProblem,
    onSettled: refresh,
  })
  const open = () =>
    change.mutate({
      work: () => createTicketFor(id, analysis?.messageId ? { messageId: analysis.messageId } : {}),
      done: say('ticket.open.title'),
    })
  const proposed = analysis !== undefined && analysis.analysis_result !== 'none' ? analysis : null
  const candidate = proposed?.analysis_result === 'link_existing' ? proposed.candidates[0]?.ticket : undefined
  const other = candidate !== undefined && !tickets.some((ticket) => ticket.id === candidate.id)
  const reason = proposed?.ticketReasons.find(({ text }) => text)
  return (
    <PanelSection title={say('box.title')}>
      {tickets.length > 0 && <TicketLinks tickets={tickets} />}
      {proposed !== null && (other || proposed.analysis_result === 'create') && (
        <div className="mt-1 rounded-md bg-accent-soft p-2.5 text-sm">
          <p>
            {other
              ? say('box.link', { number: candidate.number })
              : say('box.create', {
                  what: words.category(proposed.category ?? 'other'),
                  priority: say(`urgency.${proposed.priority ?? 'medium'}`),
                })}{' '}
            <span className="figures text-ink-2 text-xs">
              {say('common.sure', { percent: format.sure(proposed.confidence_score) })}
            </span>
          </p>
          {reason?.text && (
            <MessageLink
              conversation={conversation}
              messageId={reason.messageId}
              {...(reason.start === undefined || reason.end === undefined
                ? {}
                : { span: { start: reason.start, end: reason.end } })}
              onFollow={onFollow}
              className="block min-h-6 py-0.5 text-ink-2 text-xs [overflow-wrap:anywhere] hover:underline"
            >
              {say('box.why', { text: reason.text })}
            </MessageLink>
          )}
          {mayChange && (
            <div className="mt-1.5 flex flex-wrap gap-1.5">
              {other && (
                <Button
                  size="sm"
                  look="primary"
                  busy={busy}
                  onClick={() =>
                    change.mutate({
                      work: () => linkTicket(id, candidate.id),
                      done: say('ticket.changed', { number: candidate.number }),
                    })
                  }
                >
                  {say('box.linkTo', { number: candidate.number })}
                </Button>
              )}
              <Button size="sm" look={other ? 'plain' : 'primary'} busy={busy} onClick={open}>
                {say('box.open')}
              </Button>
              <Button size="sm" look="quiet" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
                {say('box.not')}
              </Button>
            </div>
          )}
        </div>
      )}
      {isPending && <div className="skeleton h-8" />}
      {proposed === null && !isPending && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          {tickets.length === 0 && <NoTicket analysis={analysis} />}
          {mayChange && (
            <Button size="sm" look="quiet" busy={busy} onClick={open}>
              {say(tickets.length === 0 ? 'box.open' : 'box.other')}
            </Button>
          )}
        </div>
      )}
    </PanelSection>
  )
}

/** That there is no ticket; where the words were weighed, that they ask for none, and how sure that is. */
function NoTicket({ analysis }: { analysis: ConversationPotential | undefined }) {
  const say = useSay()
  const format = useFormat()
  if (analysis?.code !== 'no_work') return <p className="text-ink-3 text-sm">{say('box.none')}</p>
  return (
    <p className="text-ink-3 text-sm">
      {say('box.settled')}{' '}
      <span className="figures text-xs">
        {say('common.sure', { percent: format.sure(analysis.confidence_score) })}
      </span>
    </p>
  )
}
