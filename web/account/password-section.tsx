import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { setPassword } from '../api/endpoints.ts'
import { sessionsQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { NewPasswordField } from '../parts/password-field.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'
import { isWrongPassword, PresentPassword, presentPasswordIn } from './present-password.tsx'

/** The password, and how to change it. */
export function PasswordSection({ email }: { email: string }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <SettingsSection
      title={say('account.password')}
      lead={say('account.password.lead')}
      action={<Button onClick={() => setOpen(true)}>{say('account.password.change')}</Button>}
    >
      {open && <PasswordDialog email={email} onClose={() => setOpen(false)} />}
    </SettingsSection>
  )
}

function PasswordDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const say = useSay()
  const client = useQueryClient()
  const problemId = useId()
  const change = useMutation({
    mutationFn: setPassword,
    onSuccess: () => {
      tell(say('account.password.done'))
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey })
      onClose()
    },
  })
  return (
    <Dialog open onClose={onClose} title={say('account.password.change')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change.mutate({
            password: String(new FormData(event.currentTarget).get('password')),
            current: presentPasswordIn(event.currentTarget),
          })
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <div id={problemId} className="empty:hidden">
            {change.isError && <Problem error={change.error} />}
          </div>
          <PresentPassword email={email} problemId={isWrongPassword(change.error) ? problemId : undefined} />
          <NewPasswordField label={say('account.password.new')} />
        </div>
        <CancelOr onCancel={onClose} type="submit" busy={change.isPending}>
          {say('common.save')}
        </CancelOr>
      </form>
    </Dialog>
  )
}
