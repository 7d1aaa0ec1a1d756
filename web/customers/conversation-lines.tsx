import { Link } from '@tanstack/react-router'
import type { Conversation } from '../../src/contract/conversations.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { StatusMark } from '../parts/status-mark.tsx'
import { useNow } from '../parts/use-now.ts'

/** Conversations in few words, each a way to it. */
export function ConversationLines({ conversations }: { conversations: readonly Conversation[] }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  return (
    <ul className="-mx-2 flex flex-col">
      {conversations.map((conversation) => (
        <li key={conversation.id}>
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: conversation.id }}
            className="flex items-center gap-2 rounded-md px-2 py-1 text-sm hover:bg-hover pointer-coarse:py-2.5"
          >
            <StatusMark status={conversation.status} label={say(`status.${conversation.status}`)} />
            <span className="min-w-0 flex-1 truncate">
              {conversation.last.preview || say(`message.${conversation.last.kind}`)}
            </span>
            <time dateTime={conversation.lastAt} className="figures shrink-0 text-ink-3 text-xs">
              {format.brief(conversation.lastAt, now)}
            </time>
          </Link>
        </li>
      ))}
    </ul>
  )
}
