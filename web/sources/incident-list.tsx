import { useInfiniteQuery } from '@tanstack/react-query'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { Incident, SourceShown } from '../../src/contract/sources.ts'
import { incidentsQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'

/** What went wrong at the sources, newest first, and how it was made good. */
export function IncidentList({ sources }: { sources: readonly SourceShown[] }) {
  const say = useSay()
  const format = useFormat()
  const list = useInfiniteQuery(incidentsQuery)
  const incidents = list.data?.pages.flatMap((page) => page.items)
  const labelOf = (sourceId: string) => {
    const source = sources.find(({ id }) => id === sourceId)
    return source === undefined ? say('incidents.removed') : format.address(source.label)
  }
  if (sources.length === 0 && incidents?.length === 0) return null
  return (
    <SettingsSection title={say('incidents.title')}>
      {list.isPending && <SkeletonRows rows={2} height={64} label={say('common.loading')} />}
      {list.isError && incidents === undefined && (
        <Problem error={list.error} onRetry={() => void list.refetch()} />
      )}
      {incidents?.length === 0 && <p className="text-ink-2 text-sm">{say('incidents.none')}</p>}
      {incidents !== undefined && incidents.length > 0 && (
        <Lines label={say('incidents.title')}>
          {incidents.map((incident) => (
            <IncidentLine key={incident.id} incident={incident} label={labelOf(incident.sourceId)} />
          ))}
        </Lines>
      )}
      <MoreButton pages={list} className="self-start" />
    </SettingsSection>
  )
}

function IncidentLine({ incident, label }: { incident: Incident; label: string }) {
  const say = useSay()
  const { kind, recovered, endedAt } = incident
  const isOver = endedAt !== null
  const Icon = isOver ? CircleCheck : TriangleAlert
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${isOver ? 'text-good' : 'text-caution'}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="min-w-0 truncate font-medium">{label}</span>
          <span className="figures text-ink-3 text-xs">{useSpan(incident)}</span>
        </p>
        <p className="text-ink-2 text-sm">
          {say(`incidents.kind.${kind}`)}{' '}
          {isOver ? (
            say(recovered ? 'incidents.recovered' : 'incidents.recovered.none', { n: recovered ?? 0 })
          ) : (
            <span className="font-medium text-caution">{say('incidents.open')}</span>
          )}
        </p>
      </div>
    </li>
  )
}

/** When it was: a day and two times, as short as it can be told. */
function useSpan({ beganAt, endedAt }: Incident): string {
  const say = useSay()
  const format = useFormat()
  const from = format.full(beganAt)
  if (endedAt === null) return say('incidents.lasts', { from })
  const isSameDay = format.dayKey(beganAt) === format.dayKey(endedAt)
  const to = isSameDay ? format.time(endedAt) : format.full(endedAt)
  return format.full(endedAt) === from ? say('incidents.at', { from }) : say('incidents.over', { from, to })
}
