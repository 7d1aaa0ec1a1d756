import {
  type Analytics,
  analyticsDimensions,
  analyticsShape,
  type LostWork,
  type LostWorkPage,
  lostKinds,
  lostWorkPage,
} from '../contract/insights.ts'
import { openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const LIMIT_MAX = 200
const COLUMNS = { kind: 11, age: 9, who: 24 }
const KINDS: Record<LostWork['kind'], string> = {
  request_unanswered: 'unanswered',
  quote_not_followed_up: 'quote',
  promise_not_kept: 'promise',
}
const MINUTES_A_DAY = 1_440

export const insightsCommand: Command = {
  usage: `insights [--from DAY] [--to DAY] [--by ${analyticsDimensions.join('|')}]`,
  summary:
    'The firm’s figures: how much came in, how soon it was answered, who was new; of the last 30 days.',
  options: { from: { type: 'string' }, to: { type: 'string' }, by: { type: 'string' } },
  words: [0, 0],
  run: async (input) => {
    const query = new URLSearchParams()
    for (const name of ['from', 'to', 'by'] as const) {
      const value = input.options[name]
      if (typeof value === 'string') query.set(name, value)
    }
    if (query.has('by') && !(analyticsDimensions as readonly string[]).includes(query.get('by') ?? ''))
      throw new UsageError(`--by is one of ${analyticsDimensions.join(', ')}.`)
    const found = analyticsShape.parse(await ask(input, `/api/analytics?${query}`))
    if (input.options.json === true) printJson(input.out, found)
    else input.out.write(`${analyticsTable(found)}\n`)
    return 0
  },
}

export const lostWorkCommand: Command = {
  usage: 'lost-work [--kind unanswered|quote|promise] [--limit N]',
  summary: 'Work that was let slip: requests never answered, quotes never followed up, promises never kept.',
  options: { kind: { type: 'string' }, limit: { type: 'string' } },
  words: [0, 0],
  run: async (input) => {
    const limit = Number(input.options.limit ?? 30)
    if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
      throw new UsageError(`--limit is a number from 1 to ${LIMIT_MAX}.`)
    const query = new URLSearchParams({ limit: String(limit) })
    const { kind } = input.options
    if (typeof kind === 'string') {
      const named = lostKinds.find((one) => KINDS[one] === kind || one === kind)
      if (named === undefined) throw new UsageError('--kind is unanswered, quote or promise.')
      query.set('kind', named)
    }
    const page = lostWorkPage.parse(await ask(input, `/api/lost-work?${query}`))
    if (input.options.json === true) printJson(input.out, page)
    else input.out.write(`${lostTable(page)}\n`)
    return 0
  },
}

/** Asks once all figures are made. */
async function ask({ config, options }: CommandInput, path: string): Promise<unknown> {
  await using client = await openClient(config, { firm: options.firm as string | undefined })
  await client.call('POST', '/api/understanding/catch-up', {})
  await client.call('POST', '/api/analytics/catch-up')
  return await client.call('GET', path)
}

function analyticsTable({ from, to, total, by, groups }: Analytics): string {
  const { responseTimes: waits } = total
  const lines = [
    `${from} to ${to}`,
    `  ${total.messagesIn} messages in, ${total.messagesOut} out, on ${total.conversations} conversation days`,
    `  ${total.requests} requests, ${total.answered} answered, ${total.requests - total.answered} not`,
    `  answered within ${span(waits.medianMinutes)} (median), ${span(waits.p90Minutes)} (nine of ten)`,
    `  in working hours within ${span(waits.medianWorkingMinutes)} and ${span(waits.p90WorkingMinutes)}`,
    `  ${total.newCustomers} new customers, ${total.returningCustomers} days of returning ones`,
  ]
  if (by !== null) {
    lines.push(
      '',
      `${cell(by.toUpperCase(), 22)} ${'IN'.padStart(7)} ${'ASKED'.padStart(7)} ${'ANSWERED'.padStart(9)}  MEDIAN`,
    )
    const ordered = by === 'hour' ? groups.toSorted((a, b) => Number(a.key) - Number(b.key)) : groups
    for (const { key, messagesIn, requests, answered, responseTimes } of ordered)
      lines.push(
        `${cell(key, 22)} ${String(messagesIn).padStart(7)} ${String(requests).padStart(7)} ${String(answered).padStart(9)}  ${span(responseTimes.medianMinutes)}`,
      )
  }
  return lines.join('\n')
}

function lostTable({ items, total, counts }: LostWorkPage): string {
  if (total === 0) return 'Nothing was let slip, as far as is known.'
  const now = Date.now()
  const rows = items.map(({ kind, at, party, text, amount, currency }) => {
    const days = Math.max(0, Math.round((now - Date.parse(at)) / 86_400_000))
    const price = amount === null ? '' : `[${currency === 'PLN' ? `${amount} zł` : `$${amount}`}] `
    const words = text === '' ? '(voicemail without words)' : text
    return `${cell(KINDS[kind], COLUMNS.kind)} ${cell(days === 1 ? '1 day' : `${days} days`, COLUMNS.age)} ${cell(party.title || 'withheld', COLUMNS.who)} ${price}${cell(words, 80).trimEnd()}`
  })
  const summary = `${total} in all: ${counts.request_unanswered} requests unanswered, ${counts.quote_not_followed_up} quotes not followed up, ${counts.promise_not_kept} promises not kept.`
  return [...rows, '', summary].join('\n')
}

/** A wait, for people: 12 min, 3 h, 2 days. */
function span(minutes: number | null): string {
  if (minutes === null) return '—'
  if (minutes < 90) return `${Math.round(minutes)} min`
  return minutes < 2 * MINUTES_A_DAY
    ? `${Math.round(minutes / 60)} h`
    : `${Math.round(minutes / MINUTES_A_DAY)} days`
}

/** Text cut or padded to `width` characters, as people count them. */
function cell(text: string, width: number): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : characters.join('') + ' '.repeat(width - characters.length)
}
