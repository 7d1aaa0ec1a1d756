import { Link, type LinkProps } from '@tanstack/react-router'
import {
  Clock,
  Flame,
  GitCompareArrows,
  type LucideIcon,
  MailX,
  Replace,
  RotateCcw,
  Siren,
  SquareCheck,
  UserRoundCheck,
  XCircle,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Notice, NoticeKind } from '../../src/contract/notices.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useNoticeSentence } from './words.ts'

const icons: Record<NoticeKind, LucideIcon> = {
  danger: Siren,
  ticket_given: UserRoundCheck,
  ticket_changed: SquareCheck,
  ticket_called_off: XCircle,
  ticket_reopened: RotateCcw,
  ticket_late: Clock,
  reply_failed: MailX,
  reply_came_back: MailX,
  conflict: GitCompareArrows,
  mirror: Replace,
}
/** What nobody may sleep through, or what stands in the way of work. */
const GRAVE: readonly NoticeKind[] = ['danger', 'reply_failed', 'reply_came_back', 'mirror']

/** One notice: a sentence that leads to what it is of, and when. What is unread has a mark, and is said to be so. */
export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const say = useSay()
  const format = useFormat()
  const sentence = useNoticeSentence()(notice)
  const { kind, state, about, at } = notice
  const Icon = about.hazard === 'gas' ? Flame : icons[kind]
  const isUnread = state === 'unread'
  return (
    <li className="flex">
      <Whither notice={notice} onOpen={onOpen}>
        <Icon
          aria-hidden
          className={`mt-0.5 size-4 shrink-0 ${isUnread && GRAVE.includes(kind) ? 'text-caution' : 'text-ink-3'}`}
        />
        <span className="min-w-0 flex-1">
          <span
            className={`block text-sm [overflow-wrap:anywhere] ${isUnread ? 'font-medium text-ink' : 'text-ink-2'}`}
          >
            {sentence}
          </span>
          <span className="figures block text-ink-3 text-xs">
            {format.brief(at)}
            {state === 'over' && ` · ${say('notices.over')}`}
          </span>
        </span>
        {isUnread && (
          <span
            role="img"
            aria-label={say('notices.unread')}
            className="mt-1.5 size-2 shrink-0 rounded-full bg-accent"
          />
        )}
      </Whither>
    </li>
  )
}

const lineClass =
  'flex min-h-11 flex-1 gap-3 px-4 py-2.5 text-left outline-offset-[-2px] hover:bg-hover focus-visible:bg-hover'

/** To what a notice is of; what is gone is read where it stands. */
function Whither(props: { notice: Notice; onOpen: () => void; children: ReactNode }) {
  const { notice, onOpen, children } = props
  const link = linkOf(notice)
  return link === null ? (
    <button type="button" onClick={onOpen} className={lineClass}>
      {children}
    </button>
  ) : (
    <Link {...link} onClick={onOpen} className={lineClass}>
      {children}
    </Link>
  )
}

function linkOf({ kind, conversationId, ticket }: Notice): Pick<LinkProps, 'to' | 'params'> | null {
  if (kind === 'conflict') return { to: '/settings/conflicts' }
  if (kind === 'mirror') return { to: '/settings/mirrors' }
  if (ticket !== null) return { to: '/tickets/$ticketId', params: { ticketId: ticket.id } }
  return conversationId === null ? null : { to: '/inbox/$conversationId', params: { conversationId } }
}
