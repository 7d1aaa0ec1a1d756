import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck, ShieldOff } from 'lucide-react'
import { useId, useState } from 'react'
import { beginSecondFactor, endSecondFactor } from '../api/endpoints.ts'
import { meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { isWrongPassword, PresentPassword, presentPasswordIn } from './present-password.tsx'
import { SecondFactorDialog } from './second-factor-dialog.tsx'

/** The second factor: whether it is on, how to set it up, and how to turn it off. */
export function SecondFactorSection({ email, on }: { email: string; on: boolean }) {
  const say = useSay()
  const [doing, setDoing] = useState<'begin' | 'end'>()
  const close = () => setDoing(undefined)
  const Icon = on ? ShieldCheck : ShieldOff
  return (
    <SettingsSection
      title={say('account.factor')}
      lead={say('account.factor.lead')}
      action={
        <span className="flex items-center gap-3">
          <span className={`flex items-center gap-1.5 text-sm ${on ? 'text-good' : 'text-ink-3'}`}>
            <Icon aria-hidden className="size-4" />
            {say(on ? 'account.factor.on' : 'account.factor.off')}
          </span>
          {on ? (
            <Button onClick={() => setDoing('end')}>{say('account.factor.end')}</Button>
          ) : (
            <Button onClick={() => setDoing('begin')}>{say('account.factor.begin')}</Button>
          )}
        </span>
      }
    >
      {doing === 'begin' && <BeginDialog email={email} onClose={close} />}
      {doing === 'end' && <EndDialog email={email} onClose={close} />}
    </SettingsSection>
  )
}

function BeginDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const say = useSay()
  const problemId = useId()
  const begin = useMutation({ mutationFn: beginSecondFactor })
  if (begin.data) return <SecondFactorDialog email={email} begun={begin.data} onClose={onClose} />
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('account.factor.title')}
      lead={say('account.factor.begin.lead')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          begin.mutate({ password: presentPasswordIn(event.currentTarget) })
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <div id={problemId} className="empty:hidden">
            {begin.isError && <Problem error={begin.error} />}
          </div>
          <PresentPassword email={email} problemId={isWrongPassword(begin.error) ? problemId : undefined} />
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={begin.isPending}>
          {say('account.factor.begin')}
        </CancelOr>
      </form>
    </Dialog>
  )
}

function EndDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const problemId = useId()
  const end = useMutation({
    mutationFn: endSecondFactor,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: meQuery.queryKey })
      tell(say('account.factor.ended'))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={say('account.factor.end.title')}
      lead={say('account.factor.end.lead')}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          end.mutate(presentPasswordIn(event.currentTarget) ?? '')
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <div id={problemId} className="empty:hidden">
            {end.isError && <Problem error={end.error} />}
          </div>
          <PresentPassword
            email={email}
            required
            problemId={isWrongPassword(end.error) ? problemId : undefined}
          />
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={end.isPending}>
          {say('account.factor.end')}
        </CancelOr>
      </form>
    </Dialog>
  )
}
