import '../i18n/en-sources-room.ts'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsPage } from '../settings/settings-page.tsx'

const route = getRouteApi('/app/sources/consent')

/** Where Google leads the browser back to: on to the sources, or what the consent was refused with. */
export function ConsentScreen() {
  const say = useSay()
  const navigate = useNavigate()
  const { label, problem } = route.useLoaderData()
  useEffect(() => {
    if (label === null) return
    tell(say('sources.added', { label }))
    void navigate({ to: '/sources', replace: true })
  }, [label, navigate, say])
  if (label !== null) return null
  return (
    <SettingsPage title={say('sources.consent.title')}>
      <div className="flex max-w-xl flex-col gap-4">
        <Problem error={problem} />
        <div className="flex flex-wrap gap-2">
          <Link to="/sources/add" search={{ channel: 'gmail' }} className={buttonClass('primary')}>
            {say('sources.consent.again')}
          </Link>
          <Link to="/sources" className={buttonClass('plain')}>
            {say('sources.back')}
          </Link>
        </div>
      </div>
    </SettingsPage>
  )
}
