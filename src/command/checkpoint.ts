import { checkpointDifferenceShape, checkpointList, checkpointShape } from '../contract/auditor.ts'
import { type Client, openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'

export const checkpointCommand: Command = {
  usage: 'checkpoint make NAME | checkpoint compare NAME [OTHER] | checkpoint list | checkpoint remove NAME',
  summary:
    'Keeps the firm’s state in hashes under a name, and compares it with another, or with how all is now.',
  words: [1, 3],
  run: async (input) => {
    const [action, name, other] = input.words
    await using client = await openClient(input.config, { firm: input.options.firm as string | undefined })
    if (action === 'list' && name === undefined) return await list(client, input)
    if (name === undefined) throw new UsageError('The name is missing.')
    if (action === 'compare') return await compare(client, { name, other: other ?? 'now' }, input)
    if (other !== undefined) throw new UsageError(`"${other}" is too much.`)
    if (action === 'make') return await make(client, name, input)
    if (action === 'remove') return await remove(client, name, input)
    throw new UsageError(`"${action}" is none of make, compare, list and remove.`)
  },
}

async function make(client: Client, name: string, { options, out }: CommandInput): Promise<0> {
  const made = checkpointShape.parse(await client.call('POST', '/api/checkpoints', { name }))
  if (options.json === true) printJson(out, made)
  else out.write(`${made.name}: ${made.rows} rows in ${made.tables.length} tables, ${made.hash}\n`)
  return 0
}

async function list(client: Client, { options, out }: CommandInput): Promise<0> {
  const { items } = checkpointList.parse(await client.call('GET', '/api/checkpoints'))
  for (const one of items) {
    if (options.json === true) printJson(out, one)
    else out.write(`${one.endedAt}  ${one.name}: ${one.rows} rows, ${one.hash}\n`)
  }
  if (items.length === 0 && options.json !== true) out.write('There are no checkpoints yet.\n')
  return 0
}

/** Exit code 0 when the two are equal, 1 when they are not. */
async function compare(
  client: Client,
  { name, other }: { name: string; other: string },
  { options, out }: CommandInput,
): Promise<0 | 1> {
  const path = `/api/checkpoints/${encodeURIComponent(name)}/compare?with=${encodeURIComponent(other)}`
  const found = checkpointDifferenceShape.parse(await client.call('GET', path))
  if (options.json === true) printJson(out, found)
  else {
    if (found.equal) out.write(`Equal: ${found.after.rows} rows, ${found.after.hash}\n`)
    for (const { table, rowsBefore, rowsAfter, ranges, rangeCount } of found.tables) {
      out.write(`${table}: ${rowsBefore} rows, then ${rowsAfter}; ${rangeCount} stretches differ\n`)
      for (const range of ranges)
        out.write(
          `    from ${range.after ?? 'the beginning'} to ${range.upTo ?? 'the end'}: ${range.rowsBefore} rows, then ${range.rowsAfter}\n`,
        )
    }
    if (!found.after.oneMoment)
      out.write(
        'The embedded database was read in pieces: what was written meanwhile may be among what differs.\n',
      )
  }
  return found.equal ? 0 : 1
}

async function remove(client: Client, name: string, { options, out }: CommandInput): Promise<0> {
  const { items } = checkpointList.parse(await client.call('GET', '/api/checkpoints'))
  const found = items.find((one) => one.name === name || one.id === name)
  if (found === undefined) throw new UsageError(`There is no checkpoint "${name}".`)
  await client.call('DELETE', `/api/checkpoints/${found.id}`)
  if (options.json === true) printJson(out, found)
  else out.write(`Took the checkpoint ${found.name} away.\n`)
  return 0
}
