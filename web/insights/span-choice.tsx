import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Segments } from '../parts/segments.tsx'
import { daysAfter } from './words.ts'

const SPANS = { month: 30, quarter: 90, year: 365 } as const
export type Span = keyof typeof SPANS

/** Over how long figures are shown. */
export function SpanChoice({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const say = useSay()
  return (
    <div className="w-full max-w-80">
      <Segments
        label={say('span.label')}
        value={span}
        onChange={onChange}
        options={(Object.keys(SPANS) as Span[]).map((value) => ({ value, label: say(`span.${value}`) }))}
      />
    </div>
  )
}

/** The days of a span, which ends today by the firm's clock. */
export function useDays(span: Span): { from: string; to: string } {
  const to = useFormat().today()
  return { from: daysAfter(to, 1 - SPANS[span]), to }
}
