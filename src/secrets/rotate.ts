import type { Id } from '../base/ids.ts'
import { type DataKey, type DataKeyIo, deleteKeys, replaceSealingKey } from './data-keys.ts'
import { keyIdOf, sealUnder, unsealUnder } from './seal.ts'
import type { Writer } from './sealing-key.ts'

/** A sealed value, and the place it was sealed for. */
export type Placed = { sealed: Buffer; place: string }

/**
 * Seals values anew, in the transaction that stores what comes back; null for a value that stays as it is, because it is
 * under a newer key already, or does not open.
 */
export type Reseal = (tx: Writer, values: readonly Placed[]) => Promise<(Buffer | null)[]>

/** Whoever keeps sealed values: shows all of them to `reseal`, some hundred to a transaction, locked as they are read. */
export type Holder = (reseal: Reseal) => Promise<void>

/** What a rotation did. */
export type Rotated = {
  /** Values that were sealed under the new key. */
  resealed: number
  /** Values under an old key that do not open. They stay as they are, and so does that key. */
  unreadable: number
  /** Keys that nothing was under any more. */
  keysDeleted: number
}

/**
 * Rotates the key to seal under. What is under the keys that are retired by now is sealed anew, after which these can
 * go; what another rotation retires meanwhile is for that one to do.
 */
export async function rotateSealingKey(
  io: DataKeyIo,
  input: {
    holders: readonly Holder[]
    /** The key to seal under, until the transaction ends. */
    presentKey(tx: Writer): Promise<DataKey>
  },
): Promise<Rotated> {
  const retired = await replaceSealingKey(io)
  const stillUsed = new Set<Id>()
  let resealed = 0
  let unreadable = 0
  const reseal: Reseal = async (tx, values) => {
    const present = await input.presentKey(tx)
    return values.map(({ sealed, place }) => {
      const key = retired.find(({ id }) => id === keyIdOf(sealed))
      if (key === undefined) return null
      try {
        const fresh = sealUnder(present, unsealUnder(key.bytes, sealed, place), place)
        resealed++
        return fresh
      } catch {
        stillUsed.add(key.id)
        unreadable++
        return null
      }
    })
  }
  for (const holder of input.holders) await holder(reseal)
  const unused = retired.map(({ id }) => id).filter((id) => !stillUsed.has(id))
  return { resealed, unreadable, keysDeleted: await deleteKeys(io, unused) }
}
