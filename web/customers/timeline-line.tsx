import { Link } from '@tanstack/react-router'
import { ClipboardList, type LucideIcon, Paperclip } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TimelineEntry, TimelineMessage, TimelineTicket } from '../../src/contract/timeline.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { isWritten, kindIcons } from '../inbox/kinds.ts'
import { hashOf } from '../inbox/thread/use-jump.ts'
import { TicketMarks } from '../tickets/ticket-marks.tsx'
import { useTicketWords } from '../tickets/words.ts'

/** One thing that happened, and the way to it: a message in its conversation, or a ticket. */
export function TimelineLine({ entry }: { entry: TimelineEntry }) {
  return entry.what === 'ticket' ? <TicketTurn entry={entry} /> : <Said message={entry} />
}

const row = 'flex gap-2.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover pointer-coarse:py-2.5'

function Said({ message }: { message: TimelineMessage }) {
  const say = useSay()
  const format = useFormat()
  const { id, conversationId, kind, direction, subject, preview, durationSeconds, attachments } = message
  const words = preview.trim()
  const name = say(`message.${kind}`)
  const length =
    durationSeconds === null || durationSeconds === 0 ? '' : ` · ${format.length(durationSeconds)}`
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId }}
      hash={hashOf(id)}
      className={`${row} ${direction === 'out' ? 'text-ink-2' : ''}`}
    >
      <Mark icon={kindIcons[kind]} label={name} />
      <span className="min-w-0 flex-1">
        {!isWritten(kind) && (
          <span className="block text-ink-2">
            {name}
            {length}
          </span>
        )}
        {subject && <span className="block truncate font-medium">{subject}</span>}
        {words !== '' && (
          <span className="line-clamp-2 [overflow-wrap:anywhere]">
            {direction === 'out' && isWritten(kind) ? say('inbox.you', { text: words }) : words}
          </span>
        )}
        {isWritten(kind) && words === '' && attachments === 0 && (
          <span className="text-ink-3">{say('message.empty')}</span>
        )}
        {attachments > 0 && isWritten(kind) && (
          <span className="flex items-center gap-1 text-ink-3 text-xs">
            <Paperclip aria-hidden className="size-3" />
            {say('count.pictures', { n: attachments })}
          </span>
        )}
      </span>
      <When at={message.at} />
    </Link>
  )
}

function TicketTurn({ entry: { at, became, ticket } }: { entry: TimelineTicket }) {
  const say = useSay()
  const words = useTicketWords()
  const { number } = ticket
  return (
    <Link to="/tickets/$ticketId" params={{ ticketId: ticket.id }} className={row}>
      <Mark icon={ClipboardList} label={say('timeline.show.ticket')} className="text-accent" />
      <span className="min-w-0 flex-1">
        <span className="block font-medium text-accent">
          {became === 'opened'
            ? say('timeline.ticket.opened', { number })
            : say('timeline.ticket.became', { number, status: say(`ticket.status.${became}`) })}
        </span>
        {became === 'opened' && (
          <span className="flex items-center gap-2 text-ink-2">
            <span className="min-w-0 truncate">{words.title(ticket)}</span>
            <TicketMarks ticket={ticket} />
          </span>
        )}
      </span>
      <When at={at} />
    </Link>
  )
}

function Mark({ icon: Icon, label, className = 'text-ink-3' }: MarkProps): ReactNode {
  return <Icon role="img" aria-label={label} className={`mt-0.5 size-4 shrink-0 ${className}`} />
}
type MarkProps = { icon: LucideIcon; label: string; className?: string }

function When({ at }: { at: string }) {
  const format = useFormat()
  return (
    <time dateTime={at} title={format.full(at)} className="figures shrink-0 pt-px text-ink-3 text-xs">
      {format.time(at)}
    </time>
  )
}
