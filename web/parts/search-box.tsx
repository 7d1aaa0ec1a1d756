import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Kbd } from './button.tsx'
import { useShortcuts } from './shortcuts.ts'
import { hasKeys } from './use-media.ts'

const PAUSE_MS = 180

type SearchBoxProps = {
  value: string
  onChange: (value: string) => void
  label: string
  hint: string
  /** Whether the key / leads here. */
  slash?: boolean
}

/** Brings the focus to the room's own search field. */
export function focusSearchBox(): void {
  if (hasKeys()) document.querySelector<HTMLElement>('#room input[type=search]')?.focus()
}

/** A search field that answers while typing, after a short pause. Esc empties it, then leaves it, or closes the dialog it is in. */
export function SearchBox({ value, onChange, label, hint, slash = false }: SearchBoxProps) {
  const say = useSay()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const told = useRef(value)

  useEffect(() => {
    if (value !== told.current) {
      told.current = value
      setTyped(value)
    }
  }, [value])

  useEffect(() => {
    if (typed.trim() === told.current) return
    const timer = setTimeout(() => {
      told.current = typed.trim()
      onChange(typed.trim())
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, onChange])

  useShortcuts(slash ? { '/': () => field.current?.select() } : {})

  return (
    <div className="relative min-w-0 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
      <input
        ref={field}
        type="search"
        value={typed}
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          if (typed === '' && event.currentTarget.closest('dialog') !== null) return
          event.preventDefault()
          if (typed === '') field.current?.blur()
          else setTyped('')
        }}
        className="peer h-8 w-full rounded-md border border-transparent bg-hover text-ellipsis pr-8 pl-8 text-sm placeholder:text-ink-3 hover:border-line-strong focus:border-accent focus:bg-raised focus:outline-none pointer-coarse:h-11 pointer-coarse:text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' ? (
        <button
          type="button"
          aria-label={say('common.clear')}
          onClick={() => {
            setTyped('')
            field.current?.focus()
          }}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-sm text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : (
        slash && (
          <span className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden pointer-coarse:hidden">
            <Kbd>/</Kbd>
          </span>
        )
      )}
    </div>
  )
}
