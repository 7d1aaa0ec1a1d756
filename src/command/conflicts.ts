import { conflictCountsShape, conflictPage, type FieldValue } from '../contract/conflicts.ts'
import { openClient } from './client.ts'
import { type Command, printJson, UsageError } from './command.ts'

export const conflictsCommand: Command = {
  usage:
    'conflicts [list] [--settled] | conflicts first|second|undo CONFLICT | conflicts say CONFLICT --value TEXT',
  summary: 'Shows what two changed from the same base, decides which of both holds, or takes that back.',
  options: { settled: { type: 'boolean' }, value: { type: 'string' } },
  words: [0, 2],
  run: async ({ words: [action = 'list', id], config, options, out }) => {
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    if (action === 'list' && id === undefined) {
      const state = options.settled === true ? 'settled' : 'open'
      const { items } = conflictPage.parse(
        await client.call('GET', `/api/conflicts?state=${state}&limit=200`),
      )
      if (options.json === true) for (const conflict of items) printJson(out, conflict)
      else if (items.length === 0)
        out.write(state === 'open' ? 'Nothing waits.\n' : 'Nothing was settled yet.\n')
      else
        for (const { id, kind, entityLabel, entityId, field, first, firstBy, second, secondBy, now } of items)
          out.write(
            `${id}  ${kind} ${entityLabel ?? entityId}, ${field}: ${told(first)} (${firstBy ?? 'as it came'}) or ${told(second)} (${secondBy}); holds: ${told(now)}\n`,
          )
      return 0
    }
    if (id === undefined) throw new UsageError('Which conflict is missing.')
    if (action === 'say' && options.value === undefined)
      throw new UsageError('What shall hold is missing: --value TEXT.')
    if (action === 'undo') await client.call('POST', `/api/conflicts/${id}/undo`, {})
    else if (action === 'first' || action === 'second')
      await client.call('POST', `/api/conflicts/${id}/settle`, { choose: action })
    else if (action === 'say' && typeof options.value === 'string')
      await client.call('POST', `/api/conflicts/${id}/settle`, { value: options.value })
    else throw new UsageError(`"${action}" is none of list, first, second, say and undo.`)
    const { open } = conflictCountsShape.parse(await client.call('GET', '/api/conflicts/counts'))
    if (options.json === true) printJson(out, { id, open })
    else out.write(`${action === 'undo' ? 'It waits again' : 'Decided'}; ${open} wait.\n`)
    return 0
  },
}

function told(value: FieldValue): string {
  return value === null ? 'nothing' : typeof value === 'string' ? `"${value}"` : value.join(', ')
}
