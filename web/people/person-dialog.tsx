import { useState } from 'react'
import type { Member } from '../../src/contract/people.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CancelOr } from '../parts/dialog-buttons.tsx'
import { RoleChoice } from './role-choice.tsx'
import { usePeople } from './use-people.ts'

/** Somebody of the firm: another role, a lost second factor, and the end of their work here. */
export function PersonDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const say = useSay()
  const { change, remove, dropFactor } = usePeople()
  const [role, setRole] = useState(member.role)
  const [asked, setAsked] = useState<'remove' | 'factor' | null>(null)
  const { name, email, secondFactor } = member
  if (asked !== null) {
    const sure = asked === 'remove' ? remove : dropFactor
    return (
      <ConfirmDialog
        title={asked === 'remove' ? say('people.remove.title', { name }) : say('people.factor.remove')}
        lead={say(`people.${asked === 'remove' ? 'remove' : 'factor.remove'}.lead`)}
        confirm={say(asked === 'remove' ? 'people.remove' : 'people.factor.remove')}
        busy={sure.isPending}
        error={sure.error}
        onConfirm={() => sure.mutate(member, { onSuccess: onClose })}
        onClose={() => setAsked(null)}
      />
    )
  }
  return (
    <Dialog open onClose={onClose} title={name} lead={email}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (role !== member.role) change.mutate({ member, role })
          onClose()
        }}
      >
        <div className="flex flex-col gap-4 p-4">
          <RoleChoice role={role} onChange={setRole} />
          <div className="flex flex-wrap gap-2">
            {secondFactor && (
              <Button onClick={() => setAsked('factor')}>{say('people.factor.remove')}…</Button>
            )}
            <Button onClick={() => setAsked('remove')}>{say('people.remove')}…</Button>
          </div>
        </div>
        <CancelOr onCancel={onClose} type="submit">
          {say('common.save')}
        </CancelOr>
      </form>
    </Dialog>
  )
}
