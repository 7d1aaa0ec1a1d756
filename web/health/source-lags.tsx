import type { Dashboard } from '../../src/contract/monitoring.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'
import { useSourceName } from './words.ts'

type Source = Dashboard['sources'][number]

/** Each source that is asked for what is new: how far behind it is, how long a look takes, what failed. */
export function SourceLags({ sources }: { sources: readonly Source[] }) {
  const say = useSay()
  return (
    <SettingsSection title={say('figures.sources')}>
      <Lines label={say('figures.sources')}>
        {sources.map((source) => (
          <SourceLag key={source.sourceId} source={source} />
        ))}
      </Lines>
    </SettingsSection>
  )
}

function SourceLag({ source }: { source: Source }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = useSourceName()
  const ago = (seconds: number | null) =>
    seconds === null ? say('figures.never') : say('figures.ago', { span: format.span(seconds * 1000) })
  const { discoveryDurationMs: lookMs } = source
  const facts = [
    [say('figures.lag'), ago(source.lagSeconds)],
    [say('figures.newest'), ago(source.newestSeconds)],
    [
      say('figures.look'),
      lookMs === null ? say('figures.none') : say('figures.ms', { n: Math.round(lookMs) }),
    ],
    [say('figures.failures'), format.number(source.consecutiveFailures)],
  ] as const
  return (
    <li className="px-4 py-2.5">
      <p className="truncate font-medium">{nameOf(source.sourceId)}</p>
      <dl className="figures mt-0.5 grid grid-cols-2 gap-x-4 gap-y-1 text-sm sm:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-3 text-xs">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
