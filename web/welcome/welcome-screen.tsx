import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Claim } from '../../src/contract/access.ts'
import { claim } from '../api/endpoints.ts'
import { meQuery, setupQuery } from '../api/queries.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { FrontPage } from '../sign-in/front-page.tsx'
import { dropClaimToken, heldClaimToken } from './claim-token.ts'
import { Begin } from './step-begin.tsx'
import { type FirmDetails, FirmStep } from './step-firm.tsx'
import { YouStep } from './step-you.tsx'

/** The first run: the firm, you, and the first conversations. Without the one-time link: where to find it. */
export function WelcomeScreen() {
  const say = useSay()
  const client = useQueryClient()
  const setup = useQuery(setupQuery)
  const [step, setStep] = useState<1 | 2 | 3>(1)
  const [firm, setFirm] = useState<FirmDetails>()
  const [token] = useState(heldClaimToken)
  useTitle(say('welcome.title'))
  const settle = useMutation({
    mutationFn: (details: Claim) => claim(details),
    onSuccess: async () => {
      dropClaimToken()
      await client.resetQueries({ queryKey: meQuery.queryKey })
      setStep(3)
    },
  })

  if (setup.isPending) return <SkeletonRows rows={5} height={64} label={say('common.loading')} />
  if (setup.isError)
    return <Problem className="m-6" error={setup.error} onRetry={() => void setup.refetch()} />
  if (setup.data.claimed && step !== 3) return <AlreadyOwned />
  if (token === null && step !== 3) return <NeedsLink />
  return (
    <FrontPage title={say('welcome.title')} lead={say('welcome.lead')}>
      <Steps step={step} />
      {settle.isError && <Problem className="mb-4" error={settle.error} />}
      {step === 1 && (
        <FirmStep
          initially={firm}
          onDone={(details) => {
            setFirm(details)
            setStep(2)
          }}
        />
      )}
      {step === 2 && firm && token !== null && (
        <YouStep
          busy={settle.isPending}
          onBack={() => setStep(1)}
          onDone={(you) => settle.mutate({ ...firm, ...you, token })}
        />
      )}
      {step === 3 && <Begin />}
    </FrontPage>
  )
}

function Steps({ step }: { step: 1 | 2 | 3 }) {
  const say = useSay()
  const names = [say('welcome.firm'), say('welcome.you'), say('welcome.first')]
  return (
    <ol aria-label={say('welcome.steps')} className="mb-6 flex gap-2">
      {names.map((name, index) => (
        <li
          key={name}
          aria-current={index + 1 === step ? 'step' : undefined}
          className="flex-1 text-ink-3 text-xs aria-[current=step]:font-medium aria-[current=step]:text-ink"
        >
          <span
            aria-hidden
            className={`mb-1.5 block h-1 rounded-full ${index + 1 <= step ? 'bg-accent' : 'bg-line-strong'}`}
          />
          {name}
        </li>
      ))}
    </ol>
  )
}

function NeedsLink() {
  const say = useSay()
  return (
    <FrontPage title={say('welcome.link.title')} lead={say('welcome.link.lead')}>
      <p className="overflow-x-auto rounded-md border border-line-strong bg-raised px-3 py-2 font-medium text-sm">
        {location.origin}/#claim=…
      </p>
      <p className="mt-3 text-ink-3 text-sm">{say('welcome.link.hint')}</p>
    </FrontPage>
  )
}

function AlreadyOwned() {
  const say = useSay()
  return (
    <FrontPage title={say('welcome.owned')} lead={say('welcome.owned.lead')}>
      <Link to="/" className={buttonClass('primary')}>
        {say('signIn.submit')}
      </Link>
    </FrontPage>
  )
}
