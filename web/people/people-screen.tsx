import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { Member } from '../../src/contract/people.ts'
import { meQuery, peopleQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberLine } from './member-line.tsx'
import { PendingInvitations } from './pending-invitations.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** Who works for the firm and who is asked to; what each is, and how to change it for who may. */
export function PeopleScreen() {
  const say = useSay()
  const me = useQuery(meQuery).data
  const manages = useMay('people.manage')
  const people = useQuery(peopleQuery)
  const [inviting, setInviting] = useState(false)
  const [openId, setOpenId] = useState<string | null>(null)
  const open = people.data?.items.find(({ personId }) => personId === openId)
  /** Of oneself somebody else decides; of owners, only owners. */
  const mayChange = ({ personId, role }: Member) =>
    manages && personId !== me?.person?.id && (role !== 'owner' || me?.role === 'owner')
  return (
    <SettingsPage
      title={say('people.title')}
      lead={say('people.lead', { firm: me?.firm.name ?? '' })}
      action={
        manages && (
          <Button look="primary" icon={UserPlus} onClick={() => setInviting(true)}>
            {say('people.invite')}
          </Button>
        )
      }
    >
      {people.isPending && <SkeletonRows rows={4} height={56} label={say('common.loading')} />}
      {people.isError && <Problem error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && (
        <Lines label={say('people.list')}>
          {people.data.items.map((member) => (
            <li key={member.personId} className="first:rounded-t-lg last:rounded-b-lg">
              <MemberLine
                member={member}
                self={member.personId === me?.person?.id}
                onOpen={mayChange(member) ? () => setOpenId(member.personId) : undefined}
              />
            </li>
          ))}
        </Lines>
      )}
      {manages && <PendingInvitations />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
      {open && <PersonDialog key={open.personId} member={open} onClose={() => setOpenId(null)} />}
    </SettingsPage>
  )
}
