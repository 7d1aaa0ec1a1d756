import type { ReactNode } from 'react'
import { useTitle } from '../frame/use-title.ts'

type SettingsPageProps = {
  title: string
  lead?: string
  /** What is done on the page as a whole, beside its title. */
  action?: ReactNode
  children: ReactNode
}

/** One page of the settings: what it is about, and its parts below one another. */
export function SettingsPage({ title, lead, action, children }: SettingsPageProps) {
  useTitle(title)
  return (
    <div className="min-h-0 min-w-0 flex-1 scroll-pt-10 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-8 px-4 py-6 md:px-8">
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 max-w-2xl flex-1 basis-80">
            <h1 className="font-semibold text-xl">{title}</h1>
            {lead && <p className="mt-1 text-ink-2 [overflow-wrap:anywhere]">{lead}</p>}
          </div>
          {action}
        </header>
        {children}
      </div>
    </div>
  )
}

type SettingsSectionProps = { title: string; lead?: ReactNode; action?: ReactNode; children?: ReactNode }

/** A part of a page of the settings: what it is, what can be done, and what there is. */
export function SettingsSection({ title, lead, action, children }: SettingsSectionProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-medium">{title}</h2>
          {lead && <p className="text-ink-2 text-sm">{lead}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  )
}

/** The list of a part, in one frame. */
export function Lines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line rounded-lg border border-line">
      {children}
    </ul>
  )
}
