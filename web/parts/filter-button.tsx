import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'

type FilterButtonProps = ComponentProps<'button'> & {
  icon: LucideIcon
  label: string
  name: string
  active: boolean
}

/** Opens a filter and tells its present choice; while nothing is chosen, what it narrows by: as a word, or on a phone as a sign. */
export function FilterButton({ icon: Icon, label, name, active, ...rest }: FilterButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={`${name}: ${label}`}
      className={`flex h-7 min-w-0 max-md:min-w-10 max-md:justify-center items-center gap-1.5 rounded-md px-2 text-xs hover:bg-hover pointer-coarse:h-10 pointer-coarse:text-sm ${active ? 'bg-chosen font-medium text-ink' : 'text-ink-2'}`}
    >
      <Icon aria-hidden className="size-3.5 shrink-0 md:hidden pointer-coarse:size-4.5" />
      <span className={`truncate ${active ? '' : 'max-md:hidden'}`}>{active ? label : name}</span>
    </button>
  )
}
