import { type Rotated, rotatedShape } from '../contract/secrets.ts'
import { openClient } from './client.ts'
import { type Command, printJson, UsageError } from './command.ts'

export const secretsCommand: Command = {
  usage: 'secrets rotate [--master]',
  summary:
    'Replaces the key that secrets are sealed under, or the master key; all goes on working meanwhile.',
  options: { master: { type: 'boolean' } },
  words: [1, 1],
  run: async ({ config, words: [action], options, out }) => {
    if (action !== 'rotate') throw new UsageError(`"${action}" is not rotate.`)
    const key = options.master === true ? 'master' : 'sealing'
    await using client = await openClient(config)
    const done = rotatedShape.parse(await client.call('POST', '/api/secrets/rotate', { key }))
    if (options.json === true) printJson(out, done)
    else out.write(`${sentence(done)}\n`)
    return 0
  },
}

function sentence({ key, resealed, unreadable, keysDeleted, keysWrapped }: Rotated): string {
  if (key === 'master') return `Replaced the master key; ${counted(keysWrapped, 'key')} went over to it.`
  const left = unreadable === 0 ? '' : ` ${counted(unreadable, 'value')} could not be opened and stayed.`
  return `Made a new key, sealed ${counted(resealed, 'value')} anew and deleted ${counted(keysDeleted, 'old key')}.${left}`
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
