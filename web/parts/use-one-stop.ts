import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

/** What the focusable part of a row takes: 0 in the one row that Tab comes to, -1 in all others. */
export type RowTabIndex = 0 | -1

type Rows<T> = {
  items: readonly T[]
  keyOf: (item: T) => string
  /** Index of the row that is chosen, below 0 for none. */
  chosen: number | undefined
  /** Index of the row to come to while none is chosen and none has been focused. */
  unless: number
  scroller: RefObject<HTMLElement | null>
  scrollTo: (index: number) => void
}

/** The key of the row that has the focus, of whichever list. */
export const focusedRow = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('li[data-key]')?.dataset.key

/**
 * One stop for Tab in a list of any length (roving tabindex): the row that was focused or chosen last. From it the
 * arrows go to its neighbours, Home and End to the ends of what is loaded; focus follows what is chosen by other keys.
 * https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
export function useOneStop<T>({ items, keyOf, chosen = -1, unless, scroller, scrollTo }: Rows<T>) {
  const [key, setKey] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a row's key is made never changes
  const kept = useMemo(() => items.findIndex((item) => keyOf(item) === key), [items, key])
  const fallback = chosen >= 0 ? chosen : Math.min(unless, items.length - 1)
  const stop = kept >= 0 ? kept : fallback
  const last = useRef(stop)
  const wanted = useRef<number>(undefined)
  /** Also after the row that had the focus is gone, for that tells nobody. */
  const isInside = useRef(false)

  const part = (index: number) =>
    scroller.current?.querySelector<HTMLElement>(`li[aria-posinset="${index + 1}"] [tabindex]`)
  const focusWanted = () => {
    if (wanted.current === undefined) return
    const element = part(wanted.current)
    if (!element) return
    wanted.current = undefined
    element.focus({ preventScroll: true })
  }
  const go = (index: number) => {
    wanted.current = index
    scrollTo(index)
    focusWanted()
  }
  useLayoutEffect(() => {
    // The row that had the focus was taken away, here or by somebody else: on to what stands in its place.
    const isLost = isInside.current && kept < 0 && document.activeElement === document.body
    if (isLost && items.length > 0) go(Math.min(last.current, items.length - 1))
    last.current = stop
    focusWanted()
  })

  const chosenItem = items[chosen]
  const chosenKey = chosenItem === undefined ? undefined : keyOf(chosenItem)
  const follow = useRef(() => {})
  follow.current = () => {
    if (chosenKey === undefined) return
    setKey(chosenKey)
    const { activeElement, body } = document
    const isHere = scroller.current?.contains(activeElement) || (isInside.current && activeElement === body)
    if (isHere && activeElement !== part(chosen)) go(chosen)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row chosen is what asks for it
  useEffect(() => follow.current(), [chosenKey])

  return {
    stop,
    onBlur: () => {
      isInside.current = false
    },
    onFocus: ({ target }: FocusEvent) => {
      isInside.current = true
      const item = items[Number(target.closest('li')?.getAttribute('aria-posinset')) - 1]
      if (item !== undefined) setKey(keyOf(item))
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
      const next = { ArrowDown: stop + 1, ArrowUp: stop - 1, Home: 0, End: items.length - 1 }[event.key]
      if (next === undefined || items[next] === undefined || !part(stop)) return
      event.preventDefault()
      go(next)
    },
  }
}
