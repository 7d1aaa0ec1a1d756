import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CircleHelp, Import, Inbox, UsersRound } from 'lucide-react'
import { countsQuery, isMoving, questionsQuery, runsQuery } from '../api/queries.ts'

export const rooms = [
  { to: '/inbox', key: 'nav.inbox', icon: Inbox },
  { to: '/customers', key: 'nav.customers', icon: UsersRound },
  { to: '/questions', key: 'nav.questions', icon: CircleHelp },
  { to: '/import', key: 'nav.import', icon: Import },
] as const

const QUIET_MS = 60_000
const BUSY_MS = 3_000

/** What the rail and the tabs count: conversations by status, open questions, and whether an import runs. */
export function useRoomCounts() {
  const counts = useQuery(countsQuery).data
  const questions = useInfiniteQuery({ ...questionsQuery, refetchInterval: QUIET_MS }).data
  const runs = useInfiniteQuery({
    ...runsQuery,
    refetchInterval: (query) => (someMoving(query.state.data) ? BUSY_MS : QUIET_MS),
  }).data
  return {
    counts,
    questions: questions?.pages.reduce((sum, page) => sum + page.items.length, 0) ?? 0,
    moreQuestions: questions?.pages.at(-1)?.next != null,
    importing: someMoving(runs),
  }
}

const someMoving = (runs: { pages: { items: { status: string }[] }[] } | undefined) =>
  runs?.pages.some((page) => page.items.some((run) => isMoving(run.status))) ?? false
