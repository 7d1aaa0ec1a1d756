import type { SearchAnswer } from '../../src/contract/search.ts'
import { useSay } from '../i18n/i18n.tsx'

/** What one should know of an answer: what was not understood, that it is loose or not complete, that there is nothing. */
export function SearchNotes({ answer }: { answer: SearchAnswer }) {
  const say = useSay()
  const { items, issues, loose, complete, meaning } = answer
  const notes = [
    ...issues.map(({ code, text }) => say(`search.issue.${code}`, { text })),
    ...(loose && items.length > 0 ? [say('search.loose')] : []),
    ...(complete ? [] : [say('search.incomplete')]),
    ...(meaning === 'partial' || meaning === 'late' ? [say(`search.meaning.${meaning}`)] : []),
  ]
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="px-4 pt-2.5 text-ink-2 text-sm">
          {note}
        </p>
      ))}
      {items.length === 0 && (
        <div className="px-4 py-6 text-center">
          <p className="font-medium">{say('search.none')}</p>
          <p className="mt-1 text-ink-3 text-sm">{say('search.none.hint')}</p>
        </div>
      )}
    </>
  )
}
