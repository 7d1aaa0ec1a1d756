import { Link } from '@tanstack/react-router'
import { Archive, FlaskConical } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { SampleButton } from '../import/sample-button.tsx'
import { buttonClass } from '../parts/button.tsx'

/** Step three: an archive of one's own, or the sample firm. */
export function Begin() {
  const say = useSay()
  return (
    <div>
      <p className="mb-4 text-ink-2">{say('welcome.first.lead')}</p>
      <div className="flex flex-col divide-y divide-line border-line border-y">
        <section className="py-5">
          <h2 className="flex items-center gap-2 font-semibold">
            <Archive aria-hidden className="size-4 text-ink-3" /> {say('welcome.archive')}
          </h2>
          <p className="mt-1 mb-3 text-ink-2 text-sm">{say('welcome.archive.hint')}</p>
          <Link to="/import" className={buttonClass('primary')}>
            {say('welcome.archive.submit')}
          </Link>
        </section>
        <section className="py-5">
          <h2 className="flex items-center gap-2 font-semibold">
            <FlaskConical aria-hidden className="size-4 text-ink-3" /> {say('welcome.sample')}
          </h2>
          <p className="mt-1 mb-3 text-ink-2 text-sm">{say('welcome.sample.hint')}</p>
          <SampleButton />
        </section>
      </div>
    </div>
  )
}
