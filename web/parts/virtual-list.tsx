import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useKeptScroll } from './use-kept-scroll.ts'
import { useLetterScale } from './use-letter-scale.ts'
import { type RowTabIndex, useOneStop } from './use-one-stop.ts'

const LOAD_AHEAD_ROWS = 25
/** Rows drawn above and below those in sight, so that quick scrolling shows no gap. */
const BEYOND_ROWS = 8
/** Before the list knows its own height. */
const HEIGHT_PX = 900

type VirtualListProps<T> = {
  items: readonly T[]
  keyOf: (item: T) => string
  /** In px where letters are of the usual size; rows grow with them. */
  rowHeight: number
  /** One row; what can be focused in it takes the `tabIndex`, so that Tab comes to the list once. */
  row: (item: T, tabIndex: RowTabIndex) => ReactNode
  label: string
  /** Which of the lists of that name it is, such as what it is narrowed to: another one begins at its top. */
  which?: string
  /** Index of the row that is chosen; changes of it scroll it into sight, and Tab comes to it. */
  inSight?: number | undefined
  more: { has: boolean; loading: boolean; load: () => void }
  foot?: ReactNode
  className?: string
}

/** A list of any length of which only what is in sight is drawn; asks for more rows before its end is reached. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  return <Rows key={props.which} {...props} />
}

function Rows<T>(props: VirtualListProps<T>) {
  const { items, keyOf, row, label, which = '', inSight, more, foot, className = '' } = props
  const rowHeight = props.rowHeight * useLetterScale()
  const scroller = useRef<HTMLDivElement>(null)
  const isPutBack = useKeptScroll(scroller, `${label} ${which}`)
  const [first, end] = useRowsInSight(scroller, rowHeight)
  const { has, loading, load } = more

  useEffect(() => {
    if (has && !loading && end >= items.length - LOAD_AHEAD_ROWS) load()
  }, [has, loading, load, end, items.length])

  const scrollTo = (index: number) => {
    const element = scroller.current
    if (element === null) return
    const top = index * rowHeight
    const lowest = top + rowHeight - element.clientHeight
    if (top < element.scrollTop) element.scrollTop = top
    else if (lowest > element.scrollTop) element.scrollTop = lowest
  }
  const { stop, ...listeners } = useOneStop({
    items,
    keyOf,
    chosen: inSight,
    unless: first === 0 ? 0 : first + BEYOND_ROWS,
    scroller,
    scrollTo,
  })
  const show = useRef(scrollTo)
  show.current = scrollTo
  useEffect(() => {
    const staysAsLeft = isPutBack.current
    isPutBack.current = false
    if (inSight !== undefined && inSight >= 0 && !staysAsLeft) show.current(inSight)
  }, [inSight, isPutBack])

  return (
    <div
      ref={scroller}
      className={`min-h-0 flex-1 overflow-y-auto overscroll-contain low:min-h-44 low:shrink-0 low:overscroll-auto ${className}`}
    >
      <ul aria-label={label} {...listeners} className="relative" style={{ height: items.length * rowHeight }}>
        {drawn(first, Math.min(end, items.length), stop).map((at) => {
          const item = items[at] as T
          return (
            <li
              key={keyOf(item)}
              data-key={keyOf(item)}
              aria-posinset={at + 1}
              aria-setsize={has ? -1 : items.length}
              className="absolute inset-x-0 top-0"
              style={{ height: rowHeight, transform: `translateY(${at * rowHeight}px)` }}
            >
              {row(item, at === stop ? 0 : -1)}
            </li>
          )
        })}
      </ul>
      {foot}
    </div>
  )
}

/** The rows to draw: those from `first` to before `end`, and the one that Tab comes to, so that it loses no focus. */
function drawn(first: number, end: number, stop: number): number[] {
  const rows = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at)
  if (stop < 0) return rows
  if (stop < first) return [stop, ...rows]
  return stop >= end ? [...rows, stop] : rows
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: as many are in sight as they are high
  useLayoutEffect(() => lookNow.current(), [rowHeight])
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
