import { Outlet, useMatches, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { usePermissions } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { late } from '../parts/late.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'
import { Toasts } from '../parts/toasts.tsx'
import { UnreadInTitle } from './bell.tsx'
import { NotPermitted } from './not-permitted.tsx'
import { Offline } from './offline.tsx'
import { PhoneTabs } from './phone-tabs.tsx'
import { Rail } from './rail.tsx'
import { useSearchDoor } from './search-door.tsx'
import { useArrival } from './use-arrival.ts'
import { useLive } from './use-live.ts'

const HelpSheet = late(() => import('./help-sheet.tsx').then((module) => module.HelpSheet))

/** The frame around every room: rail at the left, or tabs at the thumb on a phone; help and toasts over it. */
export function Shell() {
  const say = useSay()
  const navigate = useNavigate()
  const [helping, setHelping] = useState(false)
  useLive()
  useArrival()
  const may = usePermissions()
  const needed = useMatches({
    select: (matches) => matches.flatMap(({ staticData }) => staticData.needs ?? []),
  })
  const help = () => setHelping(true)
  const { openSearch, palette } = useSearchDoor(may.has('conversations.read'))
  useShortcuts({
    '?': help,
    'g t': () => void (may.has('conversations.read') && navigate({ to: '/today' })),
    'g i': () => void navigate({ to: '/inbox', search: { status: 'needs_reply' } }),
    'g k': () => void (may.has('tickets.read') && navigate({ to: '/tickets' })),
    'g c': () => void navigate({ to: '/customers' }),
    'g q': () => void (may.has('customers.write') && navigate({ to: '/questions' })),
    'g f': () => void (may.has('insights.read') && navigate({ to: '/insights' })),
    'g o': () => void (may.has('sources.read') && navigate({ to: '/sources' })),
    'g m': () => void (may.has('imports.read') && navigate({ to: '/import' })),
    'g h': () => void (may.has('monitoring.read') && navigate({ to: '/health' })),
    'g r': () => void (may.has('rules.read') && navigate({ to: '/settings/rules' })),
    'g s': () => void navigate({ to: '/settings' }),
  })
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#room"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {say('app.skip')}
      </a>
      <Rail onHelp={help} onSearch={openSearch} />
      <main
        id="room"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col bg-sheet outline-none md:border-line md:border-l"
      >
        <Offline />
        {needed.every((permission) => may.has(permission)) ? <Outlet /> : <NotPermitted />}
      </main>
      <PhoneTabs onHelp={help} onSearch={openSearch} />
      <UnreadInTitle />
      <Toasts />
      {palette}
      {helping && <HelpSheet onClose={() => setHelping(false)} />}
    </div>
  )
}
