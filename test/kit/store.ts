import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/base/clock.ts'
import { type Id, newId } from '../../src/base/ids.ts'
import { openStore, type Store, schemaFingerprint } from '../../src/store/store.ts'
import { madeOnce } from './made-once.ts'

/** A folder that goes away with its owner, and with the key that an installation right in it has beside it. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
  return {
    path,
    [Symbol.dispose]: () => {
      for (const one of [path, `${path}.key`]) rmSync(one, { recursive: true, force: true })
    },
  }
}

/**
 * A data folder with a migrated, empty embedded database at `path`: copied from one that is made once per
 * schema, because making one takes seconds and copying it a tenth of one.
 */
export async function prepareDataDir(path: string): Promise<void> {
  const template = join(tmpdir(), `plumbline-template-${schemaFingerprint()}`)
  await madeOnce(template, async (draft) => {
    await (await openStore({ dataDir: draft }))[Symbol.asyncDispose]()
  })
  cpSync(template, path, { recursive: true })
}

/** A migrated, empty database of its own: embedded, or on a server when a connection string is given. */
export async function openTestStore(databaseUrl?: string): Promise<Store> {
  if (databaseUrl !== undefined) return openStore({ databaseUrl })
  const folder = temporaryFolder()
  const dataDir = join(folder.path, 'data')
  await prepareDataDir(dataDir)
  const store = await openStore({ dataDir })
  const close = store[Symbol.asyncDispose]
  return Object.assign(store, {
    [Symbol.asyncDispose]: async () => {
      await close()
      folder[Symbol.dispose]()
    },
  })
}

/** A new firm in `store`; returns its id. */
export async function newFirm(store: Store, name = 'Harbor Plumbing'): Promise<Id> {
  const tenantId = newId(systemClock)
  await store.write(tenantId, (tx) =>
    tx.insertInto('tenant').values({ name, timeZone: 'America/Chicago' }).execute(),
  )
  return tenantId
}
