import { useRouterState } from '@tanstack/react-router'
import { Archive, ArchiveRestore, ChevronLeft, Merge, UserRound } from 'lucide-react'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import { useMay } from '../../api/use-may.ts'
import { useWayBack } from '../../frame/way-back.ts'
import { useFormat } from '../../i18n/format.tsx'
import { isKey, useSay } from '../../i18n/i18n.tsx'
import { IconButton } from '../../parts/button.tsx'
import { RowLink } from '../../parts/row-link.tsx'
import { StatusMark } from '../../parts/status-mark.tsx'
import { useNow } from '../../parts/use-now.ts'
import { isPressing } from '../../understanding/codes.ts'
import { UrgencyBadge } from '../../understanding/urgency-badge.tsx'
import { useTitleOf } from '../title.ts'
import { useArchive } from '../use-archive.ts'
import { MessageLink } from './message-link.tsx'

type ThreadHeaderProps = {
  conversation: ConversationDetail
  panelShown: boolean
  onPanel: () => void
  onMerge: () => void
}

/** Who it is with, where it stands and why, and what can be done with the whole conversation. */
export function ThreadHeader({ conversation, panelShown, onPanel, onMerge }: ThreadHeaderProps) {
  const say = useSay()
  const titleOf = useTitleOf()
  const archive = useArchive()
  const wayBack = useWayBack()
  const filters = useRouterState({ select: ({ location }) => location.searchStr })
  const mayChange = useMay('conversations.write')
  const archived = conversation.status === 'archived'
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-1 border-line border-b py-1.5 pr-2 pl-1 md:pl-4">
      <RowLink
        href={wayBack ?? `/inbox${filters}`}
        aria-label={say('common.back')}
        className="grid size-11 shrink-0 place-items-center rounded-md text-ink-2 hover:bg-hover md:hidden"
      >
        <ChevronLeft aria-hidden className="size-5" />
      </RowLink>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <h1 className="truncate font-semibold text-lg">{titleOf(conversation.party)}</h1>
          <span className="flex max-md:hidden">
            <MostPressing conversation={conversation} />
          </span>
        </div>
        <Standing conversation={conversation} />
        <div className="flex md:hidden">
          <MostPressing conversation={conversation} />
        </div>
      </div>
      {mayChange && (
        <>
          <IconButton
            label={say(archived ? 'thread.unarchive' : 'thread.archive')}
            keys="e"
            icon={archived ? ArchiveRestore : Archive}
            onClick={() => archive(conversation)}
          />
          <IconButton label={say('thread.merge')} keys="m" icon={Merge} onClick={onMerge} />
        </>
      )}
      <IconButton
        label={say(panelShown ? 'thread.customer.hide' : 'thread.customer.show')}
        keys="i"
        icon={UserRound}
        onClick={onPanel}
      />
    </header>
  )
}

/** What is most pressing, leading to the message that says so; beside the name, or below it where there is no room. */
function MostPressing({ conversation }: { conversation: ConversationDetail }) {
  const { hazard, urgency, urgentMessageId } = conversation
  if (hazard === null && !isPressing(urgency)) return null
  return (
    <MessageLink conversation={conversation} messageId={urgentMessageId}>
      <UrgencyBadge conversation={conversation} />
    </MessageLink>
  )
}

function Standing({ conversation }: { conversation: ConversationDetail }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const { status, statusReason, waitingSince, messageCount } = conversation
  const reason = `reason.${statusReason}`
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-ink-3 text-xs">
      <StatusMark status={status} />
      <span className="truncate max-md:line-clamp-2 max-md:whitespace-normal">
        <span className="font-medium text-ink-2">{say(`status.${status}`)}</span>
        {waitingSince !== null &&
          ` · ${say('inbox.waits', { span: format.span(now - Date.parse(waitingSince)) })}`}
        {isKey(reason) && ` · ${say(reason)}`}
        {` · ${say('count.messages', { n: messageCount })}`}
      </span>
    </p>
  )
}
