import { useInfiniteQuery } from '@tanstack/react-query'
import { Files } from 'lucide-react'
import { useMemo } from 'react'
import { ledgerFilesQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { inRem } from '../parts/use-letter-scale.ts'
import { VirtualList } from '../parts/virtual-list.tsx'

const ROW_HEIGHT = 52
const SHOWN_MAX = 10

/** The ledger file by file: what was seen in each, and what became of it. */
export function FileTable({ syncId }: { syncId: string }) {
  const say = useSay()
  const format = useFormat()
  const list = useInfiniteQuery(ledgerFilesQuery(syncId))
  const files = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  if (list.isPending) return <SkeletonRows rows={4} height={ROW_HEIGHT} label={say('common.loading')} />
  if (list.isError && files.length === 0)
    return <Problem error={list.error} onRetry={() => void list.refetch()} />
  if (files.length === 0)
    return <Empty icon={Files} title={say('ledger.files.empty')} hint={say('ledger.files.empty.hint')} />
  return (
    <div className="flex flex-col" style={{ height: inRem(Math.min(files.length, SHOWN_MAX) * ROW_HEIGHT) }}>
      <VirtualList
        items={files}
        keyOf={(file) => file.path}
        rowHeight={ROW_HEIGHT}
        label={say('ledger.files')}
        more={{
          has: list.hasNextPage && !list.isFetchNextPageError,
          loading: list.isFetchingNextPage,
          load: () => void list.fetchNextPage(),
        }}
        row={(file) => {
          const parts = [
            file.stored > 0 && `${say('ledger.files.stored')} ${format.number(file.stored)}`,
            file.duplicates > 0 && `${say('ledger.files.duplicates')} ${format.number(file.duplicates)}`,
            file.rejected > 0 && `${say('ledger.files.rejected')} ${format.number(file.rejected)}`,
            file.withoutPeer && say('ledger.withoutPeer'),
          ].filter((part) => part !== false)
          return (
            <div className="flex h-full items-center gap-4 border-line border-b">
              <div className="min-w-0 flex-1">
                <p className="truncate text-sm" title={file.path}>
                  {file.path}
                </p>
                <p className="figures truncate text-ink-3 text-xs">{parts.join(' · ')}</p>
              </div>
              <span className="figures shrink-0 text-sm" title={say('ledger.files.seen')}>
                <span className="sr-only">{say('ledger.files.seen')} </span>
                {format.number(file.seen)}
              </span>
            </div>
          )
        }}
        foot={
          list.isFetchNextPageError && (
            <Problem error={list.error} onRetry={() => void list.fetchNextPage()} />
          )
        }
      />
    </div>
  )
}
