import '../i18n/en-sources-room.ts'
import { Link } from '@tanstack/react-router'
import { Cable, Plus } from 'lucide-react'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsPage } from '../settings/settings-page.tsx'
import { IncidentList } from './incident-list.tsx'
import { SourceLine } from './source-line.tsx'
import { useSources } from './use-sources.ts'

/** The accounts from which messages come, how each is, and what went wrong there. */
export function SourcesScreen() {
  const say = useSay()
  const manages = useMay('sources.manage')
  const { list, sources } = useSources()
  const add = (
    <Link to="/sources/add" className={buttonClass('primary')}>
      <Plus aria-hidden className="size-4" />
      {say('sources.add')}
    </Link>
  )
  return (
    <SettingsPage
      title={say('sources.title')}
      lead={say('sources.lead')}
      action={manages && sources !== undefined && sources.length > 0 && add}
    >
      {list.isPending && <SkeletonRows rows={3} height={96} label={say('common.loading')} />}
      {list.isError && sources === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {sources?.length === 0 && (
        <Empty
          icon={Cable}
          title={say('sources.empty')}
          hint={say(manages ? 'sources.empty.hint' : 'sources.empty.others')}
        >
          {manages && add}
        </Empty>
      )}
      {sources !== undefined && sources.length > 0 && (
        <Lines label={say('sources.list')}>
          {sources.map((source) => (
            <SourceLine key={source.id} source={source} seenAt={list.dataUpdatedAt} />
          ))}
        </Lines>
      )}
      {sources !== undefined && <IncidentList sources={sources} />}
    </SettingsPage>
  )
}
