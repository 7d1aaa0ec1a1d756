import { eventSubjects, mayHear, recentEventsPage, recentEventsQuery } from '../../contract/events.ts'
import { cursorText, type Event, parseCursor, readEvents, readRecent } from '../../events/events.ts'
import { endpoint } from '../endpoint.ts'

const DONE = ['added', 'changed', 'removed']

export const syncEventsRecent = endpoint({
  name: 'sync-events-recent',
  method: 'GET',
  path: '/api/sync/events/recent',
  who: 'events.read',
  tag: 'sync',
  summary:
    'What changed lately, by whom, before and after; never words, names, numbers or addresses. Newest first, or from a cursor on in the order of commits.',
  query: recentEventsQuery,
  answer: recentEventsPage,
  handle: async ({ services: { store }, principal, query }) => {
    const kinds = Object.keys(eventSubjects)
      .flatMap((subject) => DONE.map((done) => `${subject}.${done}`))
      .filter((kind) => mayHear(principal.permissions, kind) && (query.kind ?? kind) === kind)
    const { limit } = query
    const after = query.after === undefined ? undefined : parseCursor(query.after)
    const before = query.cursor === undefined ? undefined : parseCursor(query.cursor)
    const events = await store.read(principal.tenantId, (db) =>
      after === undefined
        ? readRecent(db, { before, limit, kinds })
        : readEvents(db, { after, limit, kinds }),
    )
    const last = events.at(-1)?.cursor
    const next = after === undefined ? (events.length < limit ? undefined : last) : (last ?? after)
    return { items: events.map(shown), next: next === undefined ? null : cursorText(next) }
  },
})

const shown = ({ cursor, at, ...event }: Event) => ({
  ...event,
  cursor: cursorText(cursor),
  at: at.toISOString(),
})
