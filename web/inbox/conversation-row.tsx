import { ImageIcon } from 'lucide-react'
import { memo } from 'react'
import type { Conversation } from '../../src/contract/conversations.ts'
import { isDone } from '../../src/contract/tickets.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { RowLink } from '../parts/row-link.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { useNow } from '../parts/use-now.ts'
import type { RowTabIndex } from '../parts/use-one-stop.ts'
import { UrgencyBadge } from '../understanding/urgency-badge.tsx'
import { kindIcons } from './kinds.ts'
import { useTitleOf } from './title.ts'

export const ROW_HEIGHT = 66

/** One line of the inbox. */
export const ConversationRow = memo(function ConversationRow(props: {
  conversation: Conversation
  chosen: boolean
  /** The filters, as the address bar has them: `?status=waiting`. */
  search: string
  /** In a list that Tab comes to once. */
  tabIndex?: RowTabIndex
}) {
  const { conversation, chosen, search, tabIndex } = props
  const { last, status } = conversation
  const say = useSay()
  const titleOf = useTitleOf()
  const Kind = kindIcons[last.kind]
  const unanswered = status === 'needs_reply'
  return (
    <RowLink
      href={`/inbox/${conversation.id}${search}`}
      tabIndex={tabIndex}
      aria-current={chosen || undefined}
      data-chosen={chosen || undefined}
      className="relative flex h-full flex-col justify-center gap-0.5 border-line border-b pr-3 pl-4 -outline-offset-2 before:absolute before:inset-y-0 before:left-0 before:w-[3px] hover:bg-hover data-chosen:bg-chosen data-chosen:before:bg-accent"
    >
      <span className="flex items-center gap-2">
        <StatusMark
          status={conversation.spam ? 'spam' : status}
          label={say(conversation.spam ? 'inbox.spam' : `status.${status}`)}
        />
        <span className={`min-w-0 flex-1 truncate ${unanswered ? 'font-semibold' : 'font-medium'}`}>
          {titleOf(conversation.party)}
        </span>
        <When conversation={conversation} />
      </span>
      <span className="flex items-center gap-2 text-sm">
        <Kind aria-label={say(`message.${last.kind}`)} role="img" className="size-3.5 shrink-0 text-ink-3" />
        <Preview conversation={conversation} />
        {last.attachments > 0 && last.kind === 'text' && (
          <ImageIcon
            role="img"
            aria-label={say('count.pictures', { n: last.attachments })}
            className="size-3.5 shrink-0 text-ink-3"
          />
        )}
        <TicketBadge conversation={conversation} />
        <UrgencyBadge conversation={conversation} />
      </span>
    </RowLink>
  )
})

/** The number of its ticket; one that is done is told of quietly. */
function TicketBadge({ conversation: { tickets } }: { conversation: Conversation }) {
  const say = useSay()
  const [ticket, ...more] = tickets ?? []
  if (ticket === undefined) return null
  const { number, status } = ticket
  const label = say('ticket.badge', { number, status: say(`ticket.status.${status}`) })
  return (
    <span
      title={label}
      className={`figures inline-flex h-5 shrink-0 items-center rounded-sm px-1 text-2xs ${isDone(status) ? 'text-ink-3 line-through' : 'bg-accent-soft text-accent-strong'}`}
    >
      <span className="sr-only">{label}</span>
      <span aria-hidden>
        {say('ticket.number', { number })}
        {more.length > 0 && ` +${more.length}`}
      </span>
    </span>
  )
}

/** How long they wait, if they do; else when it was last. */
function When({ conversation: { waitingSince, lastAt } }: { conversation: Conversation }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const span = waitingSince === null ? null : format.span(now - Date.parse(waitingSince))
  return (
    <time
      dateTime={lastAt}
      title={
        span === null ? format.full(lastAt) : `${format.full(lastAt)} · ${say('inbox.waits.label', { span })}`
      }
      className={`figures shrink-0 text-xs ${span === null ? 'text-ink-3' : 'font-medium text-ink-2'}`}
    >
      {span === null ? format.brief(lastAt, now) : say('inbox.waits', { span })}
    </time>
  )
}

function Preview({ conversation }: { conversation: Conversation }) {
  const say = useSay()
  const { last, status } = conversation
  const words = last.preview.trim()
  const tone = status === 'needs_reply' ? 'text-ink-2' : 'text-ink-3'
  return (
    <span className={`min-w-0 flex-1 truncate ${tone}`}>
      {words === ''
        ? last.attachments > 0 && last.kind === 'text'
          ? say('count.pictures', { n: last.attachments })
          : say(`message.${last.kind}`)
        : last.direction === 'out'
          ? say('inbox.you', { text: words })
          : words}
    </span>
  )
}
