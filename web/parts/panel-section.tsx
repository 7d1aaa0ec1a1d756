import type { ReactNode } from 'react'

/** A titled part of a panel or page. */
export function PanelSection({
  title,
  aside,
  children,
}: {
  title: string
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section>
      <div className="mb-1.5 flex items-baseline justify-between gap-2">
        <h2 className="text-ink-3 text-xs">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
