import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { useTitle } from './use-title.ts'

/** What a page leads to that one's role in the firm does not open. */
export function NotPermitted() {
  const say = useSay()
  useTitle(say('error.not_permitted'))
  return (
    <Empty heading="h1" icon={Lock} title={say('error.not_permitted')} hint={say('error.not_permitted.next')}>
      <Link to="/" className={buttonClass('plain')}>
        {say('nav.toStart')}
      </Link>
    </Empty>
  )
}
