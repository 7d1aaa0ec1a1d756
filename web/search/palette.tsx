import { useNavigate } from '@tanstack/react-router'
import { Clock, Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import '../i18n/en-search.ts'
import type { Hit } from '../../src/contract/search.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Kbd } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { HitLine } from './hit-line.tsx'
import { SearchNotes } from './notes.tsx'
import { placeOf } from './place.ts'
import { forgetSearches, recentSearches, rememberSearch } from './recent.ts'
import { useHeldEnter } from './use-held-enter.ts'
import { useQuickSearch } from './use-search.ts'

/** A line that the arrows reach: a hit, an earlier search, or the way to all that was found. */
type Line = { key: string; act: () => void; hit?: Hit; words?: string }

type SearchPaletteProps = { typed: string; onType: (typed: string) => void; onClose: () => void }

/** One search over the page, answered while typing: arrows choose, Enter opens, Esc closes. Read out as a combobox (WAI-ARIA APG). */
export function SearchPalette({ typed, onType, onClose }: SearchPaletteProps) {
  const say = useSay()
  const id = useId()
  const navigate = useNavigate()
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState(0)
  const [recent, setRecent] = useState(recentSearches)
  const { answer, isCurrent } = useQuickSearch(typed)
  const isAsking = typed.trim() !== ''

  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    field.current?.setSelectionRange(-1, -1) // after what was typed ahead
    return () => element?.close()
  }, [])

  const openHit = (hit: Hit) => {
    const place = placeOf(hit)
    rememberSearch(typed)
    onClose()
    if (place !== null) void navigate(place)
  }
  const showAll = () => {
    rememberSearch(typed)
    onClose()
    void navigate({ to: '/search', search: { q: typed.trim() } })
  }
  const hits = isAsking ? (answer.data?.items ?? []) : []
  const lines: Line[] = isAsking
    ? [
        ...hits.map((hit) => ({ key: `${hit.kind} ${hit.id}`, hit, act: () => openHit(hit) })),
        ...(hits.length === 0 ? [] : [{ key: 'all', act: showAll }]),
      ]
    : recent.map((words) => ({ key: words, words, act: () => onType(words) }))
  const at = Math.min(chosen, lines.length - 1)
  // A line that was gone to was seen; the first is the best for what is typed, once that is answered.
  const enter = useHeldEnter(typed, !isAsking || isCurrent || chosen > 0, () => lines[at]?.act())

  const move = (by: number) => {
    if (lines.length === 0) return
    const next = (at + by + lines.length) % lines.length
    setChosen(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={dialog}
      aria-label={say('search.field')}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className="rise mx-auto mt-0 mb-auto w-full max-w-full flex-col overflow-hidden border border-line bg-raised text-ink shadow-float outline-none backdrop:bg-veil open:flex max-sm:h-dvh max-sm:max-h-none sm:mt-[10dvh] sm:max-h-[76dvh] sm:w-[calc(100vw-3rem)] sm:max-w-2xl sm:rounded-lg"
    >
      <div className="relative flex shrink-0 items-center border-line border-b">
        <Search aria-hidden className="pointer-events-none absolute left-4 size-4 text-ink-3" />
        <input
          ref={field}
          autoFocus
          role="combobox"
          aria-label={say('search.field')}
          aria-expanded={lines.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={lines.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={say('search.hint')}
          value={typed}
          onChange={(event) => {
            onType(event.target.value)
            setChosen(0)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'ArrowDown') move(1)
            else if (event.key === 'ArrowUp') move(-1)
            else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) showAll()
            else if (event.key === 'Enter') enter()
            else return
            event.preventDefault()
          }}
          className="h-12 w-full bg-transparent pr-4 pl-11 text-base placeholder:text-ink-3 focus:outline-none"
        />
        <button
          type="button"
          onClick={onClose}
          className="mr-2 h-9 shrink-0 rounded-md px-2 text-ink-2 text-sm hover:bg-hover sm:hidden"
        >
          {say('common.close')}
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {answer.isError && isAsking && (
          <Problem className="m-3" error={answer.error} onRetry={() => void answer.refetch()} />
        )}
        {!isAsking && recent.length > 0 && (
          <div className="flex items-center justify-between px-4 pt-3 text-ink-3 text-xs">
            <span>{say('search.recent')}</span>
            <button
              type="button"
              className="rounded-sm px-1 py-1 hover:text-ink"
              onClick={() => {
                forgetSearches()
                setRecent([])
              }}
            >
              {say('search.recent.forget')}
            </button>
          </div>
        )}
        {isAsking && answer.data && <SearchNotes answer={answer.data} />}
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={say(isAsking ? 'search.results' : 'search.recent')}
          className="p-1.5"
        >
          {lines.map((line, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the field's, which keeps the focus
            <div
              key={line.key}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onClick={line.act}
              onMouseMove={() => setChosen(index)}
              className="flex cursor-pointer items-center gap-2 rounded-md px-2.5 py-2 aria-selected:bg-chosen pointer-coarse:min-h-11"
            >
              {line.hit !== undefined && <HitLine hit={line.hit} />}
              {line.words !== undefined && (
                <>
                  <Clock aria-hidden className="size-4 shrink-0 text-ink-3" />
                  <span className="truncate text-sm">{line.words}</span>
                </>
              )}
              {line.key === 'all' && <span className="pl-6.5 text-accent text-sm">{say('search.all')}</span>}
            </div>
          ))}
        </div>
      </div>
      <p className="sr-only" role="status">
        {isAsking && answer.data && !answer.isPlaceholderData
          ? hits.length === 0
            ? say('search.none')
            : say('search.count', { n: hits.length })
          : ''}
      </p>
      <footer className="flex shrink-0 gap-4 border-line border-t px-4 py-2 text-ink-3 text-xs max-sm:hidden">
        <Hint keys="↑ ↓" words={say('search.moving')} />
        <Hint keys="↵" words={say('search.opening')} />
        <Hint keys="Esc" words={say('search.closing')} />
      </footer>
    </dialog>
  )
}

function Hint({ keys, words }: { keys: string; words: string }) {
  return (
    <span className="flex items-center gap-1">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
      {words}
    </span>
  )
}
