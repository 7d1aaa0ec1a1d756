import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { invitationShape } from '../../src/contract/people.ts'
import { invitationsQuery, meQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { Joined } from '../parts/joined.tsx'
import { Problem } from '../parts/problem.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { InvitedDialog } from './invite-dialog.tsx'
import { useInvitations } from './use-people.ts'

type Invitation = z.infer<typeof invitationShape>

/** Who was asked and has not answered, each with a new link and a way to take it back; nothing when there is nobody. */
export function PendingInvitations() {
  const say = useSay()
  const found = useQuery(invitationsQuery)
  const mine = useQuery(meQuery).data?.role
  const { ask, takeBack } = useInvitations()
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data || (found.data.items.length === 0 && !ask.data)) return null
  return (
    <SettingsSection title={say('people.pending')}>
      <Lines label={say('people.pending')}>
        {found.data.items.map((invitation) => (
          <InvitationLine
            key={invitation.id}
            invitation={invitation}
            busy={takeBack.isPending || ask.isPending}
            onAgain={
              invitation.role === 'owner' && mine !== 'owner'
                ? undefined
                : () =>
                    ask.mutate({ email: invitation.email, role: invitation.role }, { onError: tellProblem })
            }
            onTakeBack={() => takeBack.mutate(invitation)}
          />
        ))}
      </Lines>
      {ask.data && <InvitedDialog made={ask.data} onClose={ask.reset} />}
    </SettingsSection>
  )
}

type InvitationLineProps = {
  invitation: Invitation
  busy: boolean
  onAgain: (() => void) | undefined
  onTakeBack: () => void
}

function InvitationLine({ invitation, busy, onAgain, onTakeBack }: InvitationLineProps) {
  const say = useSay()
  const format = useFormat()
  const { email, role, madeBy, expiresAt } = invitation
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 pr-2 pl-4">
      <div className="min-w-40 flex-1">
        <p className="truncate font-medium">{email}</p>
        <p className="figures text-ink-3 text-xs">
          <Joined>
            {[say(`role.${role}`), say('people.pending.line', { who: madeBy, day: format.day(expiresAt) })]}
          </Joined>
        </p>
      </div>
      <div className="flex gap-2">
        {onAgain && (
          <Button
            size="sm"
            busy={busy}
            onClick={onAgain}
            aria-label={say('people.pending.again.label', { email })}
          >
            {say('people.pending.again')}
          </Button>
        )}
        <Button
          size="sm"
          busy={busy}
          onClick={({ currentTarget }) => {
            handFocus(currentTarget, () => document.querySelector('#room header button'))
            onTakeBack()
          }}
          aria-label={say('people.pending.back.label', { email })}
        >
          {say('people.pending.back')}
        </Button>
      </div>
    </li>
  )
}
