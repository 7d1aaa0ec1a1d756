import '../i18n/en-tickets-room.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, Merge, Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { TicketDetail } from '../../src/contract/tickets.ts'
import { useLookEvery } from '../api/heard.ts'
import { LOOK_EVERY_MS, moveTicket, ticketQuery } from '../api/tickets.ts'
import { useMay } from '../api/use-may.ts'
import { PlaceWords } from '../customers/place-words.tsx'
import { PageProblem } from '../frame/page-problem.tsx'
import { useTitle } from '../frame/use-title.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { ActivityList } from './activity-list.tsx'
import { ClockChip } from './clock-chip.tsx'
import { EditDialog } from './edit-dialog.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { MoveSelect } from './move-select.tsx'
import { TicketBanners } from './ticket-banners.tsx'
import { TicketConversations } from './ticket-conversations.tsx'
import { TicketMarks } from './ticket-marks.tsx'
import { useTicketChange } from './use-tickets.ts'
import { useTicketWords } from './words.ts'

const route = getRouteApi('/app/tickets/$ticketId')

/** One ticket: what is owed, by when, what was said of it, and what became of it. */
export function TicketPage() {
  const say = useSay()
  const { ticketId } = route.useParams()
  const every = useLookEvery(LOOK_EVERY_MS)
  const ticket = useQuery({ ...ticketQuery(ticketId), refetchInterval: every })
  useTitle(ticket.isPending ? '' : undefined)
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-5 px-4 py-4 md:px-8">
        <Link
          to="/tickets"
          search={(was) => was as object}
          className="inline-flex min-h-6 items-center gap-1.5 self-start text-ink-2 text-sm hover:text-ink pointer-coarse:min-h-10"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {say('nav.tickets')}
        </Link>
        {ticket.isPending && <SkeletonRows rows={5} height={48} label={say('common.loading')} />}
        {ticket.isError && ticket.data === undefined && (
          <PageProblem error={ticket.error} onRetry={() => void ticket.refetch()} />
        )}
        {ticket.data && <Known key={ticket.data.id} ticket={ticket.data} />}
      </div>
    </div>
  )
}

function Known({ ticket }: { ticket: TicketDetail }) {
  const say = useSay()
  const words = useTicketWords()
  const { change, busy } = useTicketChange()
  const mayChange = useMay('tickets.write') && ticket.mergedInto === null
  const [dialog, setDialog] = useState<'edit' | 'merge' | null>(null)
  const { number } = ticket
  useTitle(say('ticket.title', { number }))
  return (
    <>
      <header className="flex flex-col gap-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="figures text-ink-3">{say('ticket.number', { number })}</span>
          <TicketMarks ticket={ticket} />
          <ClockChip ticket={ticket} />
        </div>
        <h1 className="font-semibold text-xl [overflow-wrap:anywhere]">{words.title(ticket)}</h1>
        <div className="flex flex-wrap items-center gap-2">
          <MoveSelect
            label={say('ticket.move.of', { number })}
            status={ticket.status}
            moves={mayChange ? ticket.moves : []}
            ticketId={ticket.id}
            busy={busy}
            onMove={(status) =>
              change.mutate({
                work: () => moveTicket(ticket.id, { status, version: ticket.version }),
                done: say('ticket.moved', { number, status: say(`ticket.status.${status}`) }),
              })
            }
            className="h-8 px-2 text-sm"
          />
          {mayChange && (
            <>
              <Button icon={Pencil} onClick={() => setDialog('edit')}>
                {say('ticket.edit')}
              </Button>
              <Button icon={Merge} onClick={() => setDialog('merge')}>
                {say('ticket.merge')}
              </Button>
            </>
          )}
        </div>
        {ticket.mergedInto !== null && (
          <p className="text-sm">
            {say('ticket.mergedInto')}{' '}
            <Link
              to="/tickets/$ticketId"
              params={{ ticketId: ticket.mergedInto }}
              className="text-accent underline"
            >
              {say('ticket.mergedInto.open')}
            </Link>
          </p>
        )}
      </header>
      <TicketBanners ticket={ticket} />
      <Facts ticket={ticket} />
      <TicketConversations ticket={ticket} />
      {ticket.merged.length > 0 && (
        <section aria-label={say('ticket.merged')}>
          <h2 className="mb-1 font-medium text-sm">{say('ticket.merged')}</h2>
          <ul className="text-sm">
            {ticket.merged.map((one) => (
              <li key={one.id}>
                <Link
                  to="/tickets/$ticketId"
                  params={{ ticketId: one.id }}
                  className="hover:text-accent hover:underline"
                >
                  {say('ticket.number', { number: one.number })} {words.title(one)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ActivityList ticket={ticket} />
      {dialog === 'edit' && <EditDialog ticket={ticket} onClose={() => setDialog(null)} />}
      {dialog === 'merge' && <MergeDialog ticket={ticket} onClose={() => setDialog(null)} />}
    </>
  )
}

function Facts({ ticket }: { ticket: TicketDetail }) {
  const say = useSay()
  const format = useFormat()
  const words = useTicketWords()
  const place = ticket.property?.address ?? ticket.place
  const opened =
    ticket.openedBy === 'tickets'
      ? say('ticket.openedByItself', { time: format.full(ticket.openedAt) })
      : say('ticket.openedBy', { time: format.full(ticket.openedAt), name: ticket.openedBy })
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 rounded-lg border border-line p-3 text-sm sm:grid-cols-2">
      {ticket.customer !== null && (
        <Fact label={say('ticket.customer')}>
          <Link
            to="/customers/$customerId"
            params={{ customerId: ticket.customer.id }}
            className="hover:text-accent hover:underline"
          >
            {format.address(ticket.customer.name ?? say('common.nameless'))}
          </Link>
        </Fact>
      )}
      {place !== null && (
        <Fact label={say('ticket.place')}>
          {ticket.property === null ? place : <PlaceWords place={ticket.property} />}
        </Fact>
      )}
      <Fact label={say('ticket.category')}>{words.category(ticket.category)}</Fact>
      <Fact label={say('ticket.priority')}>{say(`urgency.${ticket.priority}`)}</Fact>
      {ticket.wanted !== null && <Fact label={say('ticket.wanted')}>{format.window(ticket.wanted)}</Fact>}
      <Fact label={say('ticket.assignee')}>
        {ticket.assignee === null ? say('ticket.unassigned') : (ticket.assignee.name ?? say('ticket.left'))}
      </Fact>
      <Fact label={say('clock.respondBy')}>
        {format.full(ticket.respondBy)}
        {ticket.respondedAt !== null && (
          <span className="text-good">
            {' '}
            · {say('clock.answered', { time: format.full(ticket.respondedAt) })}
          </span>
        )}
      </Fact>
      <Fact label={say('clock.solveBy')}>
        {format.full(ticket.solveBy)}
        {ticket.solvedAt !== null && (
          <span className="text-good"> · {say('clock.done', { time: format.full(ticket.solvedAt) })}</span>
        )}
      </Fact>
      <Fact label={say('ticket.opened')}>{opened}</Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-xs">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
