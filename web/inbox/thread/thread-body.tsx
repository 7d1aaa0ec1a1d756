import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ConversationDetail, Message } from '../../../src/contract/conversations.ts'
import { useMay } from '../../api/use-may.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { SkeletonRows } from '../../parts/empty.tsx'
import { late } from '../../parts/late.tsx'
import { Problem } from '../../parts/problem.tsx'
import { useShortcuts } from '../../parts/shortcuts.ts'
import { useNow } from '../../parts/use-now.ts'
import { marksOfMessage } from './said-words.tsx'
import { TurnView } from './turn-view.tsx'
import { turnsByDay } from './turns.ts'
import { useJump } from './use-jump.ts'
import { useOpenMark } from './use-open-mark.ts'
import { type useThread, useThreadChanges } from './use-thread.ts'

const MarkPopover = late(() => import('./mark-popover.tsx').then((module) => module.MarkPopover))
const WhyPopover = late(() => import('./why-popover.tsx').then((module) => module.WhyPopover))

const LOAD_AHEAD_PX = 600
/** Who is so near the end reads at the end. */
const AT_END_PX = 48

type ThreadBodyProps = {
  conversation: ConversationDetail
  pages: ReturnType<typeof useThread>['pages']
  messages: readonly Message[]
}

/** What was said, oldest first, opened at the newest; earlier messages come as one scrolls up to them. */
export function ThreadBody({ conversation, pages, messages }: ThreadBodyProps) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const { split } = useThreadChanges(conversation.id)
  const maySplit = useMay('conversations.write')
  const [why, setWhy] = useState<{ message: Message; anchor: HTMLElement } | null>(null)
  const scroller = useScrollKept(messages[0]?.id, messages.at(-1)?.id)
  const days = useMemo(() => turnsByDay(messages, format.dayKey), [messages, format])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  const begins = hasNextPage ? undefined : messages[0]?.id
  useJump({ scroller, messages, pages })
  const opened = useOpenMark((mark) => {
    const [id, index] = mark.split(' ')
    const message = messages.find((one) => one.id === id)
    return message === undefined ? [] : (marksOfMessage(message)[Number(index)]?.findings ?? [])
  })
  const openWhy = (messageId: string) => {
    const message = messages.find(({ id }) => id === messageId)
    const anchor = scroller.current?.querySelector<HTMLElement>(`[data-why="${messageId}"]`)
    if (message && anchor) setWhy({ message, anchor })
  }
  useShortcuts({
    w: () => {
      scroller.current?.scrollTo({ top: 0 })
      if (messages[0]) openWhy(messages[0].id)
    },
  })

  if (pages.isPending) return <SkeletonRows rows={8} height={72} label={say('common.loading')} />
  if (pages.isError && messages.length === 0) {
    return <Problem className="m-4" error={pages.error} onRetry={() => void pages.refetch()} />
  }
  return (
    <div
      ref={scroller}
      {...opened.ears}
      onScroll={(event) => {
        if (
          event.currentTarget.scrollTop < LOAD_AHEAD_PX &&
          hasNextPage &&
          !isFetchingNextPage &&
          !pages.isError
        )
          void fetchNextPage()
      }}
      className="min-h-0 flex-1 scroll-pt-10 overflow-y-auto overscroll-contain px-3 low:min-h-44 low:shrink-0 low:overscroll-auto [overflow-anchor:none] md:px-4"
    >
      <div className="mx-auto flex min-h-full max-w-3xl flex-col pt-3 pb-[max(2rem,env(safe-area-inset-bottom))]">
        <Earlier pages={pages} />
        {days.map((day) => (
          <section key={day.key} aria-label={format.dayHeading(day.at, now)}>
            <DayHeading label={format.dayHeading(day.at, now)} />
            {day.turns.map((turn) => (
              <TurnView
                key={turn.key}
                turn={turn}
                party={conversation.party}
                begins={begins}
                whyOf={why?.message.id ?? null}
                onWhy={openWhy}
              />
            ))}
          </section>
        ))}
      </div>
      {opened.open && <MarkPopover open={opened.open} opened={opened} />}
      {why && (
        <WhyPopover
          {...why}
          onClose={() => setWhy(null)}
          onSplit={
            why.message.id === begins || !maySplit
              ? undefined
              : () => {
                  setWhy(null)
                  split.mutate(why.message.id)
                }
          }
        />
      )}
    </div>
  )
}

function Earlier({ pages }: { pages: ThreadBodyProps['pages'] }) {
  const say = useSay()
  if (!pages.hasNextPage) return null
  if (pages.isFetchNextPageError) {
    return <Problem className="mb-3" error={pages.error} onRetry={() => void pages.fetchNextPage()} />
  }
  return (
    <Button
      look="quiet"
      size="sm"
      className="self-center"
      busy={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {say(pages.isFetchingNextPage ? 'thread.earlier.busy' : 'thread.earlier')}
    </Button>
  )
}

function DayHeading({ label }: { label: string }) {
  return (
    <h2 className="sticky top-0 z-10 flex items-center gap-3 bg-sheet py-2 font-medium text-ink-3 text-xs">
      <span aria-hidden className="absolute inset-y-0 left-[4.0625rem] w-px bg-line-strong" />
      <span className="w-[4.25rem] shrink-0" />
      {label}
      <span aria-hidden className="h-px flex-1 bg-line" />
    </h2>
  )
}

/**
 * A scroller that begins at its end, and keeps what is in sight where it is when older messages come in above. Who reads at
 * the end sees what comes in there; who reads further up is left alone.
 */
function useScrollKept(firstId: string | undefined, lastId: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null)
  const before = useRef({ firstId, lastId, height: 0 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return
    const { firstId: was, lastId: wasLast, height } = before.current
    const wasAtEnd = height - element.scrollTop - element.clientHeight < AT_END_PX
    if (height === 0 || (wasAtEnd && wasLast !== lastId)) element.scrollTop = element.scrollHeight
    else if (was !== firstId) element.scrollTop += element.scrollHeight - height
    before.current = { firstId, lastId, height: firstId === undefined ? 0 : element.scrollHeight }
  })
  useEndKept(scroller, firstId !== undefined)
  return scroller
}

/** What is at the lower edge stays there as the edge moves: what is suggested, or waits to be sent, takes room below. */
function useEndKept(scroller: RefObject<HTMLDivElement | null>, shown: boolean) {
  useEffect(() => {
    const element = scroller.current
    if (!shown || element === null) return
    let height = element.clientHeight
    const observer = new ResizeObserver(() => {
      element.scrollTop += height - element.clientHeight
      height = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, shown])
}
