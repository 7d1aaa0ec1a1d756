import type { ReactNode } from 'react'
import { useFormat } from '../i18n/format.tsx'

type SectionProps = {
  title: string
  /** How many there are; null where nobody counts. */
  count?: number | null
  /** Said when there is nothing. */
  none: string
  empty: boolean
  tone?: 'emergency'
  aside?: ReactNode
  children: ReactNode
}

/** A part of the day: its heading, how many, and its lines; or one quiet sentence. */
export function Section({ title, count = null, none, empty, tone, aside, children }: SectionProps) {
  const format = useFormat()
  return (
    <section aria-label={title} className="min-w-0">
      <div className="flex items-baseline gap-2 border-line border-b pb-1.5">
        <h2 className={`font-medium ${tone === 'emergency' && !empty ? 'text-emergency' : ''}`}>{title}</h2>
        {count !== null && count > 0 && (
          <span className="figures text-ink-3 text-sm">{format.number(count)}</span>
        )}
        <span className="flex-1" />
        {aside}
      </div>
      {empty ? <p className="py-3 text-ink-3 text-sm">{none}</p> : children}
    </section>
  )
}
