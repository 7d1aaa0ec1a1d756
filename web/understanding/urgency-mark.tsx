import { Siren } from 'lucide-react'
import type { Urgency } from '../../src/contract/understanding.ts'

type UrgencyMarkProps = {
  urgency: Urgency
  className?: string
  /** In the colour of the words beside it, where no emergency is told of but only spoken about. */
  quiet?: boolean
}

/** How pressing, told by shape before colour: a siren, then three, two, one bar. */
export function UrgencyMark({ urgency, className = '', quiet = false }: UrgencyMarkProps) {
  if (urgency === 'emergency')
    return (
      <Siren
        aria-hidden
        className={`size-3 shrink-0 ${quiet ? '' : 'text-emergency'} ${className}`}
        strokeWidth={2.4}
      />
    )
  const full = { high: 3, medium: 2, low: 1 }[urgency]
  return (
    <svg viewBox="0 0 12 12" aria-hidden className={`size-3 shrink-0 ${className}`}>
      {[0, 1, 2].map((bar) => (
        <rect
          key={bar}
          x={1 + bar * 4}
          y={8 - bar * 3}
          width="2.5"
          height={3 + bar * 3}
          rx="0.75"
          fill="currentColor"
          opacity={bar < full ? 1 : 0.3}
        />
      ))}
    </svg>
  )
}
