import { useMutation } from '@tanstack/react-query'
import { ShieldCheck, TriangleAlert } from 'lucide-react'
import type { AuditVerdict } from '../../src/contract/audit.ts'
import { verifyAudit } from '../api/endpoints.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'

/** Looks whether the trail is as it was written, and says so. */
export function TrailCheck() {
  const say = useSay()
  const check = useMutation({ mutationFn: verifyAudit })
  return (
    <div className="-mt-4 flex flex-col items-start">
      <Button icon={ShieldCheck} busy={check.isPending} onClick={() => check.mutate()}>
        {say(check.isPending ? 'audit.checking' : 'audit.check')}
      </Button>
      {check.isError && <Problem className="mt-3" error={check.error} />}
      <div role="status" className="w-full">
        {check.data && <Verdict verdict={check.data} />}
      </div>
    </div>
  )
}

function Verdict({ verdict: { entries, firstSeq, faultCount, faults } }: { verdict: AuditVerdict }) {
  const say = useSay()
  const whole = faultCount === 0
  const Icon = whole ? ShieldCheck : TriangleAlert
  return (
    <div className={`mt-3 flex gap-3 rounded-lg p-3 ${whole ? 'bg-good-soft' : 'bg-caution-soft'}`}>
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${whole ? 'text-good' : 'text-caution'}`} />
      <div className="min-w-0">
        <p className="font-medium">
          {whole ? say('audit.whole', { n: entries }) : say('audit.broken', { n: faultCount })}
        </p>
        <p className="text-ink-2">{say(whole ? 'audit.whole.hint' : 'audit.broken.hint')}</p>
        {firstSeq > 1 && <p className="text-ink-2">{say('audit.whole.from', { n: firstSeq })}</p>}
        {!whole && (
          <ul className="mt-2 list-disc pl-4 text-sm">
            {faults.map(({ kind, seq }) => (
              <li key={`${kind} ${seq}`}>{say(`audit.fault.${kind}`, { n: seq })}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
