import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { restoreBackup } from '../backups/backups.ts'
import { restoredShape } from '../contract/portability.ts'
import { keyInRecoveryCode, masterKeyCandidates, readAbout } from '../secrets/secrets.ts'
import { haveFirm, openClient } from './client.ts'
import { type Command, type CommandInput, printJson } from './command.ts'
import { askForCode } from './recovery-code.ts'

export const restoreCommand: Command = {
  usage: 'restore FILE [--to DIR] [--code]',
  summary:
    'Puts a backup into an empty place (the data folder; --code: reads the recovery code of its key from standard input), or a firm’s export, a file or folder, into an empty installation.',
  options: { to: { type: 'string' }, code: { type: 'boolean' } },
  words: [1, 1],
  run: async (input) => {
    const path = resolve(input.words[0] ?? '')
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
    if (isFolder) return restoreFirm(input, { dir: path })
    return (await readAbout(path)).kind === 'firm'
      ? restoreFirm(input, { file: path })
      : restoreAll(input, path)
  },
}

async function restoreFirm(
  { config, options, out }: CommandInput,
  place: { dir: string } | { file: string },
): Promise<0> {
  const code = options.code === true ? { code: await askForCode() } : {}
  await using client = await openClient(config, { firm: options.firm as string | undefined })
  if (options.firm === undefined) await haveFirm(client)
  const done = restoredShape.parse(await client.call('POST', '/api/restore', { ...place, ...code }))
  if (options.json === true) printJson(out, done)
  else out.write(`Restored ${done.rows} rows.\n`)
  return 0
}

/** Works on files alone: there is no installation yet that could be asked. */
async function restoreAll({ config, options, out }: CommandInput, path: string): Promise<0> {
  const here = { dataDir: config.dataDir, ...config.masterKey }
  const masters = options.code === true ? [keyInRecoveryCode(await askForCode())] : masterKeyCandidates(here)
  const dataDir = typeof options.to === 'string' ? resolve(options.to) : config.dataDir
  const done = await restoreBackup(path, {
    masters,
    key: { ...here, dataDir },
    databaseUrl: config.databaseUrl,
    toolFolders: config.toolFolders,
  })
  if (options.json === true) printJson(out, done)
  else
    out.write(
      `Restored ${done.files.toLocaleString('en')} files, as they were at ${done.madeAt}, into ${done.dataDir}.\n${dataDir === config.dataDir ? '' : `Start it with PLUMBLINE_DATA_DIR=${dataDir}.\n`}Who was erased since then is there again: erase them again.\n`,
    )
  return 0
}
