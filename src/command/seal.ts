import { join } from 'node:path'
import { listFirms } from '../access/access.ts'
import { systemClock } from '../base/clock.ts'
import type { Config } from '../config.ts'
import { openMediaFolder, type SealedMedia } from '../inbox/inbox.ts'
import { openItemSeal, sealRawItems } from '../intake/intake.ts'
import { masterKeysFrom, moveMasterKeyOut, openSecrets, type Secrets } from '../secrets/secrets.ts'
import { openStore, rewrapClusterKey, type Store, sealEmbedded } from '../store/store.ts'
import { type Command, printJson } from './command.ts'

export const sealCommand: Command = {
  usage: 'seal',
  summary:
    'Seals what an earlier version kept in the clear: the embedded database, or what came in to one on a server, and media; and moves the master key out of the data folder. Stop the server first; it goes on where it was cut off.',
  words: [0, 0],
  run: async ({ config, options, out }) => {
    const { dataDir } = config
    const source = { dataDir, ...config.masterKey }
    const database =
      config.databaseUrl === undefined ? await sealEmbedded(dataDir, masterKeysFrom(source)) : null
    const { items, media } = await sealRest(config)
    const keyFile = moveMasterKeyOut(source)
    if (options.json === true) printJson(out, { database, items, media, keyFile: keyFile ?? null })
    else {
      if (database !== null)
        out.write(
          database.files === 0
            ? 'The database is sealed already.\n'
            : `Sealed ${database.sealed} of ${database.files} files of the database; the others were already, or are empty.\n`,
        )
      if (items !== null)
        out.write(
          items.sealed === 0
            ? 'What came in is sealed already.\n'
            : `Sealed ${items.sealed} ${items.sealed === 1 ? 'item' : 'items'} of what came in.\n`,
        )
      out.write(sentenceOn(media))
      if (media.sealed + (items?.sealed ?? 0) + (database?.sealed ?? 0) > 0)
        out.write('What was on the disk before is gone for good once the disk has written over it.\n')
      if (keyFile !== undefined) out.write(`The master key is in ${keyFile} now.\n`)
    }
    return 0
  },
}

/** How many raw items were sealed. */
type SealedItems = { sealed: number }

/** Seals what is sealed under keys that are in the database. */
async function sealRest({
  databaseUrl,
  dataDir,
  masterKey,
}: Config): Promise<{ items: SealedItems | null; media: SealedMedia }> {
  const source = { dataDir, ...masterKey }
  const masterKeys = masterKeysFrom(source)
  await using store = await openStore({ databaseUrl, dataDir, masterKeys })
  const adopt = (key: Buffer) => rewrapClusterKey(dataDir, masterKeys, key)
  const secrets = await openSecrets({
    ...{ store, clock: systemClock, firms: async () => [] },
    masterKey: store.kind === 'pglite' ? { ...source, adopt } : source,
  })
  const items = store.kind === 'pglite' ? null : await sealItems(store, secrets)
  return { items, media: await openMediaFolder(join(dataDir, 'media'), secrets.bulkKey('media')).seal() }
}

/** Seals what came in, of all firms. What is replaced by it, the server may write over from then on. */
async function sealItems(store: Store, secrets: Secrets): Promise<SealedItems> {
  const itemSeal = openItemSeal(secrets.bulkKey('raw_item'), { sealsNew: true })
  let sealed = 0
  for (const { id: tenantId } of await listFirms(store.pool))
    sealed += await sealRawItems({ store, itemSeal }, { tenantId })
  if (sealed > 0) await store.vacuum()
  return { sealed }
}

function sentenceOn({ sealed, damaged }: SealedMedia): string {
  const done =
    sealed === 0
      ? 'Media: there is nothing left to seal.\n'
      : `Sealed ${sealed} ${sealed === 1 ? 'file' : 'files'} of media.\n`
  if (damaged === 0) return done
  return `${done}${damaged} could not be: they are not what was kept. Run "plumbline check", which names them.\n`
}
