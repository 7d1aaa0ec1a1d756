import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import type { Permission } from '../../src/contract/permissions.ts'
import { countsQuery, type InboxFilter } from '../api/queries.ts'
import { usePermissions } from '../api/use-may.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { isNew, NewFirm } from '../import/new-firm.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { focusSearchBox } from '../parts/search-box.tsx'
import { hasFilter } from './inbox-filters.tsx'

type EmptyKey = `inbox.empty.${'spam' | NonNullable<InboxFilter['status']>}`

/** What stands where no conversation does: why, and what to do. */
export function NoConversations({ filter }: { filter: InboxFilter }) {
  const say = useSay()
  const may = usePermissions()
  const counts = useQuery(countsQuery).data
  if (filter.text || hasFilter(filter)) {
    return (
      <Empty icon={SearchX} title={say('inbox.empty.search')} hint={say('inbox.empty.search.hint')}>
        <Link to="/inbox" search={{}} onClick={focusSearchBox} className={buttonClass('plain')}>
          {say('inbox.filtered.clear')}
        </Link>
      </Empty>
    )
  }
  const place = filter.spam ? 'spam' : filter.status
  if (place === undefined || (place !== 'spam' && isNew(counts))) return <NewFirm />
  const key: EmptyKey = `inbox.empty.${place}`
  return <Empty icon={Inbox} title={say(key)} hint={say(hintFor(key, may))} />
}

/** What to do about an empty list, for who may do it. */
function hintFor(key: EmptyKey, may: ReadonlySet<Permission>): Key {
  if (key === 'inbox.empty.archived' && !may.has('conversations.write')) return 'inbox.empty.archived.others'
  return `${key}.hint`
}
