import { setTimeout as pause } from 'node:timers/promises'
import { type Hit, type SearchAnswer, searchAnswer } from '../contract/search.ts'
import { openClient } from './client.ts'
import { type Command, printJson } from './command.ts'

const WAIT_MS = 500
/** An index that is not whole after so long goes on being made; what it has is shown. */
const WAITS_MAX = 60
const LIMIT = '20'

export const searchCommand: Command = {
  usage: 'search WORDS… [--kinds customer,message] [--limit N]',
  summary:
    'Finds messages, customers, numbers, places and tickets: words, "quoted words", from:NAME, has:photo, before:2025-01-31; -- before what begins with a dash.',
  options: { kinds: { type: 'string' }, limit: { type: 'string' } },
  words: [1, 50],
  run: async ({ config, words, options, out, signal }) => {
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const asked = new URLSearchParams({ q: words.join(' '), limit: String(options.limit ?? LIMIT) })
    if (typeof options.kinds === 'string') asked.set('kinds', options.kinds)
    let answer = searchAnswer.parse(await client.call('GET', `/api/search?${asked}`))
    for (let waits = 0; !answer.complete && waits < WAITS_MAX; waits++) {
      await pause(WAIT_MS, undefined, { signal })
      answer = searchAnswer.parse(await client.call('GET', `/api/search?${asked}`))
    }
    if (options.json === true) printJson(out, answer)
    else out.write(`${tell(answer, out.isTTY === true)}\n`)
    return 0
  },
}

function tell({ items, totals, issues, loose, complete }: SearchAnswer, isTerminal: boolean): string {
  const lines = items.map((hit) => tellHit(hit, isTerminal))
  if (items.length === 0) lines.push('Nothing found.')
  else if (loose) lines.push('Hardly anything has all of these words; what has some of them is here, too.')
  const counts = totals.map(
    ({ kind, count, atLeast }) => `${kind.replace('_', ' ')} ${count}${atLeast ? '+' : ''}`,
  )
  if (counts.length > 0) lines.push(`Found: ${counts.join(', ')}.`)
  for (const { text } of issues) lines.push(`Not understood: ${text}`)
  if (!complete) lines.push('Messages are still being indexed: some may be missing.')
  return lines.join('\n')
}

function tellHit({ kind, at, title, excerpt }: Hit, isTerminal: boolean): string {
  const when = at === null ? '' : at.slice(0, 10)
  const said = excerpt === null || excerpt.text === '' ? '' : `  ${marked(excerpt, isTerminal)}`
  return `${kind.replace('_', ' ').padEnd(13)}  ${when.padEnd(10)}  ${marked(title, isTerminal)}${said}`
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
