import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { isPassing } from '../../api/client.ts'
import { useMay } from '../../api/use-may.ts'
import { PageProblem } from '../../frame/page-problem.tsx'
import { useTitle } from '../../frame/use-title.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { SkeletonRows } from '../../parts/empty.tsx'
import { late } from '../../parts/late.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useMedia, useStored } from '../../parts/use-media.ts'
import { CustomerPanel } from '../panel/customer-panel.tsx'
import { Composer } from '../reply/composer.tsx'
import { useAhead } from '../reply/use-ahead.ts'
import { useTitleOf } from '../title.ts'
import { ThreadBody } from './thread-body.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { useThread } from './use-thread.ts'
import { Vouch } from './vouch.tsx'

const MergeDialog = late(() => import('./merge-dialog.tsx').then((module) => module.MergeDialog))

/** One conversation: its head, what was said, and beside it who it is with. */
export function Thread({ conversationId }: { conversationId: string }) {
  const say = useSay()
  const titleOf = useTitleOf()
  useAhead(conversationId)
  const { detail, pages, messages, seenMessageId } = useThread(conversationId)
  const roomy = useMedia('(min-width: 80rem)')
  const [pinned, setPinned] = useStored('plumbline.panel', true)
  const [sheet, setSheet] = useState(false)
  const [merging, setMerging] = useState(false)
  const mayMerge = useMay('conversations.write')
  const togglePanel = () => (roomy ? setPinned(!pinned) : setSheet(!sheet))
  useShortcuts({ i: togglePanel, m: () => detail.data && mayMerge && setMerging(true) })
  const title = detail.data ? titleOf(detail.data.party) : ''
  const failed = detail.isError && (detail.data === undefined || !isPassing(detail.error))
  useTitle(failed ? undefined : title)

  if (detail.isPending) return <SkeletonRows rows={9} height={72} label={say('common.loading')} />
  if (failed) {
    return (
      <PageProblem className="m-4 self-start" error={detail.error} onRetry={() => void detail.refetch()} />
    )
  }
  const conversation = detail.data
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <section
        aria-label={say('thread.label', { name: title })}
        className="flex min-h-0 min-w-0 flex-1 flex-col low:overflow-y-auto"
      >
        <ThreadHeader
          conversation={conversation}
          panelShown={roomy && pinned}
          onPanel={togglePanel}
          onMerge={() => setMerging(true)}
        />
        {conversation.mergedInto !== null && (
          <p className="border-line border-b bg-hover px-4 py-2 text-sm">
            {say('thread.merged')}{' '}
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: conversation.mergedInto }}
              search={(filter) => filter as object}
              className="text-accent underline"
            >
              {say('thread.merged.open')}
            </Link>
          </p>
        )}
        <Vouch conversation={conversation} messages={messages} />
        <ThreadBody conversation={conversation} pages={pages} messages={messages} />
        {conversation.mergedInto === null && seenMessageId !== null && (
          <Composer key={conversation.id} conversationId={conversation.id} seenMessageId={seenMessageId} />
        )}
      </section>
      {roomy && pinned && (
        <aside
          aria-label={say('panel.label')}
          className="w-72 shrink-0 overflow-y-auto border-line border-l bg-desk 2xl:w-80"
        >
          <CustomerPanel conversation={conversation} />
        </aside>
      )}
      <Dialog
        open={sheet && !roomy}
        onClose={() => setSheet(false)}
        title={say('thread.customer')}
        shape="side"
      >
        <CustomerPanel conversation={conversation} onFollow={() => setSheet(false)} />
      </Dialog>
      {merging && <MergeDialog conversation={conversation} onClose={() => setMerging(false)} />}
    </div>
  )
}
