import type { Key } from '../i18n/en.ts'
import { useSay } from '../i18n/i18n.tsx'

/** Filters that are often wanted, as they are typed. */
const narrowings = (): { key: Key; words: string }[] => [
  { key: 'search.narrow.photo', words: 'has:photo' },
  { key: 'search.narrow.voicemail', words: 'has:voicemail' },
  { key: 'search.narrow.us', words: 'from:us' },
  { key: 'search.narrow.reply', words: 'status:needs_reply' },
  { key: 'search.narrow.year', words: `since:${new Date().getFullYear()}` },
]

/** Adds a filter to the query, or takes it out again: what is set stands in the query, where it can be read and changed. */
export function NarrowButtons({ query, onChange }: { query: string; onChange: (query: string) => void }) {
  const say = useSay()
  const words = query.split(/\s+/u)
  return (
    <fieldset className="sideways flex min-w-0 gap-1.5 pb-1">
      <legend className="sr-only">{say('search.narrow')}</legend>
      {narrowings().map((one) => {
        const isSet = words.includes(one.words)
        return (
          <button
            key={one.key}
            type="button"
            aria-pressed={isSet}
            onClick={() =>
              onChange(
                isSet ? words.filter((word) => word !== one.words).join(' ') : `${query} ${one.words}`.trim(),
              )
            }
            className="h-7 shrink-0 rounded-md px-2 text-ink-2 text-xs hover:bg-hover aria-pressed:bg-chosen aria-pressed:font-medium aria-pressed:text-ink pointer-coarse:h-11 pointer-coarse:text-sm"
          >
            {say(one.key)}
          </button>
        )
      })}
    </fieldset>
  )
}
