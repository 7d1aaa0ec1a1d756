import { ChevronDown } from 'lucide-react'
import type { TicketStatus } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { MoveChoice, type MoveChoiceProps } from './move-choice.tsx'

type MoveSelectProps = MoveChoiceProps & {
  /** null for many, which may stand in different places. */
  status: TicketStatus | null
  className?: string
}

/** Where a ticket stands, and where it may go from there. */
export function MoveSelect({ status, className = 'border-edge bg-raised', ...choice }: MoveSelectProps) {
  const say = useSay()
  const { label } = choice
  const stands = status === null ? label : say(`ticket.status.${status}`)
  return (
    <MoveChoice
      {...choice}
      trigger={
        <button
          type="button"
          aria-label={status === null ? label : `${label}: ${stands}`}
          className={`inline-flex h-7 max-w-full items-center justify-between gap-1.5 rounded-md border px-1.5 text-left text-ink text-xs disabled:opacity-60 aria-disabled:opacity-60 pointer-coarse:h-10 pointer-coarse:text-sm ${className}`}
        >
          <span className="truncate">{stands}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      }
    />
  )
}
