import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { useTitle } from './use-title.ts'

/** What an unknown address leads to, with the rooms beside it. */
export function NotFound() {
  const say = useSay()
  useTitle(say('nav.notFound'))
  return (
    <Empty heading="h1" icon={Compass} title={say('nav.notFound')} hint={say('nav.notFound.hint')}>
      <Link to="/" className={buttonClass('plain')}>
        {say('nav.toStart')}
      </Link>
    </Empty>
  )
}
