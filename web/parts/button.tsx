import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent, ReactNode } from 'react'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong font-medium',
  plain: 'border border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
} as const

const sizes = {
  md: 'h-8 px-3 text-sm pointer-coarse:h-11 pointer-coarse:px-4 pointer-coarse:text-base',
  sm: 'h-7 px-2 text-xs pointer-coarse:h-10 pointer-coarse:px-3 pointer-coarse:text-sm',
} as const

type ButtonProps = ComponentProps<'button'> & {
  look?: keyof typeof looks
  size?: keyof typeof sizes
  icon?: LucideIcon
  busy?: boolean
}

/**
 * A button; `busy` keeps its size and the focus, says so to screen readers and refuses a second press, also one by Enter in a
 * field of its form. A double click is one press: its second may come before `busy` is drawn.
 */
export function Button({ look = 'plain', size = 'md', icon: Icon, busy = false, ...props }: ButtonProps) {
  const { className = '', children, onClick, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      onClick={pressOnce(onClick, busy)}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      className={buttonClass(look, size, className)}
    >
      {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
      {children}
    </button>
  )
}

/** The button that was pressed last. */
let pressed: WeakRef<Element> | undefined

/**
 * Presses but for the second of a double click, and those while it is busy: they neither act nor send a form. Two quick presses in one
 * place are no double click where another button has come there meanwhile.
 */
function pressOnce(onClick: ComponentProps<'button'>['onClick'], busy = false) {
  return (event: MouseEvent<HTMLButtonElement>) => {
    const isSecond = event.detail > 1 && pressed?.deref() === event.currentTarget
    pressed = new WeakRef(event.currentTarget)
    if (busy || isSecond) event.preventDefault()
    else onClick?.(event)
  }
}

/** The classes of a Button, for links that look like one. */
export function buttonClass(look: keyof typeof looks, size: keyof typeof sizes = 'md', more = ''): string {
  return `inline-flex select-none items-center justify-center gap-1.5 rounded-md whitespace-nowrap transition-colors disabled:opacity-60 aria-disabled:opacity-60 ${looks[look]} ${sizes[size]} ${more}`
}

type IconButtonProps = ComponentProps<'button'> & { label: string; icon: LucideIcon; keys?: string }

/** A square button with an icon; its label is its name and its tip, with the key that does the same. */
export function IconButton({ label, icon: Icon, keys, className = '', onClick, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      {...rest}
      onClick={pressOnce(onClick)}
      className={`inline-grid size-8 shrink-0 place-items-center rounded-md text-ink-2 transition-colors hover:bg-hover hover:text-ink disabled:opacity-50 pointer-coarse:size-11 ${className}`}
    >
      <Icon aria-hidden className="size-4 pointer-coarse:size-5" />
    </button>
  )
}

/** A key as drawn on a keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong bg-raised px-1 font-sans text-2xs text-ink-2">
      {children}
    </kbd>
  )
}
