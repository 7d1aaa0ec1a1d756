import { Refusal } from '../base/refusal.ts'
import {
  type Delivery,
  type DeliveryState,
  deliveryDetailShape,
  deliveryPage,
  deliveryStates,
  type HookAttempt,
  type HookShown,
  hookAttemptShape,
  hookListShape,
  hookSecretShape,
  hookShape,
  madeHookShape,
  replayedShape,
} from '../contract/hooks.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

const ACTIONS = 'list, add, test, pause, resume, secret, deliveries, delivery, replay and remove'

export const hooksCommand: Command = {
  usage:
    'hooks [list] | hooks add URL [--name NAME] [--kinds KIND,…] | hooks test|pause|resume|secret|remove HOOK [--end-previous] | hooks deliveries HOOK [--state STATE] | hooks delivery ID | hooks replay HOOK|ID [--from INSTANT]',
  summary: 'Has other systems called when something changes, and shows how that went.',
  options: {
    name: { type: 'string' },
    kinds: { type: 'string' },
    state: { type: 'string' },
    from: { type: 'string' },
    'end-previous': { type: 'boolean' },
  },
  words: [0, 2],
  run: async (input) => {
    const [action = 'list', what] = input.words
    await using client = await openClient(input.config, { firm: input.options.firm as string | undefined })
    if (action === 'list' && what === undefined) return await list(client, input)
    if (what === undefined) throw new UsageError('Which webhook is missing.')
    if (action === 'add') return await add(client, what, input)
    if (action === 'delivery') return await showDelivery(client, what, input)
    if (action === 'replay') return await replay(client, what, input)
    const hook = await findHook(client, what)
    const path = `/api/hooks/${hook.id}`
    if (action === 'deliveries') return await listDeliveries(client, hook, input)
    if (action === 'test') {
      const attempt = hookAttemptShape.parse(await client.call('POST', `${path}/test`))
      if (input.options.json === true) printJson(input.out, attempt)
      else input.out.write(`${told(attempt)}${attempt.answer ? `: ${attempt.answer}` : ''}\n`)
      return isThrough(attempt) ? 0 : 1
    }
    if (action === 'pause' || action === 'resume') {
      const state = action === 'pause' ? 'paused' : 'on'
      return show(hookShape.parse(await client.call('PATCH', path, { state })), input)
    }
    if (action === 'secret') {
      const endPrevious = input.options['end-previous'] === true
      const made = hookSecretShape.parse(await client.call('PUT', `${path}/secret`, { endPrevious }))
      if (input.options.json === true) printJson(input.out, made)
      else
        input.out.write(
          `${made.secret}\n${made.previousEndsAt === null ? 'The one before has ended.' : `Calls are signed with the one before as well until ${made.previousEndsAt}.`}\n`,
        )
      return 0
    }
    if (action !== 'remove') throw new UsageError(`"${action}" is none of ${ACTIONS}.`)
    await client.call('DELETE', path)
    if (input.options.json === true) printJson(input.out, hook)
    else input.out.write(`${hook.name} is called no more.\n`)
    return 0
  },
}

async function list(client: Client, input: CommandInput): Promise<0> {
  const { items } = hookListShape.parse(await client.call('GET', '/api/hooks'))
  if (items.length === 0 && input.options.json !== true)
    input.out.write('No other system is called when something changes.\n')
  for (const hook of items) show(hook, input)
  return 0
}

async function add(client: Client, url: string, { options, out }: CommandInput): Promise<0> {
  const kinds = String(options.kinds ?? '*')
    .split(',')
    .map((kind) => kind.trim())
  const name = options.name ?? URL.parse(url)?.host ?? url
  const made = madeHookShape.parse(await client.call('POST', '/api/hooks', { name, url, kinds }))
  if (options.json === true) printJson(out, made)
  else out.write(`${made.hook.id}  ${made.hook.name}\nIts secret, shown this once: ${made.secret}\n`)
  return 0
}

