import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { Search, TriangleAlert } from 'lucide-react'
import { meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Kbd } from '../parts/button.tsx'
import { Bell } from './bell.tsx'
import { PlumbMark } from './plumb-mark.tsx'
import { type Room, useRoomCounts, useRooms } from './rooms.ts'
import { SettingsMenu } from './settings-menu.tsx'
import { StatusLinks } from './status-links.tsx'

/** The left rail: the firm, the rooms, the conversations by status, and the settings. Icons only on narrow screens. */
export function Rail({ onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }) {
  const say = useSay()
  const me = useQuery(meQuery).data
  const rooms = useRooms()
  const { counts, tickets, questions, moreQuestions, needingSources, importing, alerts } = useRoomCounts()
  return (
    <nav
      aria-label={say('nav.label')}
      className="hidden w-14 shrink-0 flex-col gap-0.5 overflow-y-auto p-2 md:flex lg:w-52"
    >
      <div className="mb-2 flex max-lg:flex-col lg:items-center">
        <Link
          to="/"
          className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2 hover:bg-hover"
          title={me?.firm.name}
        >
          <PlumbMark className="size-5 shrink-0 text-accent" />
          <span className="hidden truncate font-semibold lg:block">{me?.firm.name ?? say('app.name')}</span>
          <span className="sr-only lg:hidden">{me?.firm.name ?? say('app.name')}</span>
        </Link>
        <Bell hasKey className="h-9 shrink-0 lg:w-9" />
      </div>
      <button
        type="button"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={onSearch}
        className="mb-1 flex h-8 shrink-0 items-center gap-2.5 rounded-md border border-line px-2 text-ink-2 hover:bg-hover hover:text-ink max-lg:justify-center"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="sr-only flex-1 truncate text-left lg:not-sr-only">{say('nav.search')}</span>
        <span aria-hidden className="hidden lg:inline">
          <Kbd>{SEARCH_KEYS}</Kbd>
        </span>
      </button>
      {rooms.map(({ to, key, icon: Icon }) => (
        <div key={to}>
          <RoomLink to={to}>
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className="sr-only flex-1 truncate lg:not-sr-only">{say(key)}</span>
            {to === '/questions' && questions > 0 && (
              <Count>{`${questions}${moreQuestions ? '+' : ''}`}</Count>
            )}
            {to === '/tickets' && tickets !== undefined && tickets.open > 0 && (
              <Count>{String(tickets.open)}</Count>
            )}
            {to === '/sources' && needingSources > 0 && (
              <TriangleAlert
                role="img"
                aria-label={say('nav.sources.needed', { n: needingSources })}
                className="size-3.5 shrink-0 text-caution"
              />
            )}
            {to === '/health' && alerts > 0 && (
              <TriangleAlert
                role="img"
                aria-label={say('nav.health.needed', { n: alerts })}
                className="size-3.5 shrink-0 text-caution"
              />
            )}
            {to === '/import' && importing && (
              <span
                className="size-2 animate-pulse rounded-full bg-accent"
                role="img"
                aria-label={say('run.status.running')}
              />
            )}
          </RoomLink>
          {to === '/inbox' && <StatusLinks counts={counts} />}
        </div>
      ))}
      <div className="mt-auto pt-2">
        <SettingsMenu onHelp={onHelp} />
      </div>
    </nav>
  )
}

const SEARCH_KEYS = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K'

function RoomLink({ to, children }: { to: Room; children: React.ReactNode }) {
  const here = useRouterState({ select: (state) => state.location.pathname.startsWith(to) })
  return (
    <Link
      to={to}
      aria-current={here ? 'page' : undefined}
      className="flex h-8 items-center gap-2.5 rounded-md px-2 text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink max-lg:justify-center"
    >
      {children}
    </Link>
  )
}

/** A number at the end of a rail line. */
export function Count({ children }: { children: React.ReactNode }) {
  return <span className="figures hidden text-ink-3 text-xs lg:inline">{children}</span>
}
