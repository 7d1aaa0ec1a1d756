import { Refusal } from '../base/refusal.ts'
import { masterKeysFrom, moveMasterKeyOut } from '../secrets/secrets.ts'
import { sealEmbedded } from '../store/store.ts'
import { type Command, printJson } from './command.ts'

export const sealCommand: Command = {
  usage: 'seal',
  summary:
    'Seals the embedded database of a data folder that was made without, and moves the master key out of the folder. Stop the server first; it goes on where it was cut off.',
  words: [0, 0],
  run: async ({ config, options, out }) => {
    const { dataDir } = config
    if (config.databaseUrl !== undefined)
      throw new Refusal(
        'wrong_database_kind',
        'The database is a PostgreSQL server, whose files are its own.',
        'Put the server on an encrypted volume; docs/operations.md says more.',
      )
    const source = { dataDir, ...config.masterKey }
    const done = await sealEmbedded(dataDir, masterKeysFrom(source))
    const keyFile = moveMasterKeyOut(source)
    if (options.json === true) printJson(out, { ...done, keyFile: keyFile ?? null })
    else {
      out.write(
        done.files === 0
          ? 'The database is sealed already.\n'
          : `Sealed ${done.sealed} of ${done.files} files; the others were already, or are empty. What was on the disk before is gone for good once the disk has written over it.\n`,
      )
      if (keyFile !== undefined) out.write(`The master key is in ${keyFile} now.\n`)
    }
    return 0
  },
}
