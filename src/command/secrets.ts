import { type Rotated, rotatedShape } from '../contract/secrets.ts'
import {
  keepMasterKey,
  keyInRecoveryCode,
  masterKeyCandidates,
  moveMasterKeyOut,
  writeRecoveryCode,
  wrongMasterKey,
} from '../secrets/secrets.ts'
import { openClient } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'
import { askForCode } from './recovery-code.ts'

export const secretsCommand: Command = {
  usage: 'secrets rotate [--master] | secrets code | secrets recover | secrets move',
  summary:
    'Replaces the key that secrets are sealed under, or the master key; shows the master key’s recovery code to write down; makes the key file again from that code, read from standard input; moves a key that is inside the data folder out of it.',
  options: { master: { type: 'boolean' } },
  words: [1, 1],
  run: async (input) => {
    const [action] = input.words
    if (action === 'rotate') return rotate(input)
    if (action === 'code') return showCode(input)
    if (action === 'recover') return recover(input)
    if (action === 'move') return moveOut(input)
    throw new UsageError(`"${action}" is none of rotate, code, recover, move.`)
  },
}

async function rotate({ config, options, out }: CommandInput): Promise<0> {
  const key = options.master === true ? 'master' : 'sealing'
  await using client = await openClient(config)
  const done = rotatedShape.parse(await client.call('POST', '/api/secrets/rotate', { key }))
  if (options.json === true) printJson(out, done)
  else out.write(`${sentence(done)}\n`)
  return 0
}

/** Only who can read the key can ask for its code: the file says who that is. */
async function showCode({ config, options, out }: CommandInput): Promise<0> {
  const source = { dataDir: config.dataDir, ...config.masterKey }
  const [key] = masterKeyCandidates(source)
  if (key === undefined) throw wrongMasterKey(source)
  const code = writeRecoveryCode(key)
  if (options.json === true) printJson(out, { code })
  else out.write(`${code}\n`)
  return 0
}

async function recover({ config, options, out }: CommandInput): Promise<0> {
  const key = keyInRecoveryCode(await askForCode())
  const file = keepMasterKey({ dataDir: config.dataDir, ...config.masterKey }, key)
  if (options.json === true) printJson(out, { file })
  else out.write(`The master key is in ${file}.\n`)
  return 0
}

async function moveOut({ config, options, out }: CommandInput): Promise<0> {
  const file = moveMasterKeyOut({ dataDir: config.dataDir, ...config.masterKey }) ?? null
  if (options.json === true) printJson(out, { file })
  else
    out.write(
      file === null
        ? 'The master key is not inside the data folder.\n'
        : `The master key is in ${file} now.\n`,
    )
  return 0
}

function sentence({ key, resealed, unreadable, keysDeleted, keysWrapped }: Rotated): string {
  if (key === 'master')
    return `Replaced the master key; ${counted(keysWrapped, 'key')} went over to it.\nThe recovery code is another one now: write down what "plumbline secrets code" shows, and keep the one before as long as backups of that time.`
  const left = unreadable === 0 ? '' : ` ${counted(unreadable, 'value')} could not be opened and stayed.`
  return `Made a new key, sealed ${counted(resealed, 'value')} anew and deleted ${counted(keysDeleted, 'old key')}.${left}`
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