async function listDeliveries(client: Client, { id }: HookShown, { options, out }: CommandInput): Promise<0> {
  const { state } = options
  if (state !== undefined && !deliveryStates.includes(state as DeliveryState))
    throw new UsageError(`"${state}" is none of ${deliveryStates.join(', ')}.`)
  const query = `limit=200${state === undefined ? '' : `&state=${state}`}`
  const { items } = deliveryPage.parse(await client.call('GET', `/api/hooks/${id}/deliveries?${query}`))
  if (options.json === true) for (const delivery of items) printJson(out, delivery)
  else if (items.length === 0) out.write('There are none.\n')
  else for (const delivery of items) out.write(`${lineOf(delivery)}\n`)
  return 0
}

async function showDelivery(client: Client, id: string, { options, out }: CommandInput): Promise<0> {
  const delivery = deliveryDetailShape.parse(await client.call('GET', `/api/hook-deliveries/${id}`))
  if (options.json === true) printJson(out, delivery)
  else {
    out.write(`${lineOf(delivery)}\n${JSON.stringify(delivery.body)}\n`)
    for (const attempt of delivery.attempts)
      out.write(
        `  ${attempt.at}  ${told(attempt)} after ${attempt.ms} ms${attempt.answer ? `: ${attempt.answer}` : ''}\n`,
      )
  }
  return 0
}

/** Of a hook all that was given up; else the one delivery of that id. */
async function replay(client: Client, what: string, { options, out }: CommandInput): Promise<0> {
  const { items } = hookListShape.parse(await client.call('GET', '/api/hooks'))
  const hook = items.find((one) => isCalled(one, what))
  const from = options.from === undefined ? {} : { from: instant(String(options.from)) }
  if (hook === undefined) await client.call('POST', `/api/hook-deliveries/${what}/replay`)
  const { count } =
    hook === undefined
      ? { count: 1 }
      : replayedShape.parse(await client.call('POST', `/api/hooks/${hook.id}/replay`, from))
  if (options.json === true) printJson(out, { count })
  else out.write(`${count} sent again; a running server does so.\n`)
  return 0
}

function show(hook: HookShown, { options, out }: Pick<CommandInput, 'options' | 'out'>): 0 {
  if (options.json === true) {
    printJson(out, hook)
    return 0
  }
  const { id, name, kinds, state, offReason, last, waiting, dead } = hook
  const how = last === null ? 'never called yet' : last.delivered ? 'it works' : `fails: ${told(last)}`
  out.write(
    `${id}  ${name}: ${state}${offReason === null ? '' : ` (${offReason})`}; ${how}; ${waiting} waiting, ${dead} given up\n  ${hook.url}  ${kinds.join(', ')}\n`,
  )
  return 0
}

const lineOf = ({ id, kind, state, tries, nextTryAt, last }: Delivery): string =>
  `${id}  ${kind}  ${state}, ${tries} ${tries === 1 ? 'try' : 'tries'}${last === null ? '' : `, ${told(last)}`}${nextTryAt === null ? '' : `, next at ${nextTryAt}`}`

const isThrough = ({ status }: Pick<HookAttempt, 'status'>): boolean =>
  status !== null && status >= 200 && status < 300

const told = ({ status, trouble }: Pick<HookAttempt, 'status' | 'trouble'>): string =>
  status === null ? (trouble ?? 'no answer') : `HTTP ${status}`

const isCalled = ({ id, name }: HookShown, what: string): boolean =>
  id === what || name.toLowerCase() === what.toLowerCase()

async function findHook(client: Client, what: string): Promise<HookShown> {
  const { items } = hookListShape.parse(await client.call('GET', '/api/hooks'))
  const found = items.filter((hook) => isCalled(hook, what))
  const [hook] = found
  if (hook !== undefined && found.length === 1) return hook
  throw new Refusal('hook_not_found', `There is no webhook "${what}".`, 'See "plumbline hooks list".', {
    status: 404,
  })
}

function instant(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw new UsageError(`"${text}" is no instant: 2026-03-02T15:00:00Z.`)
  return at.toISOString()
}
