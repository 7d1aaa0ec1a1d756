import type { Question } from '../../src/contract/customers.ts'
import { isKey, useSay, useTell } from '../i18n/i18n.tsx'

/** What a match was made by. */
export function EvidenceList({ evidence }: { evidence: Question['evidence'] }) {
  const say = useSay()
  const tell = useTell()
  if (evidence.length === 0) return <p className="text-ink-2 text-sm">{say('customer.evidence.none')}</p>
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {evidence.map(({ what, detail, detailCode, detailParams }) => {
        const key = `evidence.${what}`
        return (
          <li key={`${what} ${detail}`}>
            <span className="text-ink-3 text-xs">{isKey(key) ? say(key) : what.replaceAll('_', ' ')}</span>
            <p>{detailCode === null ? detail : tell(`evidence.${detailCode}`, detailParams, detail)}</p>
          </li>
        )
      })}
    </ul>
  )
}
