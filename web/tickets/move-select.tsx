import type { TicketStatus } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'

type MoveSelectProps = {
  label: string
  status: TicketStatus | null
  moves: readonly TicketStatus[]
  disabled?: boolean
  onMove: (status: TicketStatus) => void
  className?: string
}

/** Where a ticket stands, and where it may go from there. */
export function MoveSelect({
  label,
  status,
  moves,
  disabled,
  onMove,
  className = 'border-edge bg-raised',
}: MoveSelectProps) {
  const say = useSay()
  return (
    <select
      aria-label={label}
      disabled={disabled || moves.length === 0}
      value={status ?? ''}
      onChange={({ target }) => onMove(target.value as TicketStatus)}
      className={`h-7 max-w-full cursor-pointer rounded-md border px-1.5 text-ink text-xs pointer-coarse:h-10 pointer-coarse:text-sm ${className}`}
    >
      {status === null ? (
        <option value="" disabled>
          {label}
        </option>
      ) : (
        <option value={status}>{say(`ticket.status.${status}`)}</option>
      )}
      {moves.map((move) => (
        <option key={move} value={move}>
          → {say(`ticket.status.${move}`)}
        </option>
      ))}
    </select>
  )
}
