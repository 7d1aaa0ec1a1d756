import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import type { ConversationCounts } from '../../src/contract/conversations.ts'
import type { InboxFilter } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'

type SettledLineProps = { filter: InboxFilter; counts: ConversationCounts | undefined }

/** Over the list of who waits: how many spoke last and seem to need no answer, and the way to them; over theirs, the way back. */
export function SettledLine({ filter, counts }: SettledLineProps) {
  const say = useSay()
  const n = counts?.settled ?? 0
  if (filter.status !== 'needs_reply' || filter.spam || (n === 0 && !filter.settled)) return null
  return (
    <Link
      to="/inbox"
      search={(was) => ({ ...was, settled: filter.settled ? undefined : true })}
      title={say('inbox.settled.hint')}
      className="flex min-h-8 shrink-0 items-center gap-1 border-line border-b bg-desk px-4 py-1 text-ink-2 text-sm hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
    >
      <span className="min-w-0 flex-1">
        {filter.settled ? say('inbox.settled.back') : say('inbox.settled.some', { n })}
      </span>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-ink-3" />
    </Link>
  )
}
