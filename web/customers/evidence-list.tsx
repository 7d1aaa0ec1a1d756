import { isKey, useSay } from '../i18n/i18n.tsx'

/** What a match was made by. */
export function EvidenceList({ evidence }: { evidence: readonly { what: string; detail: string }[] }) {
  const say = useSay()
  if (evidence.length === 0) return <p className="text-ink-2 text-sm">{say('customer.evidence.none')}</p>
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {evidence.map(({ what, detail }) => {
        const key = `evidence.${what}`
        return (
          <li key={`${what} ${detail}`}>
            <span className="text-ink-3 text-xs">{isKey(key) ? say(key) : what.replaceAll('_', ' ')}</span>
            <p>{detail}</p>
          </li>
        )
      })}
    </ul>
  )
}
