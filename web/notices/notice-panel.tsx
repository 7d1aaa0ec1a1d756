import '../i18n/en-notices.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BellIcon, CheckCheck, Settings2 } from 'lucide-react'
import type { Notice } from '../../src/contract/notices.ts'
import { noticesQuery, readAllNotices, readNotice } from '../api/notices.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { NoticeLine } from './notice-line.tsx'

/** What one is told, newest first; pressing a line reads it and leads to what it is of. */
export function NoticePanel({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const found = useInfiniteQuery(noticesQuery)
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  const refresh = () => client.invalidateQueries({ queryKey: ['notices'] })
  const readAll = useMutation({
    mutationFn: (until: string) => readAllNotices(until),
    onError: tellProblem,
    onSettled: refresh,
  })
  const open = (notice: Notice) => {
    if (notice.state === 'unread') void readNotice(notice.id).then(refresh, tellProblem)
    onClose()
  }
  const newest = items[0]
  return (
    <div className="flex flex-col">
      <header className="sticky top-0 z-10 flex items-center gap-2 border-line border-b bg-raised py-1.5 pr-1.5 pl-4">
        <h2 className="min-w-0 flex-1 truncate font-medium">{say('nav.notices')}</h2>
        {newest && items.some(({ state }) => state === 'unread') && (
          <Button
            size="sm"
            look="quiet"
            icon={CheckCheck}
            busy={readAll.isPending}
            onClick={() => readAll.mutate(newest.at)}
          >
            {say('notices.readAll')}
          </Button>
        )}
        <Link
          to="/settings/account"
          hash="notices"
          onClick={onClose}
          aria-label={say('notices.choose')}
          title={say('notices.choose')}
          className={buttonClass('quiet', 'sm', 'px-2')}
        >
          <Settings2 aria-hidden className="size-4" />
        </Link>
      </header>
      {found.isPending && <SkeletonRows rows={3} height={56} label={say('common.loading')} />}
      {found.isError && !found.isFetchNextPageError && (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isSuccess && items.length === 0 && (
        <Empty icon={BellIcon} title={say('notices.none')} hint={say('notices.none.hint')} />
      )}
      {items.length > 0 && (
        <ul aria-label={say('nav.notices')} className="divide-y divide-line">
          {items.map((notice) => (
            <NoticeLine key={notice.id} notice={notice} onOpen={() => open(notice)} />
          ))}
        </ul>
      )}
      <MoreButton pages={found} look="quiet" className="m-1.5" />
    </div>
  )
}
