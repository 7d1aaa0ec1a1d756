import { text } from 'node:stream/consumers'
import { Refusal } from '../base/refusal.ts'
import { runShape } from '../contract/runs.ts'
import {
  incidentPage,
  type SourceShown,
  sourcePage,
  sourceShape,
  sourceWebhookShape,
} from '../contract/sources.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'
import { follow } from './import.ts'

export const sourcesCommand: Command = {
  usage:
    'sources [list] | sources add imap --host NAME --user NAME [--port N] [--smtp NAME] [--smtp-port N] | sources add postmark --address ADDRESS [--stream NAME] | sources add chat-history --crew NAME --table NAME, each also [--unchecked] | sources pause|resume|remove|webhook SOURCE | sources incidents',
  summary:
    'Shows the accounts from which messages come, and adds, pauses, resumes or takes away one. What opens a new one is read from standard input; it is reached first, unless it is to be added unchecked.',
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    smtp: { type: 'string' },
    'smtp-port': { type: 'string' },
    user: { type: 'string' },
    address: { type: 'string' },
    stream: { type: 'string' },
    crew: { type: 'string' },
    table: { type: 'string' },
    unchecked: { type: 'boolean' },
  },
  words: [0, 2],
  run: async (input) => {
    const [action = 'list', what] = input.words
    await using client = await openClient(input.config, { firm: input.options.firm as string | undefined })
    if (action === 'list' && what === undefined) return await list(client, input)
    if (action === 'incidents' && what === undefined) return await incidents(client, input)
    if (what === undefined) throw new UsageError('Which source is missing.')
    if (action === 'add') return await add(client, what, input)
    if (action === 'pause' || action === 'resume') {
      const { id } = await findSource(client, what)
      const source = sourceShape.parse(await client.call('POST', `/api/sources/${id}/${action}`))
      return show(source, input)
    }
    if (action === 'webhook') return await makeWebhook(client, await findSource(client, what), input)
    if (action === 'remove') {
      const source = await findSource(client, what)
      await client.call('DELETE', `/api/sources/${source.id}`)
      if (input.options.json === true) printJson(input.out, source)
      else input.out.write(`Took ${source.label} away; the messages that came from it stay.\n`)
      return 0
    }
    throw new UsageError(`"${action}" is none of list, add, pause, resume, remove, webhook and incidents.`)
  },
}

export const syncCommand: Command = {
  usage: 'sync SOURCE',
  summary: 'Asks a source for what is new, and waits until it is in.',
  words: [1, 1],
  run: async ({ config, words, options, out, signal }) => {
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const { id, label } = await findSource(client, words[0] ?? '')
    const json = options.json === true
    const run = await follow(client, runShape.parse(await client.call('POST', `/api/sources/${id}/sync`)), {
      out: json ? process.stderr : out,
      signal,
      quiet: json && !process.stderr.isTTY,
    })
    if (json) printJson(out, run)
    else if (run.error !== null) out.write(`${run.error.message}\n${run.error.next}\n`)
    else {
      const { stored, duplicates, rejected } = run.progress
      out.write(
        `${label}: ${stored} new, ${duplicates} here already, ${rejected} set aside: ${run.status}.\n`,
      )
    }
    return run.status === 'completed' ? 0 : 1
  },
}

async function list(client: Client, { options, out }: CommandInput): Promise<0> {
  const { items } = sourcePage.parse(await client.call('GET', '/api/sources'))
  if (options.json === true) for (const source of items) printJson(out, source)
  else if (items.length === 0) out.write('There are no sources yet.\n')
  else for (const source of items) out.write(`${lineOf(source)}\n`)
  return 0
}

async function incidents(client: Client, { options, out }: CommandInput): Promise<0> {
  const { items } = incidentPage.parse(await client.call('GET', '/api/incidents?limit=50'))
  for (const incident of items) {
    if (options.json === true) printJson(out, incident)
    else {
      const { beganAt, kind, endedAt, recovered } = incident
      const end = endedAt === null ? 'lasts' : `over at ${endedAt}, ${recovered} messages taken in`
      out.write(`${beganAt}  ${kind.replaceAll('_', ' ')}: ${end}\n`)
    }
  }
  return 0
}

