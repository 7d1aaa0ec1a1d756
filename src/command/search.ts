import { setTimeout as pause } from 'node:timers/promises'
import { isId } from '../base/ids.ts'
import { type Hit, type SearchAnswer, searchAnswer } from '../contract/search.ts'
import { type SimilarAnswer, type SimilarMessage, similarAnswer } from '../contract/similar.ts'
import { openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const WAIT_MS = 500
/** An index that is not whole after so long goes on being made; what it has is shown. */
const WAITS_MAX = 60
const LIMIT = '20'
/** Nobody types here: what is found by meaning is waited for. */
const PATIENCE_MS = '5000'

export const searchCommand: Command = {
  usage:
    'search WORDS… [--by words|meaning|both] [--kinds customer,message] [--limit N] | search --like MESSAGE_ID [--limit N]',
  summary:
    'Finds messages, customers, numbers, places and tickets: words, "quoted words", from:NAME, has:photo, before:2025-01-31, and messages that mean much the same; -- before what begins with a dash. --like finds messages that mean much the same as one.',
  options: {
    by: { type: 'string' },
    kinds: { type: 'string' },
    like: { type: 'string' },
    limit: { type: 'string' },
  },
  words: [0, 50],
  run: async (input) => {
    const { config, words, options, out } = input
    if ((words.length === 0) === (options.like === undefined))
      throw new UsageError(words.length === 0 ? 'Something is missing.' : 'Either words or --like.')
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const ask = (path: string) => client.call('GET', path)
    const isTerminal = out.isTTY === true
    if (typeof options.like === 'string') {
      const path = likePath(options.like, options)
      const answer = similarAnswer.parse(await ask(path))
      if (options.json === true) printJson(out, answer)
      else out.write(`${tellLike(answer)}\n`)
      return 0
    }
    const path = searchPath(words, options)
    const answer = await untilWhole(input, async () => searchAnswer.parse(await ask(path)))
    if (options.json === true) printJson(out, answer)
    else out.write(`${tell(answer, isTerminal)}\n`)
    return 0
  },
}

function searchPath(words: readonly string[], { by, kinds, limit = LIMIT }: CommandInput['options']): string {
  const asked = new URLSearchParams({ q: words.join(' '), limit: String(limit), waitMs: PATIENCE_MS })
  if (by !== undefined) asked.set('by', String(by))
  if (kinds !== undefined) asked.set('kinds', String(kinds))
  return `/api/search?${asked}`
}

function likePath(id: string, { limit = LIMIT }: CommandInput['options']): string {
  if (!isId(id)) throw new UsageError(`"${id}" is no id of a message, as search --json shows it.`)
  return `/api/messages/${id}/similar?${new URLSearchParams({ limit: String(limit) })}`
}

/** Asks until all that can be found by words is there, or for so long. */
async function untilWhole({ signal }: CommandInput, ask: () => Promise<SearchAnswer>): Promise<SearchAnswer> {
  let answer = await ask()
  for (let waits = 0; !answer.complete && waits < WAITS_MAX; waits++) {
    await pause(WAIT_MS, undefined, { signal })
    answer = await ask()
  }
  return answer
}

/** What one should know of meaning; where it is off, nobody waits for it. */
const MEANING: Partial<Record<SearchAnswer['meaning'], string>> = {
  partial: 'Not all messages have been read for what they mean yet: some may be missing.',
  late: 'Found by words alone: what means much the same was not there in time.',
}

function tell(answer: SearchAnswer, isTerminal: boolean): string {
  const { items, totals, issues, loose, complete, meaning } = answer
  const lines = items.flatMap((hit) => [tellHit(hit, isTerminal), ...tellWhy(hit)])
  if (items.length === 0) lines.push('Nothing found.')
  else if (loose) lines.push('Hardly anything has all of these words; what has some of them is here, too.')
  const counts = totals.map(
    ({ kind, count, atLeast }) => `${kind.replace('_', ' ')} ${count}${atLeast ? '+' : ''}`,
  )
  if (counts.length > 0) lines.push(`Found: ${counts.join(', ')}.`)
  for (const { text } of issues) lines.push(`Not understood: ${text}`)
  if (!complete) lines.push('Messages are still being indexed: some may be missing.')
  const note = MEANING[meaning]
  if (note !== undefined) lines.push(note)
  return lines.join('\n')
}

function tellHit({ kind, at, title, excerpt }: Hit, isTerminal: boolean): string {
  const said = excerpt === null || excerpt.text === '' ? '' : `  ${marked(excerpt, isTerminal)}`
  return `${kind.replace('_', ' ').padEnd(13)}  ${day(at)}  ${marked(title, isTerminal)}${said}`
}

const INDENT = ' '.repeat(15)

/** Why it was found, where that does not stand in what is shown: words that met others, and how alike it is. */
function tellWhy({ why, likeness, matched }: Hit): string[] {
  const met = why.flatMap(({ asked, found, code }) =>
    code === 'synonym' || code === 'typo'
      ? [`${asked}: ${code === 'typo' ? 'taken as' : 'also said'} ${found}`]
      : [],
  )
  const alike =
    likeness === null
      ? []
      : [`${matched === 'meaning' ? 'means much the same, ' : ''}${percent(likeness)} alike`]
  const reasons = [...met, ...alike]
  return reasons.length === 0 ? [] : [`${INDENT}(${reasons.join('; ')})`]
}

function tellLike({ of, items, complete }: SimilarAnswer): string {
  const lines = [`Like      ${tellMessage(of)}`]
  lines.push(...items.map((one) => `${percent(one.similarity).padStart(5)}     ${tellMessage(one)}`))
  if (items.length === 0) lines.push('No other message means much the same.')
  if (!complete) lines.push(MEANING.partial ?? '')
  return lines.join('\n')
}

function tellMessage({ at, with: others, text }: Omit<SimilarMessage, 'similarity'>): string {
  return `${day(at)}  ${others ?? 'unknown'}  ${text}`
}

function day(at: string | null): string {
  return (at === null ? '' : at.slice(0, 10)).padEnd(10)
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** A text with what was found in bold, or as it is where nobody reads it. */
function marked({ text, spans }: Hit['title'], isTerminal: boolean): string {
  if (!isTerminal) return text
  let shown = ''
  let at = 0
  for (const { start, end } of spans) {
    shown += `${text.slice(at, start)}\u001b[1m${text.slice(start, end)}\u001b[22m`
    at = end
  }
  return shown + text.slice(at)
}
