import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { type LostKind, lostKinds } from '../../src/contract/insights.ts'
import { lostWorkQuery, useLookAgain } from '../api/insights.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Segments } from '../parts/segments.tsx'
import { Lines } from '../settings/settings-page.tsx'
import { LostLine } from './lost-line.tsx'
import { Pending } from './pending.tsx'

const ALL = 'all' as const

/** Work that was let slip, what is likeliest worth coming back to first; and what people put aside. */
export function LostWorkView() {
  const say = useSay()
  const [kind, setKind] = useState<LostKind | typeof ALL>(ALL)
  const [dismissed, setDismissed] = useState(false)
  const again = useLookAgain()
  const list = useInfiniteQuery({
    ...lostWorkQuery({ kind: kind === ALL ? undefined : kind, dismissed }),
    refetchInterval: ({ state }) => again(state.data?.pages[0]),
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const [first] = list.data?.pages ?? []
  // How many there are of each kind, every list of one tells; where none has come, nobody knows.
  const whole = useInfiniteQuery({ ...lostWorkQuery({ kind: undefined, dismissed }), enabled: kind === ALL })
  const counts = first?.counts ?? whole.data?.pages[0]?.counts
  const label = (one: LostKind | typeof ALL) => {
    const words = say(`lost.kind.${one}`)
    if (counts === undefined) return words
    const n = one === ALL ? lostKinds.reduce((sum, each) => sum + counts[each], 0) : counts[one]
    return say('lost.kind.count', { kind: words, n })
  }
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="w-full max-w-xl">
          <Segments
            label={say('lost.kind')}
            value={kind}
            onChange={setKind}
            options={[ALL, ...lostKinds].map((one) => ({ value: one, label: label(one) }))}
          />
        </div>
        <Button look="quiet" onClick={() => setDismissed(!dismissed)}>
          {say(dismissed ? 'lost.aside.hide' : 'lost.aside.show')}
        </Button>
      </div>
      {list.isPending && <SkeletonRows rows={6} height={96} label={say('common.loading')} />}
      {list.isError && items.length === 0 && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {first && <Pending pending={first.pending} />}
      {list.data !== undefined &&
        items.length === 0 &&
        (dismissed ? (
          <p className="py-6 text-center text-ink-3">{say('lost.aside.none')}</p>
        ) : (
          <Empty icon={CircleCheck} title={say('lost.none')} hint={say('lost.none.hint')} />
        ))}
      {items.length > 0 && (
        <Lines label={say(dismissed ? 'lost.aside' : 'lost.list')}>
          {items.map((item) => (
            <LostLine key={`${item.messageId} ${item.kind}`} item={item} />
          ))}
        </Lines>
      )}
      <MoreButton pages={list} className="self-center" />
    </>
  )
}
