import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Store } from '../store/store.ts'
import {
  type BulkPurpose,
  type DataKey,
  type MacPurpose,
  openDataKeys,
  readDataKeys,
  readMasterKey,
  replaceMasterKey,
  unwrapKey,
} from './data-keys.ts'
import { type MasterKeySource, wrongMasterKey } from './master-key.ts'
import { type Holder, type Rotated, rotateSealingKey } from './rotate.ts'
import { keyIdOf, sealUnder, unreadable, unsealUnder } from './seal.ts'
import { holdSealingKey, type Writer } from './sealing-key.ts'
import { resealSecrets } from './secret.ts'

export type { About } from './archive/header.ts'
export { type Archive, type Entry, openArchive, readAbout } from './archive/read-archive.ts'
export { type Add, UNFINISHED, writeArchive } from './archive/write-archive.ts'
export type { MacPurpose } from './data-keys.ts'
export { parseKey, readCredential, readOrMakeKeyFile } from './key-file.ts'
export {
  examineMasterKey,
  firstMasterKey,
  type KeptKey,
  keepMasterKey,
  type MadeKey,
  type MasterKeySource,
  masterKeyCandidates,
  moveMasterKeyOut,
  wrongMasterKey,
} from './master-key.ts'
export { masterKeysFrom } from './master-keys.ts'
export { keyInRecoveryCode, writeRecoveryCode } from './recovery-code.ts'
export type { Holder, Placed, Reseal, Rotated } from './rotate.ts'
export { type Content, contentBytes, openSealedFiles, type SealedFiles } from './sealed-file.ts'
export type { Writer } from './sealing-key.ts'
export {
  deleteSecret,
  putSecret,
  readSecret,
  revealSecret,
  type SealedSecret,
  type SecretName,
  type SecretPurpose,
} from './secret.ts'

/** The installation's keys, and values sealed under them. */
export type Secrets = {
  /**
   * Seals a value for a place, such as `second_factor/<person>`: it opens for no other. The place begins with who keeps
   * it, so that a rotation is sure to come by. Call it in the transaction that stores the value: a rotation waits for
   * its end, and so finds it. Stored later, its key could be gone. Asking for the key takes 0.3 ms.
   */
  seal(tx: Writer, value: string | Uint8Array, place: string): Promise<Buffer>
  /**
   * Opens a value. Call it outside transactions: a key that another process has made is looked up. Refuses with
   * `sealed_unreadable` what was changed or belongs elsewhere, and what a rotation sealed anew since it was fetched.
   */
  unseal(sealed: Uint8Array, place: string): Promise<Buffer>
  /** The master key as it is now, for what leaves the installation under it: backups and exports. */
  masterKey(): Promise<Buffer>
  /** The key, 256 bits, to make keyed hashes with for a purpose. No rotation changes it. */
  macKey(purpose: MacPurpose): Buffer
  /** The key, 256 bits, to seal with what is too much to be sealed anew. No rotation changes it; a new master key wraps it anew. */
  bulkKey(purpose: BulkPurpose): Buffer
  /**
   * Makes a new key to seal under, seals every value anew, and deletes the keys before it. Everything opens all the
   * while, in every process. When it was killed, the next one does what it had left.
   */
  rotate(): Promise<Rotated>
  /**
   * Replaces the master key in its file; returns how many keys were wrapped under it. Killed at any point, it leaves what
   * opens. Refuses with `master_key_given` when the master key is not in the file.
   */
  replaceMasterKey(): Promise<number>
}

/**
 * Opens the keys, and makes them on the first run. The master key is where `masterKey` says; what is under the one
 * before it is wrapped anew. Refuses with `wrong_master_key`, and has touched nothing.
 * A rotation seals anew the secrets of `firms`, and what further `holders` keep, each by the name its places begin with.
 */
export async function openSecrets(input: {
  store: Pick<Store, 'pool' | 'write'>
  clock: Clock
  masterKey: MasterKeySource
  firms: () => Promise<readonly { id: Id }[]>
  holders?: Readonly<Record<string, Holder>>
}): Promise<Secrets> {
  const { store, clock, firms, masterKey: source } = input
  const io = { pool: store.pool, clock, source }
  const holders: Record<string, Holder> = {
    ...input.holders,
    secret: (reseal) => resealSecrets({ store, firms }, reseal),
  }
  /** Keys that were deleted since stay in it: somebody may have fetched a value just before. */
  const ring = new Map<Id, DataKey>()
  const learn = (keys: readonly DataKey[]) => {
    for (const key of keys) ring.set(key.id, key)
  }
  const presentKey = async (tx: Writer): Promise<DataKey> => {
    let before: Buffer | undefined
    for (;;) {
      const held = await holdSealingKey(tx)
      const key = ring.get(held.id) ?? unwrapKey(source, held)
      if (key !== undefined) {
        learn([key])
        return key
      }
      // Read just before the master key was replaced, and tried just after: then it is another the second time.
      if (before?.equals(held.wrapped)) throw wrongMasterKey(source)
      before = held.wrapped
    }
  }
  const lastingKey = (purpose: MacPurpose | BulkPurpose): Buffer => {
    const key = ring.values().find((one) => one.purpose === purpose)
    if (key === undefined) throw new Error(`There is no key for ${purpose}.`)
    return key.bytes
  }
  learn(await openDataKeys(io))
  return {
    seal: async (tx, value, place) => {
      const [holder = ''] = place.split('/')
      if (!Object.hasOwn(holders, holder))
        throw new Error(`A rotation would lose what is sealed for ${holder}/…: it is none of the holders.`)
      return sealUnder(await presentKey(tx), value, place)
    },
    unseal: async (sealed, place) => {
      const id = keyIdOf(sealed)
      if (id === undefined) throw unreadable()
      if (!ring.has(id)) learn(await readDataKeys(io))
      const key = ring.get(id)
      if (key === undefined) throw unreadable()
      return unsealUnder(key.bytes, sealed, place)
    },
    masterKey: () => readMasterKey(io),
    macKey: lastingKey,
    bulkKey: lastingKey,
    rotate: () => rotateSealingKey(io, { holders: Object.values(holders), presentKey }),
    replaceMasterKey: () => replaceMasterKey(io),
  }
}
