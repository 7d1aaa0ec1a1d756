import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import {
  type NoticeChoices,
  noticeChoicesShape,
  noticeCountShape,
  noticePage,
} from '../../src/contract/notices.ts'
import { ask } from './client.ts'

/** The addresses of the API about what one is told, and how what they answer is kept. */

export const noticeCountQuery = queryOptions({
  queryKey: ['notices', 'count'],
  queryFn: ({ signal }) => ask(noticeCountShape, 'GET', 'notices/count', { signal }),
})
export const noticesQuery = infiniteQueryOptions({
  queryKey: ['notices', 'list'],
  queryFn: ({ pageParam, signal }) =>
    ask(noticePage, 'GET', 'notices', { query: { limit: 30, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page) => page.next ?? undefined,
})
export const noticeChoicesQuery = queryOptions({
  queryKey: ['notices', 'choices'],
  queryFn: ({ signal }) => ask(noticeChoicesShape, 'GET', 'notices/choices', { signal }),
})

export const readNotice = (id: string) => ask(z.unknown(), 'POST', `notices/${id}/read`, { body: {} })
export const readAllNotices = (until: string) =>
  ask(noticeCountShape, 'POST', 'notices/read', { body: { until } })
export const setNoticeChoices = (body: NoticeChoices) =>
  ask(noticeChoicesShape, 'PUT', 'notices/choices', { body })
