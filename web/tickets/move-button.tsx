import { ArrowRightLeft } from 'lucide-react'
import { MoveChoice, type MoveChoiceProps } from './move-choice.tsx'

/** The same choice behind an icon, where one sees already where the ticket stands. */
export function MoveButton(choice: MoveChoiceProps) {
  return (
    <MoveChoice
      {...choice}
      trigger={
        <button
          type="button"
          aria-label={choice.label}
          title={choice.label}
          className="grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink disabled:opacity-60 pointer-coarse:size-10"
        >
          <ArrowRightLeft aria-hidden className="size-3.5 pointer-coarse:size-4.5" />
        </button>
      }
    />
  )
}
