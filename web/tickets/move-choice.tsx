import { ArrowRight } from 'lucide-react'
import { type ComponentProps, cloneElement, type ReactElement } from 'react'
import type { TicketStatus } from '../../src/contract/tickets.ts'
import { useSay } from '../i18n/i18n.tsx'
import { handFocus, headingOfRoom } from '../parts/hand-focus.ts'
import { Popover, PopoverClose } from '../parts/popover.tsx'

export type MoveChoiceProps = {
  label: string
  moves: readonly TicketStatus[]
  onMove: (status: TicketStatus) => void
  /** Of the one ticket that is moved: the focus goes with it. */
  ticketId?: string
  /** Whether something is being moved: it keeps the focus, and does not open. */
  busy?: boolean
}

/** The button of a ticket that opens where it may go. */
export const moveButtonOf = (ticketId: string) => document.querySelector(`[data-move="${ticketId}"]`)

/** Where tickets may go from where they stand, behind its trigger. Nothing moves before one of them is pressed. */
export function MoveChoice(props: MoveChoiceProps & { trigger: ReactElement<ComponentProps<'button'>> }) {
  const { label, moves, onMove, ticketId, busy = false, trigger } = props
  const say = useSay()
  const press = (move: TicketStatus) => {
    if (ticketId !== undefined) {
      const line = moveButtonOf(ticketId)?.closest('li') ?? null
      handFocus(line, () => moveButtonOf(ticketId) ?? (line?.isConnected ? null : headingOfRoom()))
    }
    onMove(move)
  }
  const marks = {
    'data-move': ticketId,
    'aria-busy': busy || undefined,
    'aria-disabled': busy || undefined,
    disabled: moves.length === 0,
    onClickCapture: (event: { stopPropagation: () => void }) => busy && event.stopPropagation(),
  }
  return (
    <Popover label={label} align="end" className="w-56 p-1" trigger={cloneElement(trigger, marks)}>
      <ul>
        {moves.map((move) => (
          <li key={move}>
            <PopoverClose>
              <button
                type="button"
                onClick={() => press(move)}
                className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-hover pointer-coarse:h-11"
              >
                <ArrowRight aria-hidden className="size-3.5 shrink-0 text-ink-3" />
                {say(`ticket.status.${move}`)}
              </button>
            </PopoverClose>
          </li>
        ))}
      </ul>
    </Popover>
  )
}