async function add(client: Client, channel: string, input: CommandInput): Promise<0> {
  if (channel !== 'imap' && channel !== 'postmark' && channel !== 'chat-history')
    throw new UsageError(`"${channel}" is none of imap, postmark and chat-history.`)
  const settings = settingsOf(channel, input.options)
  const body = { channel, settings, [SECRET_FIELDS[channel]]: await readSecret(channel) }
  if (input.options.unchecked !== true) await client.call('POST', '/api/sources/check', body)
  const source = sourceShape.parse(await client.call('POST', '/api/sources', body))
  if (channel !== 'postmark') return show(source, input)
  if (input.options.json !== true) show(source, input)
  return await makeWebhook(client, source, input)
}

type Channel = 'imap' | 'postmark' | 'chat-history'

const SECRET_FIELDS = { imap: 'password', postmark: 'serverToken', 'chat-history': 'databaseUrl' } as const

function settingsOf(channel: Channel, options: CommandInput['options']): object {
  const { host, user, smtp, crew, table, address, stream } = options
  if (channel === 'postmark') return { address, ...(stream === undefined ? {} : { messageStream: stream }) }
  if (channel === 'chat-history') return { crew, table }
  const port = portOf('port', options)
  const smtpPort = portOf('smtp-port', options) ?? SMTP_PORT
  if (smtp === undefined && options['smtp-port'] !== undefined)
    throw new UsageError('--smtp-port needs --smtp, the server that mail goes out by.')
  return {
    ...{ host, user },
    ...(port === undefined ? {} : { port, secure: port === IMAP_PORT }),
    ...(smtp === undefined ? {} : { smtp: { host: smtp, port: smtpPort, secure: smtpPort === SMTP_PORT } }),
  }
}

function portOf(name: string, options: CommandInput['options']): number | undefined {
  const given = options[name]
  if (given === undefined) return undefined
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new UsageError(`--${name} is a number from 1 to 65535.`)
}

/** Where the source calls from now on; it can be had this once. */
async function makeWebhook(client: Client, source: SourceShown, { options, out }: CommandInput): Promise<0> {
  const { url } = sourceWebhookShape.parse(await client.call('POST', `/api/sources/${source.id}/webhook`))
  if (options.json === true) printJson(out, { ...source, webhook: url })
  else
    out.write(
      `Its webhook, shown this once, for inbound mail and for delivery, bounce and open events:\n${url}\n`,
    )
  return 0
}

/** TLS from the first byte (RFC 8314); by any other port it begins in the clear and goes over to TLS. */
const IMAP_PORT = 993
const SMTP_PORT = 465

const SECRETS = { imap: 'password', postmark: 'server token', 'chat-history': 'connection string' } as const

/** On the command line itself it would be seen by everybody on the machine. */
async function readSecret(channel: Channel): Promise<string> {
  const what = SECRETS[channel]
  const given = process.stdin.isTTY ? '' : (await text(process.stdin)).trim()
  if (given !== '') return given
  throw new Refusal(
    'secret_needed',
    `The ${what} is read from standard input, and nothing is there.`,
    'Send it there from a file that only you can read: plumbline sources add … < secret.txt',
  )
}

function show(source: SourceShown, { options, out }: CommandInput): 0 {
  if (options.json === true) printJson(out, source)
  else out.write(`${lineOf(source)}\n`)
  return 0
}

function lineOf({ id, channel, label, state, messages, lookedAt, trouble }: SourceShown): string {
  const how =
    trouble === null
      ? state === 'paused'
        ? 'paused'
        : lookedAt === null
          ? 'not asked yet'
          : `asked at ${lookedAt}`
      : `${trouble.code.replaceAll('_', ' ')}, ${trouble.failures} times; next try ${trouble.tryAt ?? 'when what opens it is set anew'}`
  return `${id}  ${channel}  ${label}: ${messages} messages, ${how}`
}

/** A source by its id or label. Refuses with `source_not_found`, and when two are called the same. */
async function findSource(client: Client, called: string): Promise<SourceShown> {
  const { items } = sourcePage.parse(await client.call('GET', '/api/sources'))
  const found = items.filter(({ id, label, live }) => id === called || (live && label === called))
  const [source] = found
  if (source !== undefined && found.length === 1) return source
  throw new Refusal(
    'source_not_found',
    found.length > 1 ? `Several sources are called ${called}.` : `There is no source ${called}.`,
    'Give its id, as "plumbline sources" lists it.',
  )
}
