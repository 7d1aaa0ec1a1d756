import { ArrowRightLeft } from 'lucide-react'
import type { TicketStatus } from '../../src/contract/tickets.ts'
import { MoveSelect } from './move-select.tsx'

type MoveButtonProps = {
  label: string
  status: TicketStatus
  moves: readonly TicketStatus[]
  onMove: (status: TicketStatus) => void
}

/** The same choice behind an icon, where one sees already where the ticket stands: the list lies over it unseen. */
export function MoveButton(props: MoveButtonProps) {
  return (
    <span
      title={props.label}
      className="relative grid size-7 shrink-0 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:size-10"
    >
      <ArrowRightLeft aria-hidden className="size-3.5 pointer-coarse:size-4.5" />
      <MoveSelect {...props} className="absolute inset-0 w-full opacity-0" />
    </span>
  )
}
