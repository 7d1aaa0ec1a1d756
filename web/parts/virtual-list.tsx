import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

const LOAD_AHEAD_ROWS = 25
/** Rows drawn above and below those in sight, so that quick scrolling shows no gap. */
const BEYOND_ROWS = 8
/** Before the list knows its own height. */
const HEIGHT_PX = 900

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
  const [first, end] = useRowsInSight(scroller, rowHeight)
  const shown = items.slice(first, end)
  const { has, loading, load } = more

  useEffect(() => {
    if (has && !loading && end >= items.length - LOAD_AHEAD_ROWS) load()
  }, [has, loading, load, end, items.length])

  useEffect(() => {
    const element = scroller.current
    if (element === null || inSight === undefined || inSight < 0) return
    const top = inSight * rowHeight
    const lowest = top + rowHeight - element.clientHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (lowest > element.scrollTop) element.scrollTop = lowest
  }, [inSight, rowHeight])

  return (
    <div ref={scroller} className={`min-h-0 flex-1 overflow-y-auto overscroll-contain ${className}`}>
      <ul aria-label={label} className="relative" style={{ height: items.length * rowHeight }}>
        {shown.map((item, at) => (
          <li
            key={keyOf(item)}
            aria-posinset={first + at + 1}
            aria-setsize={has ? -1 : items.length}
            className="absolute inset-x-0 top-0"
            style={{ height: rowHeight, transform: `translateY(${(first + at) * rowHeight}px)` }}
          >
            {row(item, first + at)}
          </li>
        ))}
      </ul>
      {foot}
    </div>
  )
}

/** The first row to draw, and the one after the last. */
function useRowsInSight(scroller: RefObject<HTMLElement | null>, rowHeight: number): [number, number] {
  const rowsIn = (top: number, height: number): [number, number] => [
    Math.max(0, Math.floor(top / rowHeight) - BEYOND_ROWS),
    Math.ceil((top + height) / rowHeight) + BEYOND_ROWS,
  ]
  const [rows, setRows] = useState(() => rowsIn(0, HEIGHT_PX))
  const look = () => {
    const { scrollTop, clientHeight } = scroller.current ?? { scrollTop: 0, clientHeight: HEIGHT_PX }
    const now = rowsIn(scrollTop, clientHeight)
    setRows((before) => (before[0] === now[0] && before[1] === now[1] ? before : now))
  }
  const lookNow = useRef(look)
  lookNow.current = look
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const onChange = () => lookNow.current()
    onChange()
    element.addEventListener('scroll', onChange, { passive: true })
    const sizes = new ResizeObserver(onChange)
    sizes.observe(element)
    return () => {
      element.removeEventListener('scroll', onChange)
      sizes.disconnect()
    }
  }, [scroller])
  return rows
}
