import { Link } from '@tanstack/react-router'
import { Inbox, SearchX } from 'lucide-react'
import type { Permission } from '../../src/contract/permissions.ts'
import type { InboxFilter } from '../api/queries.ts'
import { usePermissions } from '../api/use-may.ts'
import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { focusSearchBox } from '../parts/search-box.tsx'
import { hasFilter } from './inbox-filters.tsx'

type EmptyKey = `inbox.empty.${'none' | 'spam' | NonNullable<InboxFilter['status']>}`

/** What stands where no conversation does: why, and what to do. */
export function NoConversations({ filter }: { filter: InboxFilter }) {
  const say = useSay()
  const may = usePermissions()
  const mayImport = may.has('imports.write')
  if (filter.text || hasFilter(filter)) {
    return (
      <Empty icon={SearchX} title={say('inbox.empty.search')} hint={say('inbox.empty.search.hint')}>
        <Link to="/inbox" search={{}} onClick={focusSearchBox} className={buttonClass('plain')}>
          {say('inbox.filtered.clear')}
        </Link>
      </Empty>
    )
  }
  const key: EmptyKey = `inbox.empty.${filter.spam ? 'spam' : (filter.status ?? 'none')}`
  return (
    <Empty icon={Inbox} title={say(key)} hint={say(hintFor(key, may))}>
      {key === 'inbox.empty.none' && mayImport && (
        <Link to="/import" className={buttonClass('primary')}>
          {say('nav.import')}
        </Link>
      )}
      {key === 'inbox.empty.none' && may.has('sources.manage') && (
        <Link to="/sources/add" className={buttonClass('plain')}>
          {say('inbox.empty.none.mailbox')}
        </Link>
      )}
    </Empty>
  )
}

/** What to do about an empty list, for who may do it. */
function hintFor(key: EmptyKey, may: ReadonlySet<Permission>): Key {
  if (key === 'inbox.empty.none' && !may.has('imports.write')) return 'inbox.empty.none.others'
  if (key === 'inbox.empty.archived' && !may.has('conversations.write')) return 'inbox.empty.archived.others'
  return `${key}.hint`
}
