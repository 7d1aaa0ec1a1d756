import { Refusal } from '../base/refusal.ts'
import {
  type Ticket,
  type TicketDetail,
  ticketChangedShape,
  ticketDetailShape,
  ticketPage,
  ticketStatuses,
  ticketStatusShape,
} from '../contract/tickets.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const ROWS_MAX = 200

export const ticketsCommand: Command = {
  usage: 'tickets [list] [--done] | tickets show NUMBER | tickets status NUMBER STATUS [--reason WORDS]',
  summary: `Shows the work that is owed, what is due soonest first, or one ticket, and moves one to another status: ${ticketStatuses.join(', ')}.`,
  options: { done: { type: 'boolean' }, reason: { type: 'string' } },
  words: [0, 3],
  run: async (input) => {
    const [action = 'list', number, status] = input.words
    const wanted = { list: 1, show: 2, status: 3 }[action]
    if (wanted === undefined) throw new UsageError(`"${action}" is none of list, show and status.`)
    if (Math.max(1, input.words.length) !== wanted)
      throw new UsageError(input.words.length < wanted ? 'Something is missing.' : 'That is too much.')
    await using client = await openClient(input.config, { firm: input.options.firm as string | undefined })
    if (action === 'list') return await list(client, input)
    if (action === 'show') return await show(client, input, number ?? '')
    return await move(client, input, { number: number ?? '', status: status ?? '' })
  },
}

async function list(client: Client, { options, out }: CommandInput): Promise<0> {
  const done = options.done === true
  const { items } = ticketPage.parse(
    await client.call(
      'GET',
      `/api/tickets?open=${!done}&sort=${done ? 'newest' : 'clock'}&limit=${ROWS_MAX}`,
    ),
  )
  if (options.json === true) printJson(out, { items })
  else if (items.length === 0) out.write(done ? 'No ticket is done yet.\n' : 'No work is owed.\n')
  else out.write(`${ticketTable(items, new Date())}\n`)
  return 0
}

async function show(client: Client, { options, out }: CommandInput, number: string): Promise<0> {
  const { id } = await findTicket(client, number)
  const ticket = ticketDetailShape.parse(await client.call('GET', `/api/tickets/${id}`))
  if (options.json === true) printJson(out, ticket)
  else out.write(`${ticketPageOf(ticket)}\n`)
  return 0
}

async function move(
  client: Client,
  { options, out }: CommandInput,
  to: { number: string; status: string },
): Promise<0> {
  const status = ticketStatusShape.safeParse(to.status)
  if (!status.success) throw new UsageError(`"${to.status}" is none of ${ticketStatuses.join(', ')}.`)
  const { id, version } = await findTicket(client, to.number)
  const { reason } = options
  const body = { status: status.data, version, ...(typeof reason === 'string' && { reason }) }
  const changed = ticketChangedShape.parse(await client.call('POST', `/api/sync/tickets/${id}/status`, body))
  if (options.json === true) printJson(out, changed)
  else out.write(`Ticket #${changed.ticket.number} is ${changed.ticket.status} now.\n`)
  return 0
}

/** The ticket that people call by this number, with or without #. */
async function findTicket(client: Client, written: string): Promise<Ticket> {
  const number = Number(written.replace(/^#/, ''))
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`"${written}" is no ticket’s number.`)
  const { items } = ticketPage.parse(await client.call('GET', `/api/tickets?number=${number}&limit=1`))
  if (items[0] !== undefined) return items[0]
  throw new Refusal(
    'ticket_not_found',
    'There is no ticket with that number.',
    'Look at the list: plumbline tickets.',
    { status: 404 },
  )
}

const COLUMNS = [7, 22, 18, 18] as const

/** Tickets as a table for a terminal, in the order given. */
function ticketTable(tickets: readonly Ticket[], now: Date): string {
  const rows = tickets.map((ticket) => [
    `#${ticket.number}`,
    due(ticket, now),
    ticket.status.replaceAll('_', ' '),
    ticket.customer?.name ?? 'unknown',
    `${ticket.hazard === null ? '' : `[${ticket.hazard.replaceAll('_', ' ').toUpperCase()}] `}${titleOf(ticket)}`,
  ])
  return [['TICKET', 'DUE', 'STATUS', 'CUSTOMER', 'WHAT'], ...rows]
    .map((row) =>
      row
        .map((text, at) => cell(text, COLUMNS[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function ticketPageOf(ticket: TicketDetail): string {
  const lines = [
    `#${ticket.number} ${titleOf(ticket)}`,
    `${ticket.status.replaceAll('_', ' ')} · ${ticket.priority} · ${ticket.category.replaceAll('_', ' ')}`,
    ticket.customer && `Customer: ${ticket.customer.name ?? 'no name yet'}`,
    (ticket.property ?? ticket.place) && `Where: ${ticket.property?.address ?? ticket.place}`,
    ticket.assignee && `Sees to it: ${ticket.assignee.name ?? 'somebody who left'}`,
    `Answer due ${ticket.respondBy}${ticket.respondedAt === null ? '' : `, answered ${ticket.respondedAt}`}`,
    `Work due ${ticket.solveBy}${ticket.solvedAt === null ? '' : `, done ${ticket.solvedAt}`}`,
    '',
    ...ticket.conversations.flatMap(({ title, messages }) =>
      messages.map(({ at, role, text }) => `${at}  ${title} (${role.replaceAll('_', ' ')}): ${text}`),
    ),
    '',
    ...ticket.activity.map(
      ({ at, actor, kind, before, after, note }) =>
        `${at}  ${actor}  ${kind}${kind === 'changed' ? ` ${Object.keys(after ?? before ?? {}).join(', ')}` : ''}${note?.code === undefined ? '' : ` (${note.code})`}`,
    ),
  ]
  return lines.filter((line) => line !== null && line !== undefined).join('\n')
}

function titleOf({ title, category }: Pick<Ticket, 'title' | 'category'>): string {
  return title ?? category.replaceAll('_', ' ')
}

function due({ respondedAt, respondBy, solveBy, solvedAt, pausedAt }: Ticket, now: Date): string {
  if (solvedAt !== null) return `done ${solvedAt.slice(0, 10)}`
  if (pausedAt !== null) return 'waits for customer'
  const [what, at] = respondedAt === null && respondBy <= solveBy ? ['answer', respondBy] : ['work', solveBy]
  const minutes = Math.round((Date.parse(at) - now.getTime()) / 60_000)
  return minutes < 0 ? `${what} ${span(-minutes)} late` : `${what} in ${span(minutes)}`
}

function span(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}

/** Text cut or padded to `width` characters; the last column is as wide as it is. */
function cell(text: string, width: number | undefined): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  if (width === undefined) return characters.slice(0, 80).join('')
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : characters.join('') + ' '.repeat(width - characters.length)
}
