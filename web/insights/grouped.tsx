import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Analytics, AnalyticsDimension } from '../../src/contract/insights.ts'
import { analyticsQuery, useLookAgain } from '../api/insights.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { SettingsSection } from '../settings/settings-page.tsx'

/** The first and the last day of a time. */
export type SpanProps = { from: string; to: string }

type GroupedProps = {
  title: string
  lead?: string
  span: SpanProps
  by: AnalyticsDimension
  step?: 'week' | 'month'
  /** Draws what came; there is something in it. */
  draw: (found: Analytics) => ReactNode
}

/** Figures by what they are grouped by; until they have come, that they are coming, and when they do not, why. */
export function Grouped({ title, lead, span: { from, to }, by, step = 'month', draw }: GroupedProps) {
  const say = useSay()
  const again = useLookAgain()
  const found = useQuery({
    ...analyticsQuery({ from, to, step, by }),
    refetchInterval: ({ state }) => again(state.data),
  })
  return (
    <SettingsSection title={title} lead={lead}>
      {found.isPending && <SkeletonRows rows={2} height={56} label={say('common.loading')} />}
      {found.isError && found.data === undefined && (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.data?.groups.length === 0 && (
        <p className="text-ink-3 text-sm">{say('analytics.groups.none')}</p>
      )}
      {found.data !== undefined && found.data.groups.length > 0 && draw(found.data)}
    </SettingsSection>
  )
}
