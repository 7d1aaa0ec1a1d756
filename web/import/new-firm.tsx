import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import type { ConversationCounts } from '../../src/contract/conversations.ts'
import { firmsQuery } from '../api/queries.ts'
import { usePermissions } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { SampleButton } from './sample-button.tsx'

/** Whether nothing has come in to a firm yet. */
export const isNew = (counts: ConversationCounts | undefined) =>
  counts !== undefined && counts.needs_reply + counts.waiting + counts.active + counts.archived === 0

/** What stands where nothing has come in to a firm yet: how to begin, for who may, or a look at the sample firm. */
export function NewFirm() {
  const say = useSay()
  const may = usePermissions()
  const inSample = useQuery(firmsQuery).data?.items.some(({ current, sample }) => current && sample)
  const offersSample = may.has('firms.make') && inSample === false
  const hint = !may.has('imports.write')
    ? 'inbox.empty.none.others'
    : offersSample
      ? 'inbox.empty.none.hint'
      : 'inbox.empty.none.begin'
  return (
    <Empty icon={Inbox} title={say('inbox.empty.none')} hint={say(hint)}>
      {may.has('imports.write') && (
        <Link to="/import" className={buttonClass('primary')}>
          {say('nav.import')}
        </Link>
      )}
      {may.has('sources.manage') && (
        <Link to="/sources/add" className={buttonClass('plain')}>
          {say('inbox.empty.none.mailbox')}
        </Link>
      )}
      {offersSample && <SampleButton />}
    </Empty>
  )
}
