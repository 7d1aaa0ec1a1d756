import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { inRem } from './use-letter-scale.ts'

type EmptyProps = {
  icon: LucideIcon
  title: string
  hint: string
  /** Its title's, where it stands in a page's place. */
  heading?: 'h1'
  children?: ReactNode
}

/** A place with nothing in it: says so, and what to do. */
export function Empty(props: EmptyProps) {
  const { icon: Icon, title, hint, heading: Title = 'p', children } = props
  return (
    <div className="mx-auto flex max-w-xs flex-col items-center px-6 py-14 text-center">
      <Icon aria-hidden className="mb-3 size-6 text-ink-3" strokeWidth={1.5} />
      <Title className="font-medium">{title}</Title>
      <p className="mt-1 text-sm text-ink-3">{hint}</p>
      {children && <div className="mt-4 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  )
}

/** Grey lines where `rows` rows will stand, `height` pixels each where letters are of the usual size. */
export function SkeletonRows({ rows, height, label }: { rows: number; height: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="overflow-hidden">
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          key={row}
          className="flex flex-col justify-center gap-2 border-line border-b px-4"
          style={{ height: inRem(height) }}
        >
          <div className="skeleton h-3" style={{ width: `${38 + ((row * 17) % 30)}%` }} />
          <div className="skeleton h-3" style={{ width: `${60 + ((row * 23) % 35)}%` }} />
        </div>
      ))}
    </div>
  )
}
