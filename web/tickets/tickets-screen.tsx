import '../i18n/en-tickets-room.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ClipboardList, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Ticket, TicketStatus } from '../../src/contract/tickets.ts'
import { ticketMoves } from '../../src/contract/tickets.ts'
import { useLookEvery } from '../api/heard.ts'
import {
  LOOK_AT_CLOCKS_MS,
  LOOK_EVERY_MS,
  moveTicket,
  moveTickets,
  ticketCountsQuery,
  ticketsQuery,
} from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { handFocus, headingOfRoom } from '../parts/hand-focus.ts'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { Board } from './board.tsx'
import { moveButtonOf } from './move-choice.tsx'
import { MoveSelect } from './move-select.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { TicketFilters } from './ticket-filters.tsx'
import { TicketRows } from './ticket-rows.tsx'
import { useOwnId, useTicketChange } from './use-tickets.ts'

const route = getRouteApi('/app/tickets/')

/** Work that is owed: on a board by where it stands, or in a list by what is due soonest. */
export function TicketsScreen() {
  const say = useSay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = useMay('tickets.write')
  const ownId = useOwnId()
  const { view, ...filter } = search
  const assigneeId = filter.mine ? ownId : undefined
  const every = useLookEvery(LOOK_EVERY_MS)
  const open = useInfiniteQuery({ ...ticketsQuery(filter, assigneeId), refetchInterval: every })
  const isBoard = view !== 'list' && filter.show === undefined
  const done = useInfiniteQuery({
    ...ticketsQuery({ ...filter, show: 'done' }, assigneeId),
    enabled: isBoard,
    refetchInterval: every,
  })
  const counts = useQuery({ ...ticketCountsQuery, refetchInterval: every || LOOK_AT_CLOCKS_MS }).data
  const { change, busy } = useTicketChange()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [opening, setOpening] = useState(false)
  useTitle(say('nav.tickets'))

  const listed = useMemo(() => open.data?.pages.flatMap(({ items }) => items) ?? [], [open.data])
  const shown = useMemo(
    () => (isBoard ? [...listed, ...(done.data?.pages[0]?.items.slice(0, 20) ?? [])] : listed),
    [isBoard, listed, done.data],
  )
  const doneMeanwhile = done.isPending ? (
    <SkeletonRows rows={3} height={72} label={say('common.loading')} />
  ) : done.data === undefined ? (
    <Problem error={done.error} onRetry={() => void done.refetch()} />
  ) : null
  const picked = shown.filter(({ id }) => chosen.has(id))
  const moves = picked
    .map((ticket): readonly TicketStatus[] => ticketMoves[ticket.status])
    .reduce<readonly TicketStatus[] | null>(
      (all, own) => (all === null ? own : all.filter((move) => own.includes(move))),
      null,
    )
  const choose = (id: string, isChosen: boolean) =>
    setChosen((was) => new Set(isChosen ? [...was, id] : [...was].filter((one) => one !== id)))
  const chooseNone = () => {
    const line = picked[0] === undefined ? null : (moveButtonOf(picked[0].id)?.closest('li') ?? null)
    handFocus(line, () => {
      const held = picked.map(({ id }) => moveButtonOf(id)).find((button) => button !== null)
      return held?.closest('li')?.querySelector('input') ?? headingOfRoom()
    })
    setChosen(new Set())
  }
  const move = (ticket: Ticket, status: TicketStatus) =>
    change.mutate({
      work: () => moveTicket(ticket.id, { status, version: ticket.version }),
      done: say('ticket.moved', { number: ticket.number, status: say(`ticket.status.${status}`) }),
    })
  const moveAll = (status: TicketStatus) => {
    change.mutate({
      work: () =>
        moveTickets(
          picked.map(({ id, version }) => ({ id, version })),
          status,
        ),
      done: (waiting) => {
        const n = picked.length - waiting
        return n > 0 ? say('tickets.moved', { n, status: say(`ticket.status.${status}`) }) : null
      },
    })
    chooseNone()
  }
  const props = { tickets: shown, chosen, onChoose: mayChange ? choose : null, onMove: move }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col low:overflow-y-auto">
      <header className="flex items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5 max-xl:flex-wrap">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
          <h1 className="font-semibold">{say('nav.tickets')}</h1>
          {counts !== undefined && counts.due > 0 && (
            <span className="whitespace-nowrap rounded-sm bg-caution-soft px-1.5 text-caution text-xs">
              {say('nav.tickets.due', { n: counts.due })}
            </span>
          )}
        </div>
        {mayChange && (
          <Button icon={Plus} look="primary" className="xl:order-last" onClick={() => setOpening(true)}>
            {say('tickets.new')}
          </Button>
        )}
        <TicketFilters
          search={search}
          onChange={(more) => void navigate({ search: { ...search, ...more }, replace: true })}
        />
      </header>
      {picked.length > 0 && (
        <div className="flex flex-wrap items-center gap-3 border-line border-b bg-chosen px-4 py-1.5 text-sm">
          <span aria-live="polite">{say('tickets.chosen', { n: picked.length })}</span>
          <MoveSelect
            label={say('tickets.moveAll')}
            status={null}
            moves={moves ?? []}
            busy={busy}
            onMove={moveAll}
          />
          <Button size="sm" look="quiet" onClick={chooseNone}>
            {say('tickets.chosen.none')}
          </Button>
        </div>
      )}
      {open.isPending && <SkeletonRows rows={6} height={56} label={say('common.loading')} />}
      {open.isError && open.data === undefined && (
        <Problem error={open.error} onRetry={() => void open.refetch()} />
      )}
      {open.data &&
        (shown.length === 0 && !(isBoard && doneMeanwhile) ? (
          <Empty icon={ClipboardList} title={say('tickets.none')} hint={say('tickets.none.hint')} />
        ) : isBoard ? (
          <Board {...props} doneMeanwhile={doneMeanwhile} />
        ) : (
          <TicketRows {...props} />
        ))}
      <MoreButton pages={open} className="m-3 self-center" />
      {opening && <OpenDialog onClose={() => setOpening(false)} />}
    </div>
  )
}
