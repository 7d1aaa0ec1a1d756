import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { mirrorWordsQuery } from '../api/conflicts.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { inputClass } from '../parts/field.tsx'
import { Problem } from '../parts/problem.tsx'
import { guessWords } from './guess.ts'
import { ourWords, unmeant, type Word, withWord } from './mapping.ts'
import { useMirrorWords } from './words.ts'

type WordTableProps = {
  databaseUrl: string
  field: string
  place: { schema: string; table: string; column: string }
  words: readonly Word[] | undefined
  onChange: (words: Word[]) => void
}

/** Which word of theirs each of ours is, of those that stand in the column; and which of theirs mean nothing here. */
export function WordTable({ databaseUrl, field, place, words, onChange }: WordTableProps) {
  const say = useSay()
  const format = useFormat()
  const named = useMirrorWords()
  const found = useQuery(mirrorWordsQuery(databaseUrl, place))
  const theirs = found.data?.words.map(({ word }) => word)
  const ours = ourWords[field] ?? []
  useEffect(() => {
    // At the first look what can be guessed stands there, for a person to look at.
    if (theirs !== undefined && words === undefined) onChange(guessWords(field, ours, theirs))
  })
  const lost = unmeant(field, words ?? [], theirs ?? [])
  const rowsOf = new Map(found.data?.words.map(({ word, rows }) => [word, rows]))
  const choices = [...new Set([...(theirs ?? []), ...(words ?? []).map((word) => word.theirs)])]
  return (
    <details open={field === 'status' || lost.length > 0} className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer font-medium text-sm">
        {say('mirrors.words', { field: named.field(field) })}
      </summary>
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      <dl className="mt-2 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
        {ours.map((word) => (
          <div key={word} className="contents">
            <dt className="text-sm [overflow-wrap:anywhere]">{named.word(field, word)}</dt>
            <dd>
              <select
                aria-label={say('mirrors.word.of', { word: named.word(field, word) })}
                className={inputClass}
                value={words?.find((one) => one.ours === word)?.theirs ?? ''}
                onChange={({ target }) =>
                  onChange(withWord(field, words ?? [], { ours: word, theirs: target.value }))
                }
              >
                <option value="">{say('mirrors.word.same', { word })}</option>
                {choices.map((one) => (
                  <option key={one} value={one}>
                    {rowsOf.has(one) ? `${one} (${format.number(rowsOf.get(one) ?? 0)})` : one}
                  </option>
                ))}
              </select>
            </dd>
          </div>
        ))}
      </dl>
      {lost.length > 0 && (
        <p className="mt-2 text-sm">{say('mirrors.words.lost', { words: lost.slice(0, 8).join(', ') })}</p>
      )}
    </details>
  )
}
