import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { Refusal } from '../base/refusal.ts'
import {
  type MirrorMapping,
  type MirrorPreview,
  type MirrorShown,
  mirrorCheckShape,
  mirrorListShape,
  mirrorMappingShape,
  mirrorShape,
} from '../contract/mirrors.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

export const mirrorCommand: Command = {
  usage:
    'mirror [list] | mirror check|add NAME --mapping FILE | mirror sql|sync|pause|resume|remove MIRROR [--anyway]',
  summary:
    'Keeps another PostgreSQL database in step with ours. Its connection string is read from standard input, the mapping of its tables from a file.',
  options: { mapping: { type: 'string' }, anyway: { type: 'boolean' } },
  words: [0, 2],
  run: async (input) => {
    const [action = 'list', what] = input.words
    const { options, out } = input
    await using client = await openClient(input.config, { firm: options.firm as string | undefined })
    if (action === 'list' && what === undefined) return await list(client, input)
    if (what === undefined) throw new UsageError('Which mirror is missing.')
    if (action === 'check' || action === 'add') {
      const mapping = await readMapping(options.mapping)
      const databaseUrl = (await text(process.stdin)).trim()
      if (action === 'add')
        return show(
          mirrorShape.parse(await client.call('POST', '/api/mirrors', { label: what, databaseUrl, mapping })),
          input,
        )
      const found = mirrorCheckShape.parse(
        await client.call('POST', '/api/mirrors/check', { databaseUrl, mapping }),
      )
      if (options.json === true) printJson(out, found)
      else
        out.write(
          `It fits: customers ${found.customers ?? 'none'}, tickets ${found.tickets ?? 'none'}. Changes are ${found.notes ? '' : 'not '}noted there.\n${found.preview
            .filter(({ looked }) => looked > 0)
            .map(previewed)
            .join('')}`,
        )
      return 0
    }
    const mirror = await findMirror(client, what)
    if (action === 'sql') {
      const { install, remove } = mirrorCheckShape.parse(
        await client.call('GET', `/api/mirrors/${mirror.id}/look`),
      )
      if (options.json === true) printJson(out, { install, remove })
      else
        out.write(
          `-- To have changes noted there:\n${install}\n-- To take that away again:\n-- ${remove.trim().replaceAll('\n', '\n-- ')}\n`,
        )
      return 0
    }
    if (action === 'sync') {
      const now = mirrorShape.parse(await client.call('POST', `/api/mirrors/${mirror.id}/sync`, {}))
      show(now, input)
      return now.trouble === null ? 0 : 1
    }
    if (action === 'pause' || action === 'resume') {
      const state = action === 'pause' ? 'paused' : 'active'
      return show(
        mirrorShape.parse(await client.call('PATCH', `/api/mirrors/${mirror.id}`, { state })),
        input,
      )
    }
    if (action !== 'remove')
      throw new UsageError(`"${action}" is none of list, check, add, sql, sync, pause, resume and remove.`)
    await client.call('DELETE', `/api/mirrors/${mirror.id}?anyway=${options.anyway === true}`)
    if (options.json === true) printJson(out, mirror)
    else out.write(`Took ${mirror.label} away; the rows on both sides stay.\n`)
    return 0
  },
}

async function list(client: Client, input: CommandInput): Promise<0> {
  const { items } = mirrorListShape.parse(await client.call('GET', '/api/mirrors'))
  if (items.length === 0 && input.options.json !== true)
    input.out.write('There are no mirrors: everything is in one place.\n')
  for (const mirror of items) show(mirror, input)
  return 0
}

function show(mirror: MirrorShown, { options, out }: Pick<CommandInput, 'options' | 'out'>): 0 {
  if (options.json === true) {
    printJson(out, mirror)
    return 0
  }
  const { id, label, state, trouble, customers, tickets, waiting, setAside, conflicts, forgetting } = mirror
  const how =
    trouble ?? (state === 'paused' ? 'rests' : mirror.inStepAt === null ? 'being compared' : 'in step')
  out.write(
    `${id}  ${label}: ${how}; ${customers} customers, ${tickets} tickets, ${waiting} waiting, ${conflicts} conflicts\n`,
  )
  for (const { kind, reason, count } of setAside) out.write(`  set aside: ${count} ${kind}: ${reason}\n`)
  for (const { kind, key, reason } of forgetting)
    out.write(`  to be erased there: ${kind} ${key}${reason === null ? '' : `: ${reason}`}\n`)
  return 0
}

async function findMirror(client: Client, what: string): Promise<MirrorShown> {
  const { items } = mirrorListShape.parse(await client.call('GET', '/api/mirrors'))
  const found = items.filter(({ id, label }) => id === what || label.toLowerCase() === what.toLowerCase())
  const [mirror] = found
  if (mirror !== undefined && found.length === 1) return mirror
  throw new Refusal('mirror_not_found', `There is no mirror "${what}".`, 'See "plumbline mirror list".', {
    status: 404,
  })
}

async function readMapping(path: unknown): Promise<MirrorMapping> {
  if (typeof path !== 'string') throw new UsageError('The file of the mapping is missing: --mapping FILE.')
  const parsed = mirrorMappingShape.safeParse(await readJson(path))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(
    `The mapping does not fit: ${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')}`,
  )
}

/** What would become of the first rows, in counts: whoever reads along learns nothing of people. */
function previewed({ kind, looked, known, made, setAside }: MirrorPreview): string {
  const reasons = setAside.map(({ reason, count }) => `, ${count} set aside (${reason})`).join('')
  return `Of the first ${looked} ${kind}s: ${known} here already, ${made} would be made here${reasons}.\n`
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${path} is no JSON: ${error.message}`)
    throw new UsageError(`${path} cannot be read.`)
  }
}
