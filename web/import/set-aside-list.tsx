import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { SetAsideItem } from '../../src/contract/runs.ts'
import { setAsideQuery } from '../api/queries.ts'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { inRem } from '../parts/use-letter-scale.ts'
import { VirtualList } from '../parts/virtual-list.tsx'
import { SetAsideLook } from './set-aside-look.tsx'

const ROW_HEIGHT = 60
const SHOWN_MAX = 8

/** What a run could not use, with the reason and a way to look at it. */
export function SetAsideList({ syncId }: { syncId: string }) {
  const say = useSay()
  const list = useInfiniteQuery(setAsideQuery(syncId))
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [looked, setLooked] = useState<SetAsideItem | null>(null)
  if (list.isPending) return <SkeletonRows rows={3} height={ROW_HEIGHT} label={say('common.loading')} />
  if (list.isError && items.length === 0)
    return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (items.length === 0) {
    return (
      <Empty icon={CircleCheck} title={say('ledger.aside.empty')} hint={say('ledger.aside.empty.hint')} />
    )
  }
  return (
    <>
      <div
        className="flex flex-col"
        style={{ height: inRem(Math.min(items.length, SHOWN_MAX) * ROW_HEIGHT) }}
      >
        <VirtualList
          items={items}
          keyOf={(item) => item.id}
          rowHeight={ROW_HEIGHT}
          label={say('ledger.aside')}
          more={{
            has: list.hasNextPage && !list.isFetchNextPageError,
            loading: list.isFetchingNextPage,
            load: () => void list.fetchNextPage(),
          }}
          row={(item) => <Line item={item} onLook={() => setLooked(item)} />}
          foot={
            list.isFetchNextPageError && (
              <Problem error={list.error} onRetry={() => void list.fetchNextPage()} />
            )
          }
        />
      </div>
      {looked && <SetAsideLook syncId={syncId} item={looked} onClose={() => setLooked(null)} />}
    </>
  )
}

function Line({ item, onLook }: { item: SetAsideItem; onLook: () => void }) {
  const say = useSay()
  const tell = useTell()
  const place =
    item.position === null ? say('ledger.aside.whole') : say('ledger.aside.place', { n: item.position + 1 })
  return (
    <div className="flex h-full items-center gap-3 border-line border-b">
      <div className="min-w-0 flex-1">
        <p className="truncate">{tell(`setAside.${item.code}`, {}, item.reason)}</p>
        <p className="truncate text-ink-3 text-xs" title={item.path}>
          {item.path} · {place}
        </p>
      </div>
      {item.hasBody ? (
        <Button size="sm" onClick={onLook}>
          {say('ledger.aside.look')}
        </Button>
      ) : (
        <span className="text-ink-3 text-xs">{say('ledger.aside.unreadable')}</span>
      )}
    </div>
  )
}
