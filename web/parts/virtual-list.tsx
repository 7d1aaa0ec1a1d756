import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

const LOAD_AHEAD_ROWS = 25

type VirtualListProps<T> = {
  items: readonly T[]
  keyOf: (item: T) => string
  rowHeight: number
  row: (item: T, index: number) => ReactNode
  label: string
  /** Index to keep in sight; changes of it scroll. */
  inSight?: number | undefined
  more: { has: boolean; loading: boolean; load: () => void }
  foot?: ReactNode
  className?: string
}

/** A list of any length of which only what is in sight is drawn; asks for more rows before its end is reached. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, keyOf, rowHeight, row, label, inSight, more, foot, className = '' } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item)
    },
    overscan: 8,
    initialRect: { width: 400, height: 900 },
  })
  const rows = virtualizer.getVirtualItems()
  const lastShown = rows.at(-1)?.index ?? 0
  const { has, loading, load } = more

  useEffect(() => {
    if (has && !loading && lastShown >= items.length - LOAD_AHEAD_ROWS) load()
  }, [has, loading, load, lastShown, items.length])

  useEffect(() => {
    if (inSight !== undefined && inSight >= 0) virtualizer.scrollToIndex(inSight, { align: 'auto' })
  }, [inSight, virtualizer])

  return (
    <div ref={scroller} className={`min-h-0 flex-1 overflow-y-auto overscroll-contain ${className}`}>
      <ul aria-label={label} className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((shown) => {
          const item = items[shown.index]
          if (item === undefined) return null
          return (
            <li
              key={shown.key}
              aria-posinset={shown.index + 1}
              aria-setsize={has ? -1 : items.length}
              className="absolute inset-x-0 top-0"
              style={{ height: rowHeight, transform: `translateY(${shown.start}px)` }}
            >
              {row(item, shown.index)}
            </li>
          )
        })}
      </ul>
      {foot}
    </div>
  )
}
