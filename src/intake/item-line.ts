import type { Id } from '../base/ids.ts'
import type { ItemColumns, ItemSeal } from './item-seal.ts'

/** The table whose rows these are. */
export const RAW_ITEMS = 'raw_item'

/** A row as jsonb has it, without its firm. */
type Line = {
  id: Id
  source_id: Id
  external_id: string
  path: string
  encoding: string
  body: string
  details: Record<string, string> | null
}

/**
 * Rows of `raw_item` as `readRows` carries them, opened: what leaves a firm, and what its state is compared by, is what it would be had
 * nothing been sealed. The text is that of PostgreSQL's jsonb, to the byte. Refuses with `item_damaged`.
 */
export function openLines(
  itemSeal: ItemSeal,
  { tenantId, lines }: { tenantId: Id; lines: readonly string[] },
): string[] {
  return lines.map((text) => {
    const line = JSON.parse(text) as Line
    if (line.encoding !== 'sealed') return text
    return jsonbText({ ...line, ...namesOf(itemSeal.open({ tenantId, id: line.id }, columnsOf(line))) })
  })
}

/** The same rows sealed for a firm, where what comes in is to be sealed. */
export function sealLines(
  itemSeal: ItemSeal,
  { tenantId, lines }: { tenantId: Id; lines: readonly string[] },
): string[] {
  if (!itemSeal.sealsNew) return [...lines]
  return lines.map((text) => {
    const line = JSON.parse(text) as Line
    const row = { tenantId, id: line.id, sourceId: line.source_id }
    return JSON.stringify({ ...line, ...namesOf(itemSeal.seal(row, columnsOf(line))) })
  })
}

function columnsOf({ external_id: externalId, path, encoding, body, details = null }: Line): ItemColumns {
  return { externalId, path, encoding, body: Buffer.from(body.replace(/^\\x/, ''), 'hex'), details }
}

function namesOf({ externalId, path, encoding, body, details }: ItemColumns) {
  return { external_id: externalId, path, encoding, body: `\\x${body.toString('hex')}`, details }
}

/** As jsonb is written (PostgreSQL manual, 8.14): keys by length and then by bytes, with spaces; for objects of text, numbers and null. */
function jsonbText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const pairs = Object.entries(value)
    .map(([key, one]) => ({ key: Buffer.from(key), text: `${JSON.stringify(key)}: ${jsonbText(one)}` }))
    .sort((a, b) => a.key.length - b.key.length || Buffer.compare(a.key, b.key))
  return `{${pairs.map(({ text }) => text).join(', ')}}`
}
