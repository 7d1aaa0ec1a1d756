import { Link, useRouterState } from '@tanstack/react-router'
import type { ConversationCounts, conversationStatuses } from '../../src/contract/conversations.ts'
import { listedOf } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { StatusMark } from '../parts/status-mark.tsx'

const order = [
  'needs_reply',
  'waiting',
  'active',
  'archived',
] as const satisfies readonly (typeof conversationStatuses)[number][]

/** Conversations by status, with their counts; part of the rail. */
export function StatusLinks({ counts }: { counts: ConversationCounts | undefined }) {
  const say = useSay()
  const format = useFormat()
  const { pathname, search } = useRouterState({ select: (state) => state.location })
  const inInbox = pathname.startsWith('/inbox')
  const line =
    'flex h-7 items-center gap-2.5 rounded-md pr-2 pl-3 text-sm text-ink-2 hover:bg-hover hover:text-ink data-chosen:bg-chosen data-chosen:font-medium data-chosen:text-ink'
  const here = inInbox && !search.spam ? search.status : null
  return (
    <ul aria-label={say('inbox.statuses')} className="mt-0.5 mb-2 hidden flex-col gap-px lg:flex">
      {order.map((status) => (
        <li key={status}>
          <Link
            to="/inbox"
            search={{ status }}
            title={say(`status.${status}.hint`)}
            data-chosen={here === status || undefined}
            className={line}
          >
            <StatusMark status={status} />
            <span className="flex-1">{say(`status.${status}`)}</span>
            {counts && listedOf(counts, status) > 0 && (
              <span
                className={`figures text-xs ${status === 'needs_reply' ? 'font-medium text-ink' : 'text-ink-3'}`}
              >
                {format.number(listedOf(counts, status))}
              </span>
            )}
          </Link>
        </li>
      ))}
      <li>
        <Link
          to="/inbox"
          search={{}}
          activeOptions={{ exact: true }}
          data-chosen={(inInbox && here === undefined) || undefined}
          className={line}
        >
          <StatusMark status="all" />
          <span className="flex-1">{say('inbox.all')}</span>
        </Link>
      </li>
      <li>
        <Link
          to="/inbox"
          search={{ spam: true }}
          data-chosen={(inInbox && search.spam) || undefined}
          className={line}
        >
          <StatusMark status="spam" />
          <span className="flex-1">{say('inbox.spam')}</span>
        </Link>
      </li>
    </ul>
  )
}
