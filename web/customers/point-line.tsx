import { CircleHelp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { contactPointShape } from '../../src/contract/customers.ts'
import { useFormat } from '../i18n/format.tsx'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { Popover } from '../parts/popover.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { LineButton } from './line-button.tsx'

export type ContactPoint = z.infer<typeof contactPointShape>

const schemes: Partial<Record<ContactPoint['kind'], string>> = { phone: 'tel:', email: 'mailto:' }

/** A contact point: how to reach it, how it was matched, and one press away why; what can be done with it stands before that. */
export function PointLine({ point, children }: { point: ContactPoint; children?: ReactNode }) {
  const say = useSay()
  const format = useFormat()
  const scheme = schemes[point.kind]
  const shown = format.address(point.value)
  const method = point.method === null ? null : `method.${point.method}`
  return (
    <div className="flex items-start gap-2 text-sm">
      <div className="min-w-0 flex-1">
        {scheme ? (
          <a
            href={`${scheme}${point.value}`}
            className="figures break-words font-medium hover:text-accent hover:underline"
          >
            {shown}
          </a>
        ) : (
          <span className="figures break-words font-medium">{shown}</span>
        )}
        <p className="text-ink-3 text-xs">
          {say(`point.${point.kind}`)}
          {method !== null && isKey(method) && ` · ${say(method)}`}
          {point.confidence !== null &&
            point.confidence < 1 &&
            ` · ${say('common.sure', { percent: format.sure(point.confidence) })}`}
        </p>
      </div>
      {children}
      {point.method !== null && (
        <Popover
          label={say('customer.evidence')}
          align="end"
          className="w-72 p-4"
          trigger={
            <LineButton
              icon={CircleHelp}
              label={`${say('customer.evidence')} ${shown}`}
              tip={say('customer.evidence')}
            />
          }
        >
          <h2 className="mb-2 font-semibold text-sm">{say('customer.evidence')}</h2>
          <EvidenceList evidence={point.evidence} />
        </Popover>
      )}
    </div>
  )
}
