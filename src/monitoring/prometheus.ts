import { Gauge, Registry } from 'prom-client'
import type { Severity } from '../contract/monitoring.ts'
import type { Facts } from './facts.ts'

/** What is known of a firm when it was last looked at. */
export type Standing = { facts: Facts; alerts: Record<Severity, number> }

export const PROMETHEUS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

/**
 * Figures that stand in the database, in Prometheus' text format (exposition format 0.0.4): of one firm by its sources'
 * ids; of several added up, and by the worst, with nothing that tells whose they are.
 */
export function standingText(
  standings: readonly Standing[],
  { bySource }: { bySource: boolean },
): Promise<string> {
  const registry = new Registry()
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge({ registers: [registry], name: `plumbline_${name}`, help, labelNames })
  const sourceLabels = bySource ? (['channel', 'source'] as const) : (['channel'] as const)
  const lag = gauge(
    'source_lag_seconds',
    'Since a source was last asked to its end; the longest.',
    sourceLabels,
  )
  const newest = gauge(
    'source_newest_age_seconds',
    'Since something new last came; the longest.',
    sourceLabels,
  )
  const failures = gauge('source_failures', 'Looks that failed in a row; the most.', sourceLabels)
  const sources = gauge('sources', 'Sources that are asked for what is new.', ['channel', 'state'])
  const runs = gauge('runs', 'Runs that wait and that are at work.', ['state'])
  const replies = gauge('replies_waiting', 'Replies that are to be sent.', [])
  const alerts = gauge('alerts_active', 'Alerts that nobody has resolved.', ['severity'])
  const suggestions = gauge(
    'suggestions',
    'Suggested answers of the last seven days, by what became of them.',
    ['state'],
  )
  const requests = gauge(
    'reply_requests',
    'Times in the last seven days that somebody began to wait for an answer, by whether it came.',
    ['answered'],
  )
  const firstReply = gauge(
    'first_reply_median_seconds',
    'How soon conversations of the last seven days had their first answer, half of them; the longest.',
    [],
  )
  const worst = new Map<string, number>()
  const atLeast = (of: Gauge, name: string, labels: Record<string, string>, value: number) => {
    const key = `${name} ${JSON.stringify(labels)}`
    const most = Math.max(value, worst.get(key) ?? 0)
    worst.set(key, most)
    of.set(labels, most)
  }
  for (const { facts, alerts: counted } of standings) {
    const since = (at: Date) => Math.max(0, (facts.now.getTime() - at.getTime()) / 1000)
    for (const { id, channel, state, lookedAt, newsAt, failures: failed } of facts.sources) {
      sources.inc({ channel, state })
      if (state === 'paused') continue
      const labels = bySource ? { channel, source: id } : { channel }
      if (lookedAt !== null) atLeast(lag, 'lag', labels, since(lookedAt))
      if (newsAt !== null) atLeast(newest, 'newest', labels, since(newsAt))
      atLeast(failures, 'failures', labels, failed)
    }
    runs.inc({ state: 'queued' }, facts.runsQueued)
    runs.inc({ state: 'running' }, facts.runsRunning)
    replies.inc(facts.repliesWaiting)
    const { standing } = facts.replies
    for (const [state, count] of Object.entries(standing.suggestions)) suggestions.inc({ state }, count)
    requests.inc({ answered: 'true' }, standing.answered)
    requests.inc({ answered: 'false' }, standing.requests - standing.answered)
    const { medianMinutes } = standing.firstReply
    if (medianMinutes !== null) atLeast(firstReply, 'first', {}, medianMinutes * 60)
    for (const [severity, count] of Object.entries(counted)) alerts.inc({ severity }, count)
  }
  return registry.metrics()
}
