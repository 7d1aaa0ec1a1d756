import { CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { HealthCheck, HealthReport } from '../../src/contract/monitoring.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Lines } from '../settings/settings-page.tsx'
import { useCheckWords } from './words.ts'

const looks: Record<HealthCheck['status'], readonly [LucideIcon, string]> = {
  healthy: [CircleCheck, 'text-good'],
  degraded: [TriangleAlert, 'text-caution'],
  unhealthy: [CircleX, 'text-caution'],
  unknown: [CircleDashed, 'text-ink-3'],
}

/** How all is, in one sentence, and thing by thing. */
export function CheckList({ report }: { report: HealthReport }) {
  const say = useSay()
  const wordsOf = useCheckWords()
  const [Icon, colour] = looks[report.systemHealth]
  return (
    <section aria-label={say('health.checks')} className="flex flex-col gap-3">
      <p role="status" className={`flex items-center gap-2 font-medium text-lg ${colour}`}>
        <Icon aria-hidden className="size-5 shrink-0" />
        {say(`health.is.${report.systemHealth}`)}
      </p>
      <Lines label={say('health.checks')}>
        {report.checks.map((check) => (
          <li key={check.name} className="flex items-start gap-3 px-4 py-2">
            <Mark status={check.status} />
            <span className="w-28 shrink-0 font-medium">{say(`health.check.${check.name}`)}</span>
            <span className="figures min-w-0 flex-1 text-ink-2">{wordsOf(check)}</span>
          </li>
        ))}
      </Lines>
    </section>
  )
}

function Mark({ status }: Pick<HealthCheck, 'status'>) {
  const [Icon, colour] = looks[status]
  return <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
}
