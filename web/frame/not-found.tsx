import { Link } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'

/** What an unknown address leads to. */
export function NotFound() {
  const say = useSay()
  return (
    <Empty icon={Compass} title={say('nav.notFound')} hint={say('nav.notFound.hint')}>
      <Link to="/" className={buttonClass('plain')}>
        {say('nav.toStart')}
      </Link>
    </Empty>
  )
}
