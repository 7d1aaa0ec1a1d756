import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { meQuery } from '../api/queries.ts'
import { useSpeaking } from './i18n.tsx'
import { type Format, makeFormat } from './make-format.ts'

export type { Format } from './make-format.ts'

const FormatContext = createContext<Format | null>(null)

/** Gives the screens below the Format of the signed-in firm; of this device while nobody is signed in. */
export function FormatProvider({ children }: { children: ReactNode }) {
  const { language, say } = useSpeaking()
  const firm = useQuery({ ...meQuery, enabled: false }).data?.firm
  const zone = firm?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const region = firm?.region ?? (language === 'pl' ? 'PL' : 'US')
  const format = useMemo(() => makeFormat(language, zone, region, say), [language, zone, region, say])
  return <FormatContext value={format}>{children}</FormatContext>
}

/** How to write dates, numbers and sizes here. */
export function useFormat(): Format {
  const format = use(FormatContext)
  if (format === null) throw new Error('useFormat outside of FormatProvider')
  return format
}
