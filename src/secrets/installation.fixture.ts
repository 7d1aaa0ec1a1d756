import assert from 'node:assert/strict'
import { newFirm } from '../../test/kit/store.ts'
import { systemClock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { openStore, type Store } from '../store/store.ts'
import {
  type Holder,
  openSecrets,
  putSecret,
  revealSecret,
  type SecretName,
  type Secrets,
} from './secrets.ts'

/** Where an installation keeps its things, and the master keys in the environment. */
export type Place = {
  databaseUrl: string
  dataDir: string
  masterKey?: Buffer | undefined
  previousMasterKey?: Buffer | undefined
}

/** What one process has of an installation. */
export type Process = AsyncDisposable & { store: Store; secrets: Secrets }

/** Opens an installation as a process of its own does. `onMigrated` is told when the store is open. */
export async function startProcess(place: Place, onMigrated?: () => void): Promise<Process> {
  await using opened = new AsyncDisposableStack()
  const store = opened.use(await openStore({ databaseUrl: place.databaseUrl }))
  onMigrated?.()
  const secrets = await openSecretsOf(store, place)
  const held = opened.move()
  return { store, secrets, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

export function openSecretsOf(
  store: Store,
  place: Omit<Place, 'databaseUrl'>,
  holders: Record<string, Holder> = {},
): Promise<Secrets> {
  const firms = async () => (await store.pool.query<{ id: Id }>('select tenant_id as id from tenant')).rows
  const { dataDir, masterKey: given, previousMasterKey: previous } = place
  return openSecrets({ store, clock: systemClock, firms, holders, masterKey: { dataDir, given, previous } })
}

/** A secret of a firm and what it says. */
export type Kept = SecretName & { value: string }

/** Gives a firm a secret. */
export async function keep(
  { store, secrets }: Pick<Process, 'store' | 'secrets'>,
  tenantId: Id,
  value: string,
): Promise<Kept> {
  const name: SecretName = { tenantId, id: newId(systemClock), purpose: 'imap_password' }
  await store.write(tenantId, (tx) => putSecret(tx, { ...name, value, secrets, clock: systemClock }))
  return { ...name, value }
}

/** New firms with `count` secrets each. */
export async function keepInFirms(
  { store, secrets }: Pick<Process, 'store' | 'secrets'>,
  { firms, count }: { firms: number; count: number },
): Promise<Kept[]> {
  const kept: Kept[] = []
  for (let firm = 0; firm < firms; firm++) {
    const tenantId = await newFirm(store, `Firm ${firm}`)
    await store.write(tenantId, async (tx) => {
      for (let n = 0; n < count; n++) {
        const name: SecretName = { tenantId, id: newId(systemClock), purpose: 'webhook_secret' }
        const value = `wrench ${firm}.${n}`
        await putSecret(tx, { ...name, value, secrets, clock: systemClock })
        kept.push({ ...name, value })
      }
    })
  }
  return kept
}

export async function assertAllOpen(
  process: Pick<Process, 'store' | 'secrets'>,
  kept: readonly Kept[],
): Promise<void> {
  for (const { value, ...name } of kept)
    assert.equal((await revealSecret(process, name))?.toString(), value, 'every secret opens')
}

/** Ids of the keys to seal under, newest last: one, once a rotation is done. */
export async function sealingKeys({ pool }: Pick<Store, 'pool'>): Promise<Id[]> {
  const { rows } = await pool.query("select id from auth.data_key where purpose = 'sealing' order by id")
  return rows.map(({ id }) => id)
}
