import { Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { useGmailConsent } from './use-gmail-consent.ts'

/** The way to Google, where the owner of an account consents that it is read. */
export function GmailForm() {
  const say = useSay()
  const consent = useGmailConsent()
  return (
    <form
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        const address = String(new FormData(event.currentTarget).get('address')).trim()
        consent.mutate(address === '' ? {} : { address })
      }}
    >
      <Field label={say('sources.address')} hint={say('sources.address.hint')}>
        {(ids) => (
          <input
            {...ids}
            name="address"
            type="email"
            maxLength={254}
            autoComplete="off"
            className={inputClass}
          />
        )}
      </Field>
      {consent.isError && (
        <div className="flex flex-col items-start gap-2">
          <Problem error={consent.error} />
          <Link to="/sources/add" search={{ channel: 'imap' }} className={buttonClass('plain')}>
            {say('sources.consent.byImap')}
          </Link>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          icon={ExternalLink}
          // Once there is an address to go to, the page is left.
          busy={consent.isPending || consent.isSuccess}
        >
          {say('sources.consent.begin')}
        </Button>
        <Link to="/sources/add" search={{}} className={buttonClass('quiet')}>
          {say('sources.add.other')}
        </Link>
      </div>
    </form>
  )
}
