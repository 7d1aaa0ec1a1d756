import { Link } from '@tanstack/react-router'
import { Check, TriangleAlert, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { Button, buttonClass, IconButton, Kbd } from './button.tsx'
import { wordsOf } from './problem.tsx'
import { useShortcuts } from './shortcuts.ts'

const SHOWN_MS = 7_000
const PROBLEM_SHOWN_MS = 15_000

type Toast = {
  id: number
  text: string
  undo?: (() => void) | undefined
  /** Where one goes on from here. */
  link?: { to: '/settings/conflicts' | '/import'; label: string } | undefined
  error?: unknown
}

let toasts: readonly Toast[] = []
let lastId = 0
let lastUndo: (() => void) | undefined
const listeners = new Set<() => void>()

function change(next: readonly Toast[]) {
  toasts = next
  for (const listener of listeners) listener()
}

function add(toast: Omit<Toast, 'id'>, ms: number): number {
  const id = ++lastId
  change([...toasts.slice(-2), { ...toast, id }])
  setTimeout(() => dismiss(id), ms)
  return id
}

const dismiss = (id: number) => change(toasts.filter((toast) => toast.id !== id))

/**
 * Says that something was done. A function takes it back, by button or by the key u, also when the toast is gone; a link leads on,
 * and stands longer, as there is something to read. What is given back unsays it: it was said before it was so, and did not come true.
 */
export function tell(text: string, more: (() => void) | Pick<Toast, 'link'> = {}): () => void {
  const toast = typeof more === 'function' ? { text, undo: more } : { text, ...more }
  if ('undo' in toast) lastUndo = toast.undo
  const id = add(toast, 'link' in toast ? PROBLEM_SHOWN_MS : SHOWN_MS)
  return () => {
    if ('undo' in toast && lastUndo === toast.undo) lastUndo = undefined
    dismiss(id)
  }
}

/** Says that something failed, and what to do. */
export function tellProblem(error: unknown) {
  add({ text: '', error }, PROBLEM_SHOWN_MS)
}

/** The same of what one has turned away from since: `text` says what it was, and a link leads back to it. */
export function tellProblemLater(text: string, error: unknown, link?: Toast['link']) {
  add({ text, error, link }, PROBLEM_SHOWN_MS)
}

/** Takes the last undoable change back, once. */
export function undoLast() {
  const undo = lastUndo
  lastUndo = undefined
  if (undo === undefined) return
  change(toasts.filter((toast) => toast.undo !== undo))
  undo()
}

/** The corner where toasts appear; also owns the key u. */
export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  useShortcuts({ u: undoLast })
  return (
    <div
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex flex-col items-center gap-2 px-3 md:bottom-5"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const say = useSay()
  const tell = useTell()
  const problem = toast.error === undefined ? null : wordsOf(toast.error, { say, tell })
  const undo = () => {
    if (lastUndo === toast.undo) lastUndo = undefined
    dismiss(toast.id)
    toast.undo?.()
  }
  return (
    <div className="rise pointer-events-auto flex w-fit min-w-0 max-w-[min(28rem,100%)] items-center gap-3 rounded-lg border border-line-strong bg-raised py-1.5 pr-1.5 pl-3 text-sm shadow-float">
      {problem ? (
        <TriangleAlert aria-hidden className="size-4 shrink-0 text-caution" />
      ) : (
        <Check aria-hidden className="size-4 shrink-0 text-good" />
      )}
      <p className={`min-w-0 py-1 [overflow-wrap:anywhere] ${problem ? '' : 'line-clamp-3'}`}>
        {problem ? (
          <>
            <span className="font-medium">{[toast.text, problem.message].join(' ').trim()}</span>{' '}
            <span className="text-ink-2">{problem.next}</span>
          </>
        ) : (
          toast.text
        )}
      </p>
      {toast.link && (
        <Link
          to={toast.link.to}
          className={buttonClass('quiet', 'sm', 'shrink-0 text-accent')}
          onClick={() => dismiss(toast.id)}
        >
          {toast.link.label}
        </Link>
      )}
      {toast.undo && (
        <Button size="sm" look="quiet" className="shrink-0 text-accent" onClick={undo}>
          {say('common.undo')} <Kbd>u</Kbd>
        </Button>
      )}
      <IconButton label={say('common.close')} icon={X} onClick={() => dismiss(toast.id)} />
    </div>
  )
}
