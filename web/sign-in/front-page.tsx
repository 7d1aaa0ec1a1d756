import type { ReactNode } from 'react'
import { PlumbMark } from '../frame/plumb-mark.tsx'
import { type Language, languages, useSpeaking } from '../i18n/i18n.tsx'

/** The sheet on which one stands before the door: sign-in and welcome. */
export function FrontPage({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { language, speak } = useSpeaking()
  return (
    <main className="flex h-dvh flex-col overflow-y-auto">
      <div className="m-auto w-full max-w-md px-5 py-10">
        <div className="mb-7 flex items-start gap-3">
          <PlumbMark className="mt-0.5 size-8 shrink-0 text-accent" />
          <div>
            <h1 className="font-semibold text-2xl">{title}</h1>
            {lead && <p className="mt-1 text-ink-2">{lead}</p>}
          </div>
        </div>
        {children}
        <p className="mt-8 flex gap-4 text-xs">
          {(Object.keys(languages) as Language[]).map((code) => (
            <button
              key={code}
              type="button"
              lang={code}
              aria-pressed={language === code}
              onClick={() => speak(code)}
              className="py-1 text-ink-3 hover:text-ink aria-pressed:font-medium aria-pressed:text-ink"
            >
              {languages[code]}
            </button>
          ))}
        </p>
      </div>
    </main>
  )
}
