import { Link, useRouterState } from '@tanstack/react-router'
import { listedOf } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Bell } from './bell.tsx'
import { type Room, useRoomCounts, useRooms } from './rooms.ts'
import { SettingsMenu } from './settings-menu.tsx'

/** As many as a thumb tells apart; the others are in the menu. */
const ROOMS_AT_THE_THUMB = 4

/** The rooms at the thumb, on a phone. Away while a conversation is read, which has the whole screen. */
export function PhoneTabs({ onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }) {
  const say = useSay()
  const rooms = useRooms()
  const { counts, tickets, questions, needingSources, alerts } = useRoomCounts()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  if (/^\/(inbox|customers|tickets)\/./.test(pathname)) return null
  const number: Record<Room, number> = {
    '/today': 0,
    '/inbox': counts === undefined ? 0 : listedOf(counts, 'needs_reply'),
    '/tickets': tickets?.open ?? 0,
    '/questions': questions,
    '/customers': 0,
    '/sources': needingSources,
    '/import': 0,
    '/insights': 0,
    '/health': alerts,
  }
  const more = rooms.slice(ROOMS_AT_THE_THUMB).map((room) => ({ ...room, number: number[room.to] }))
  return (
    <nav
      aria-label={say('nav.label')}
      className="flex shrink-0 border-line border-t bg-desk pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {rooms.slice(0, ROOMS_AT_THE_THUMB).map(({ to, key, icon: Icon }) => (
        <Link
          key={to}
          to={to}
          aria-current={pathname.startsWith(to) ? 'page' : undefined}
          className="relative flex h-14 low:h-11 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-ink-3 aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          <Icon aria-hidden className="size-5" />
          <span className="w-full truncate px-0.5 text-center low:sr-only">{say(key)}</span>
          {number[to] > 0 && (
            <span className="figures absolute top-1.5 left-1/2 ml-1.5 min-w-4 rounded-full bg-accent px-1 text-center text-2xs text-on-accent">
              {number[to] > 99 ? '99+' : number[to]}
            </span>
          )}
        </Link>
      ))}
      <div className="flex flex-1 items-center justify-center">
        <Bell className="size-11" />
      </div>
      <div className="relative flex flex-1 items-center justify-center">
        <SettingsMenu onHelp={onHelp} onSearch={onSearch} rooms={more} />
        {more.some((room) => room.number > 0) && (
          <span aria-hidden className="absolute top-2 left-1/2 ml-2 size-2 rounded-full bg-accent" />
        )}
      </div>
    </nav>
  )
}
