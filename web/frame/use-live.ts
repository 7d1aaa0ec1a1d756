import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { setHeard } from '../api/heard.ts'
import { type Changed, openLine } from '../api/live.ts'
import { countsQuery } from '../api/queries.ts'
import { refreshConversations, refreshLists } from '../inbox/fresh-list.ts'
import { refreshThread, refreshThreadsWith } from '../inbox/thread/fresh-thread.ts'

type Ids = readonly string[] | null

const each = (start: QueryKey, ids: Ids): QueryKey[] => ids?.map((id) => [...start, id]) ?? [start]

/** What shows a subject, by the first word of a kind of event. What is not on the screen is asked for when it is next. */
const shownBy: Record<string, (ids: Ids) => QueryKey[]> = {
  conversation: (ids) => [
    ...['one', 'reply-way', 'replies', 'suggestion', 'analysis', 'files'].flatMap((what) =>
      each(['conversations', what], ids),
    ),
    ['conversations', 'today'],
    ['customers', 'timeline'],
    ['tickets', 'one'],
  ],
  message: () => [
    ['conversations', 'files'],
    ['conversations', 'analysis'],
  ],
  reply: () => [
    ['conversations', 'replies'],
    ['conversations', 'suggestion'],
  ],
  suggestion: () => [
    ['conversations', 'suggestion'],
    ['insights', 'calibration'],
    ['insights', 'replies'],
  ],
  customer: (ids) => [
    ['customers', 'list'],
    ...each(['customers', 'one'], ids),
    ['customers', 'timeline'],
    ['conversations', 'one'],
    ['conversations', 'today'],
    ['tickets', 'list'],
    ['tickets', 'of'],
    ['tickets', 'one'],
  ],
  question: () => [['questions']],
  run: (ids) => [['conversations', 'today'], ['runs', 'list'], ...each(['runs', 'one'], ids), ['sources']],
  source: () => [['sources']],
  incident: () => [['incidents']],
  alert: () => [
    ['monitoring', 'alerts'],
    ['monitoring', 'past-alerts'],
    ['monitoring', 'health'],
  ],
  conflict: () => [['conflicts', 'list'], ['conflicts', 'counts'], ['mirrors']],
  mirror: () => [['mirrors']],
  hook: () => [['hooks', 'list']],
  firm: () => [['me'], ['firms'], ['firm'], ['working-hours'], ['insights'], ['conversations', 'today']],
  notice: () => [
    ['notices', 'count'],
    ['notices', 'list'],
  ],
  ticket: (ids) => [
    ...[
      ['tickets', 'list'],
      ['tickets', 'of'],
      ['tickets', 'counts'],
      ['customers', 'timeline'],
    ],
    ...each(['tickets', 'one'], ids),
    ['conversations', 'one'],
    ['conversations', 'analysis'],
  ],
}
/** Figures are made of these some moments later, and say meanwhile that some are pending. */
const IN_FIGURES = ['conversation', 'message', 'ticket']
/** Subjects that the lists of conversations and their counts show. */
const IN_LISTS = ['conversation', 'customer', 'ticket']

/** Soon enough to seem at once; what one transaction does comes together. */
const SOON_MS = 10
/** While changes do not end, as in an import, they are shown less and less often. */
const GAP_MS_MIN = 60
const GAP_MS_GROWS = 1.5
const GAP_MS_MAX = 8_000
/** And so many times what the last showing took at least: a server that is busy, or asked by many screens, is asked less. */
const REST_PER_WORK = 2
/** As long as changes do not come without end, nobody waits for the next longer than this. */
const REST_MS_MAX = 500
/** Changes that come again so soon after the last were shown do not end; those that people make do. */
const ENDLESS_MS = 250

/** Keeps what is on the screen as it is in the firm, while somebody is signed in. */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const gathered = gather((changed) => show(client, changed))
    const close = openLine({
      onChanged: gathered.add,
      onReset: () => void showAll(client),
      onRights: (firmChanged) => {
        // Nothing that was fetched for one firm may be shown in another.
        if (firmChanged) location.assign('/')
        else void client.invalidateQueries({ queryKey: countsQuery.queryKey }) // is refused, and leads to signing in
      },
      onOpen: (isOpen) => {
        setHeard(isOpen)
        if (!isOpen) void client.invalidateQueries({ queryKey: ['runs', 'one'] }) // follows it by asking again
      },
    })
    return () => {
      close()
      gathered.end()
      setHeard(false)
    }
  }, [client])
}

/** Changes of a moment together, by subject; none while the window is not looked at. */
function gather(tell: (changed: Map<string, Set<string> | null>) => Promise<void>) {
  let held = new Map<string, Set<string> | null>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let toldMs = Number.NEGATIVE_INFINITY
  let gapMs = GAP_MS_MIN
  let workMs = 0
  const flush = () => {
    timer = undefined
    if (held.size === 0 || document.visibilityState !== 'visible') return
    toldMs = performance.now()
    const told = held
    held = new Map()
    const beganMs = toldMs
    void tell(told).finally(() => {
      workMs = performance.now() - beganMs
    })
  }
  document.addEventListener('visibilitychange', flush)
  return {
    add: (changed: readonly Changed[]) => {
      for (const { kind, ids } of changed) {
        const [subject = ''] = kind.split('.')
        const before = held.get(subject)
        held.set(subject, ids === null || before === null ? null : new Set([...(before ?? []), ...ids]))
      }
      if (timer !== undefined) return
      const quietMs = performance.now() - toldMs
      const isEndless = quietMs < ENDLESS_MS
      gapMs = isEndless ? Math.min(GAP_MS_MAX, gapMs * GAP_MS_GROWS) : GAP_MS_MIN
      const restMs = Math.max(gapMs, Math.min(isEndless ? GAP_MS_MAX : REST_MS_MAX, REST_PER_WORK * workMs))
      timer = setTimeout(flush, Math.max(SOON_MS, restMs - quietMs))
    },
    end: () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', flush)
    },
  }
}

async function show(client: QueryClient, changed: Map<string, Set<string> | null>): Promise<void> {
  const work: Promise<unknown>[] = []
  if (IN_LISTS.some((subject) => changed.has(subject))) work.push(refreshLists(client)) // looked at most, so asked for first
  for (const [subject, found] of changed) {
    const ids = found === null ? null : [...found]
    for (const queryKey of shownBy[subject]?.(ids) ?? []) work.push(client.invalidateQueries({ queryKey }))
    if (subject === 'conversation') work.push(refreshThread(client, ids))
    if (subject === 'message') work.push(refreshThreadsWith(client, ids))
  }
  if (IN_FIGURES.some((subject) => changed.has(subject)))
    work.push(client.invalidateQueries({ queryKey: ['insights'] }))
  await Promise.all(work)
}

/** Asks anew for everything that is on the screen. */
export async function showAll(client: QueryClient): Promise<void> {
  const isOther = ({ queryKey }: { queryKey: QueryKey }) => queryKey[0] !== 'conversations'
  await Promise.all([client.invalidateQueries({ predicate: isOther }), refreshConversations(client)])
}
