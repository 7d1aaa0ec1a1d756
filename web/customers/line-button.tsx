import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

type LineButtonProps = ComponentProps<'button'> & {
  icon: LucideIcon
  /** Its name: what it does, and to what. */
  label: string
  /** Its tip; its name unless said otherwise. */
  tip?: string
  busy?: boolean
}

/** A small button at the end of a line. */
export function LineButton({
  icon: Icon,
  label,
  tip = label,
  busy = false,
  onClick,
  ...rest
}: LineButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={tip}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : onClick}
      className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink aria-disabled:opacity-50 pointer-coarse:size-10"
    >
      <Icon aria-hidden className="size-3.5 pointer-coarse:size-4" />
    </button>
  )
}
