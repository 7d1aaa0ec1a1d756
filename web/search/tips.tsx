import type { Key } from '../i18n/en.ts'
import { useSay, useSpeaking } from '../i18n/i18n.tsx'

const tips: Record<'en' | 'pl', [string, Key][]> = {
  en: [
    ['"back door code"', 'search.tip.phrase'],
    ['boiler -invoice', 'search.tip.without'],
    ['from:Alvarez', 'search.tip.from'],
    ['has:photo leak', 'search.tip.has'],
    ['before:2025-06 quote', 'search.tip.before'],
    ['status:needs_reply', 'search.tip.status'],
  ],
  pl: [
    ['„nie grzeje”', 'search.tip.phrase'],
    ['kocioł -faktura', 'search.tip.without'],
    ['od:Nowak', 'search.tip.from'],
    ['ma:zdjęcie cieknie', 'search.tip.has'],
    ['przed:2025-06 wycena', 'search.tip.before'],
    ['status:odpowiedź', 'search.tip.status'],
  ],
}

/** What can be typed beside plain words; a press tries it. */
export function SearchTips({ onTry }: { onTry: (query: string) => void }) {
  const say = useSay()
  const { language } = useSpeaking()
  return (
    <section>
      <p className="mb-4 text-ink-2">{say('search.lead')}</p>
      <h2 className="mb-2 text-ink-3 text-xs">{say('search.tips')}</h2>
      <ul className="flex flex-col gap-1">
        {tips[language].map(([words, meaning]) => (
          <li key={words} className="flex flex-wrap items-center gap-x-3">
            <button
              type="button"
              onClick={() => onTry(words)}
              className="rounded-sm bg-hover px-1.5 py-1 font-mono text-sm hover:bg-chosen pointer-coarse:min-h-11"
            >
              {words}
            </button>
            <span className="text-ink-2 text-sm">{say(meaning)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
