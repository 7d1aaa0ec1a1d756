import { TriangleAlert } from 'lucide-react'
import type { Finding } from '../../src/contract/auditor.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Lines } from '../settings/settings-page.tsx'

/** Findings, those of one kind together: what does not agree, since when, and what repairing does. */
export function FindingLines({ findings }: { findings: readonly Finding[] }) {
  const say = useSay()
  const kinds = [...Map.groupBy(findings, ({ kind }) => kind).values()]
  return (
    <Lines label={say('checks.findings')}>
      {kinds.map((some) => (
        <FindingLine key={some[0]?.kind} findings={some} />
      ))}
    </Lines>
  )
}

function FindingLine({ findings }: { findings: readonly Finding[] }) {
  const say = useSay()
  const tell = useTell()
  const format = useFormat()
  const [first] = findings
  if (first === undefined) return null
  const { kind, message, next, repair } = first
  const since = findings.map(({ foundAt }) => foundAt).sort()[0] ?? first.foundAt
  return (
    <li className="flex gap-3 px-4 py-3">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <p className="min-w-0 font-medium [overflow-wrap:anywhere]">
            {tell(`finding.${kind}`, {}, message)}
            {findings.length > 1 && <span className="figures"> ×{format.number(findings.length)}</span>}
          </p>
          <span className="figures text-ink-3 text-xs">
            {say('checks.finding.since', { at: format.full(since) })}
          </span>
        </div>
        <p className="text-ink-2 text-sm">
          {repair === 'none' && `${say('checks.finding.person')}: `}
          {tell(`finding.${kind}.next`, {}, next)}
        </p>
      </div>
    </li>
  )
}
