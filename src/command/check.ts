import { setTimeout as pause } from 'node:timers/promises'
import {
  type CheckRun,
  checkListShape,
  checkNames,
  checkRunShape,
  type Finding,
  findingPage,
} from '../contract/auditor.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const POLL_EVERY_MS = 250
const FINDINGS_MAX = 200

export const checkCommand: Command = {
  usage: 'check [--whole] [--only NAME[,NAME…]] [--list]',
  summary: 'Looks whether what is kept agrees with itself: exit code 0 when it does, 1 when it does not.',
  options: { whole: { type: 'boolean' }, only: { type: 'string' }, list: { type: 'boolean' } },
  words: [0, 0],
  run: async (input) => {
    const { config, options } = input
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    if (options.list === true) return await list(client, input)
    const checks = typeof options.only === 'string' ? namesIn(options.only) : undefined
    const body = { depth: options.whole === true ? 'whole' : 'usual', ...(checks && { checks }) }
    const started = await client.call('POST', '/api/sync/consistency-check', body)
    const run = await follow(client, checkRunShape.parse(started), input)
    const { items } = findingPage.parse(
      await client.call('GET', `/api/checks/findings?limit=${FINDINGS_MAX}`),
    )
    const ran = new Set(run.results.map(({ name }) => name))
    const findings = items.filter(({ check }) => ran.has(check))
    if (options.json === true) printJson(input.out, { ...run, findings })
    else printRun(run, findings, input.out)
    return run.status === 'completed' && run.found === 0 ? 0 : 1
  },
}

async function list(client: Client, { options, out }: CommandInput): Promise<0> {
  const { items } = checkListShape.parse(await client.call('GET', '/api/checks'))
  for (const item of items) {
    if (options.json === true) printJson(out, item)
    else {
      const when = item.lookedAt === null ? 'not looked yet' : `looked at ${item.lookedAt}`
      out.write(`${item.name.padEnd(24)} ${item.summary}\n${' '.repeat(25)}${when}, ${item.open} stand\n`)
    }
  }
  return 0
}

function namesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  const wrong = names.find((name) => !(checkNames as readonly string[]).includes(name))
  if (wrong === undefined) return names
  throw new UsageError(`There is no check "${wrong}". "plumbline check --list" names all.`)
}

/** Follows a check to its end; Ctrl-C asks it to stop. */
async function follow(client: Client, started: CheckRun, input: CommandInput): Promise<CheckRun> {
  const { signal, options } = input
  const draws = process.stderr.isTTY === true && options.json !== true
  let run = started
  let asked = false
  while (run.status === 'running') {
    const { check, done, total } = run.progress
    if (draws) process.stderr.write(`\r\u001b[2K${done} of ${total}: ${check ?? ''}`)
    if (signal.aborted && !asked) {
      asked = true
      await client.call('POST', `/api/checks/runs/${run.id}/cancel`)
    }
    await pause(POLL_EVERY_MS)
    run = checkRunShape.parse(await client.call('GET', `/api/checks/runs/${run.id}`))
  }
  if (draws) process.stderr.write('\r\u001b[2K')
  return run
}

function printRun(run: CheckRun, findings: readonly Finding[], out: NodeJS.WriteStream): void {
  const number = (value: number) => value.toLocaleString('en')
  for (const { name, looked, of, found, waiting, ms } of run.results) {
    const rows =
      of === null ? number(looked) : looked < of ? `${number(looked)} of ${number(of)}` : number(of)
    const waits = waiting === 0 ? '' : `, ${number(waiting)} not done yet`
    const what = found === 0 ? 'agrees' : `${number(found)} DO NOT AGREE`
    out.write(
      `${found === 0 ? '✓' : '✗'} ${name.padEnd(24)} ${rows} looked at: ${what}${waits} (${(ms / 1000).toFixed(1)} s)\n`,
    )
  }
  for (const { kind, subject, message, next } of findings)
    out.write(`\n${kind}: ${subject.kind} ${subject.id}\n  ${message}\n  ${next}\n`)
  if (run.found > findings.length) out.write(`\n… and ${number(run.found - findings.length)} more.\n`)
  const parts = run.results.some(({ looked, of }) => of !== null && looked < of)
  if (run.status !== 'completed') out.write(`\nThe check was ${run.status}.\n`)
  else if (run.found === 0)
    out.write(
      `\nAll that was looked at agrees.${parts ? ' What takes long to derive again was looked at in part: --whole looks at all of it.' : ''}\n`,
    )
  else out.write('\n"plumbline repair" shows what would repair it.\n')
}
