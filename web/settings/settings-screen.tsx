import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { usePermissions } from '../api/use-may.ts'
import { accountPage, firmPagesFor } from '../frame/rooms.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'

type Page = typeof accountPage | ReturnType<typeof firmPagesFor>[number]

/**
 * The settings: their pages at the left, or in a row above on a phone, and the one that is open. Who
 * sets only their own account needs no row.
 */
export function SettingsScreen() {
  const say = useSay()
  const firmPages = firmPagesFor(usePermissions())
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const nav = useRef<HTMLElement>(null)
  // On a phone the row may be wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page that is open is marked once the path has changed
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [pathname])
  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      {firmPages.length > 0 && (
        <nav
          ref={nav}
          aria-label={say('nav.settings')}
          className="max-md:sideways flex shrink-0 gap-0.5 border-line border-b px-2 py-1.5 md:w-44 md:flex-col md:gap-0 md:border-r md:border-b-0 md:p-3"
        >
          <Group name="nav.account.group" pages={[accountPage]} />
          <Group name="nav.firm.group" pages={firmPages} />
        </nav>
      )}
      <Outlet />
    </div>
  )
}

function Group({ name, pages }: { name: Key; pages: readonly Page[] }) {
  const say = useSay()
  return (
    <div className="flex gap-0.5 md:mb-4 md:flex-col md:gap-px">
      <p aria-hidden className="hidden px-2 pb-1 text-ink-3 text-xs md:block">
        {say(name)}
      </p>
      <ul aria-label={say(name)} className="flex gap-0.5 md:flex-col md:gap-px">
        {pages.map(({ to, key, icon: Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex h-8 items-center gap-2 whitespace-nowrap rounded-md px-2 text-ink-2 text-sm hover:bg-hover hover:text-ink aria-[current=page]:bg-chosen aria-[current=page]:font-medium aria-[current=page]:text-ink pointer-coarse:h-11 pointer-coarse:px-2.5"
            >
              <Icon aria-hidden className="size-4 shrink-0 max-md:hidden" />
              {say(key)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}
