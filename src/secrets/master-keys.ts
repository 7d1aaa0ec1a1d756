import type { MasterKeys } from '../store/store.ts'
import { firstMasterKey, type MasterKeySource, masterKeyCandidates } from './master-key.ts'

/** The master keys of an installation, for what is opened before any secret is: the embedded database. */
export function masterKeysFrom(source: MasterKeySource): MasterKeys {
  return { candidates: () => masterKeyCandidates(source), first: () => firstMasterKey(source) }
}
