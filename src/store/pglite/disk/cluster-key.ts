import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decrypt, encrypt, newKey } from '../../../base/cipher.ts'
import { replaceFileSync } from '../../../base/durable.ts'
import { Refusal } from '../../../base/refusal.ts'

/** Where master keys are from. All are 32 bytes. */
export type MasterKeys = {
  /** Those that may be the one, likeliest first. */
  candidates(): Buffer[]
  /** The one that something new is put under; made when there is none. */
  first(): Buffer
}

/** `sealing`: some files are sealed and some are not, because sealing them was cut off. */
export type ClusterState = 'plain' | 'sealing' | 'sealed'

/** `db.key.json`: the cluster's own key, wrapped under the master key, so that a new master key changes this file alone. */
type KeyFile = { version: 1; state: 'sealing' | 'sealed'; wrapped: string }

/** Whether the cluster of a data folder is sealed. */
export function clusterState(dataDir: string): ClusterState {
  return existsSync(keyPath(dataDir)) ? readKeyFile(dataDir).state : 'plain'
}

/** The key of a sealed cluster. Refuses with `master_key_missing` without any key, and `wrong_master_key` when none opens it. */
export function openClusterKey(dataDir: string, masterKeys: MasterKeys | undefined): Buffer {
  const { wrapped } = readKeyFile(dataDir)
  const candidates = masterKeys?.candidates() ?? []
  if (candidates.length === 0)
    throw new Refusal(
      'master_key_missing',
      `The database in ${dataDir} is sealed, and there is no master key.`,
      'Set PLUMBLINE_MASTER_KEY or PLUMBLINE_MASTER_KEY_FILE, or make the key file again from its recovery code: plumbline secrets recover. Nothing was changed.',
      { status: 503 },
    )
  for (const candidate of candidates) {
    const key = unwrap(wrapped, candidate)
    if (key !== undefined) return key
  }
  throw new Refusal(
    'wrong_master_key',
    `The database in ${dataDir} is sealed under another master key than the one at hand.`,
    'Put the right key back from where you keep its copy, or by its recovery code: plumbline secrets recover. Nothing was changed.',
    { status: 503 },
  )
}

/** Makes a key for a cluster that has none, and has it on the disk before it is used. */
export function makeClusterKey(dataDir: string, masterKeys: MasterKeys, state: KeyFile['state']): Buffer {
  const key = newKey()
  writeKeyFile(dataDir, { version: 1, state, wrapped: wrap(key, masterKeys.first()) })
  return key
}

/** Notes that every file of the cluster is sealed. */
export function noteSealed(dataDir: string): void {
  writeKeyFile(dataDir, { ...readKeyFile(dataDir), state: 'sealed' })
}

/** Puts the cluster's key under another master key, in one step; changes nothing where it is under it, or there is none. */
export function rewrapClusterKey(dataDir: string, masterKeys: MasterKeys, masterKey: Buffer): void {
  if (clusterState(dataDir) === 'plain') return
  const file = readKeyFile(dataDir)
  if (unwrap(file.wrapped, masterKey) !== undefined) return
  const key = openClusterKey(dataDir, masterKeys)
  writeKeyFile(dataDir, { ...file, wrapped: wrap(key, masterKey) })
}

function keyPath(dataDir: string): string {
  return join(dataDir, 'db.key.json')
}

function readKeyFile(dataDir: string): KeyFile {
  return JSON.parse(readFileSync(keyPath(dataDir), 'utf8'))
}

function writeKeyFile(dataDir: string, file: KeyFile): void {
  replaceFileSync(keyPath(dataDir), `${JSON.stringify(file, null, 2)}\n`)
}

/** What its being wrapped is bound to, so that nothing else wrapped under the master key passes for it. */
const PURPOSE = Buffer.from('plumbline cluster key 1')

function wrap(key: Buffer, masterKey: Buffer): string {
  return encrypt(masterKey, key, PURPOSE).toString('base64')
}

/** undefined when it is under another master key. */
function unwrap(wrapped: string, masterKey: Buffer): Buffer | undefined {
  try {
    return decrypt(masterKey, Buffer.from(wrapped, 'base64'), PURPOSE)
  } catch {
    return undefined
  }
}
