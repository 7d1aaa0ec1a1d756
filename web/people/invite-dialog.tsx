import { useState } from 'react'
import type { z } from 'zod'
import type { madeInvitationShape } from '../../src/contract/people.ts'
import type { Role } from '../../src/contract/permissions.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { CopiedField } from '../parts/copied-field.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { DialogButtons } from '../parts/dialog-buttons.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { EmailField } from '../parts/person-fields.tsx'
import { RoleChoice } from './role-choice.tsx'
import { useInvitations } from './use-people.ts'

/** Asking somebody to join: their address and role; then the link, to be handed over where it was not mailed. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useSay()
  const { ask } = useInvitations()
  const [role, setRole] = useState<Role>('dispatcher')
  if (ask.data) return <InvitedDialog made={ask.data} onClose={onClose} />
  return (
    <FormDialog
      title={say('people.invite')}
      lead={say('people.invite.lead')}
      submit={say('people.invite.submit')}
      busy={ask.isPending}
      error={ask.error}
      onSubmit={(form) => ask.mutate({ email: String(form.get('email')).trim(), role })}
      onClose={onClose}
    >
      <EmailField label={say('signIn.email')} autoComplete="off" />
      <RoleChoice role={role} onChange={setRole} />
    </FormDialog>
  )
}

type InvitedDialogProps = { made: z.infer<typeof madeInvitationShape>; onClose: () => void }

/** That somebody was asked, and the link, which is shown this once. */
export function InvitedDialog({ made: { email, url, mailed }, onClose }: InvitedDialogProps) {
  const say = useSay()
  return (
    <Dialog
      open
      steady
      onClose={onClose}
      title={say('people.invited', { email })}
      lead={say(mailed ? 'people.invited.mailed' : 'people.invited.handOver', { email })}
    >
      {url !== null && !mailed && (
        <div className="p-4">
          <CopiedField label={say('people.invited.link')} text={url} />
        </div>
      )}
      <DialogButtons>
        <Button look="primary" className="max-sm:flex-1" onClick={onClose}>
          {say('common.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
