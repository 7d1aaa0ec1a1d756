import { createHmac, hkdfSync } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { decrypt, encrypt } from '../base/cipher.ts'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'

/** What a source told of an item beside its bytes. */
export type ItemDetails = Readonly<Record<string, string>>

/** Which row of `raw_item` is meant, and how it is kept. */
export type ItemKey = { tenantId: Id; id: Id; encoding: string }

/** What of a row is sealed, as the row has it. */
export type ItemColumns = {
  externalId: string
  path: string
  encoding: string
  body: Buffer
  details: ItemDetails | null
}

/** Seals what came in, and opens it; what is not sealed, it reads as it is. */
export type ItemSeal = {
  /** Whether what comes in is to be sealed: on a PostgreSQL server. The embedded database is sealed as a whole. */
  sealsNew: boolean
  /**
   * How a sealed row has an item's id. What is a hash of the content, which whoever guesses a short text could try, is hashed once
   * more under a key; a number that its source gave it tells nothing, and stays.
   */
  nameOf(sourceId: Id, externalId: string): string
  /** A row's columns, sealed for this row alone. What was emptied stays empty. */
  seal(row: { tenantId: Id; id: Id; sourceId: Id }, columns: ItemColumns): ItemColumns
  /** The same columns as they were before they were sealed. Refuses with `item_damaged`. */
  open(row: Omit<ItemKey, 'encoding'>, columns: ItemColumns): ItemColumns
  /** The bytes as they came. Refuses with `item_damaged`. */
  bytes(row: ItemKey & { body: Buffer }): Buffer
  /** Where it was at its source, and its id there. Refuses with `item_damaged`. */
  place(row: ItemKey & { path: string; externalId: string }): { path: string; externalId: string }
  /** What the source told of it. Refuses with `item_damaged`. */
  details(row: ItemKey & { details: ItemDetails | null }): ItemDetails | null
  /** What the source told of it, as a sealed row has it. */
  sealDetails(row: Omit<ItemKey, 'encoding'>, details: ItemDetails): ItemDetails
}

/** Packing the first tries hardest would cost more than the disk it saves. */
const DEFLATE_LEVEL = 3
/** SHA-256 of an item's bytes, or the number of a table's row and 64 bits of the hash of what is in it. */
const HASH_OF_CONTENT = /(^[0-9a-f]{64}|-[0-9a-f]{16})$/
/** The first byte of what is sealed: how the rest is packed. */
const PACKINGS = ['identity', 'deflate']

/** Packs bytes as they are stored; done before a transaction, it does not keep the database waiting. */
export function pack(bytes: Buffer): Buffer {
  return deflateRawSync(bytes, { level: DEFLATE_LEVEL })
}

/**
 * Seals under `key`, 256 bits, with AES-256-GCM: body, place and details, each bound to its firm, its row and what of it it is, so that
 * none opens elsewhere. 29 bytes more than the packed body, and about 90 and the base64 of it for the place.
 */
export function openItemSeal(key: Buffer, { sealsNew }: { sealsNew: boolean }): ItemSeal {
  const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `plumbline raw item ${use} 1`, 32))
  const [bodyKey, nameKey] = [derived('bodies'), derived('names')]
  const bound = ({ tenantId, id }: { tenantId: Id; id: Id }, what: string) =>
    Buffer.from(`raw_item/${tenantId}/${id}/${what}`)
  const opened = (row: { tenantId: Id; id: Id }, what: string, box: Buffer): Buffer => {
    try {
      return decrypt(bodyKey, box, bound(row, what))
    } catch (cause) {
      throw damaged(cause)
    }
  }
  const sealText = (row: { tenantId: Id; id: Id }, what: string, value: unknown) =>
    encrypt(bodyKey, JSON.stringify(value), bound(row, what)).toString('base64')
  const openText = (row: { tenantId: Id; id: Id }, what: string, text: string) =>
    JSON.parse(opened(row, what, Buffer.from(text, 'base64')).toString())
  const bodyOf = (row: ItemKey & { body: Buffer }): { encoding: string; body: Buffer } => {
    if (row.encoding !== 'sealed') return { encoding: row.encoding, body: row.body }
    if (row.body.length === 0) return { encoding: 'identity', body: row.body }
    const packed = opened(row, 'body', row.body)
    return { encoding: PACKINGS[packed[0] ?? 0] ?? 'identity', body: packed.subarray(1) }
  }
  const nameOf: ItemSeal['nameOf'] = (sourceId, externalId) =>
    HASH_OF_CONTENT.test(externalId)
      ? createHmac('sha256', nameKey).update(`${sourceId} ${externalId}`).digest('hex')
      : externalId
  const place: ItemSeal['place'] = (row) => {
    if (row.encoding !== 'sealed') return { path: row.path, externalId: row.externalId }
    const [path, externalId] = openText(row, 'place', row.path) as [string, string]
    return { path, externalId }
  }
  const details: ItemSeal['details'] = (row) =>
    row.encoding !== 'sealed' || row.details === null
      ? row.details
      : (openText(row, 'details', row.details.sealed ?? '') as ItemDetails)
  const sealDetails: ItemSeal['sealDetails'] = (row, told) => ({ sealed: sealText(row, 'details', told) })
  return {
    sealsNew,
    nameOf,
    seal: (row, columns) => {
      const { externalId, path, encoding, body, details: told } = columns
      if (encoding === 'sealed') return columns
      const packing = Buffer.of(PACKINGS.indexOf(encoding))
      return {
        externalId: nameOf(row.sourceId, externalId),
        path: sealText(row, 'place', [path, externalId]),
        encoding: 'sealed',
        body: body.length === 0 ? body : encrypt(bodyKey, Buffer.concat([packing, body]), bound(row, 'body')),
        details: told && sealDetails(row, told),
      }
    },
    open: (key, columns) => {
      const row = { ...key, ...columns }
      return { ...place(row), ...bodyOf(row), details: details(row) }
    },
    bytes: (row) => {
      const { encoding, body } = bodyOf(row)
      return encoding === 'deflate' ? inflateRawSync(body) : body
    },
    place,
    details,
    sealDetails,
  }
}

function damaged(cause: unknown): Refusal {
  return new Refusal(
    'item_damaged',
    'Something that came in is kept sealed, and does not open: it was changed, or was moved from where it was kept.',
    'Run "plumbline check", which names it. What it was comes back with a backup, or by importing it again.',
    { status: 500, cause },
  )
}
