import { sql } from 'kysely'
import type { Tx } from '../store/store.ts'
import { type Address, addressRuleVersion, normalizeAddress } from './address.ts'

/** Longer texts are read anew each time: they are no addresses, and an index entry is limited. */
const CACHED_LENGTH_MAX = 254

/**
 * What each of `written` is, by the text as written. `region` is the ISO 3166 country whose plan reads numbers
 * without a country code. Answers are kept in `phone_normalization`; costs one statement, or two with new ones.
 */
export async function normalizeAddresses(
  tx: Tx,
  input: { region: string; written: readonly string[] },
): Promise<Map<string, Address>> {
  const { region } = input
  const found = new Map<string, Address>()
  const cacheable = [...new Set(input.written)].filter(isCacheable)
  if (cacheable.length > 0) {
    const { rows } = await sql<{ written: string } & Address>`
      select written, kind, value from phone_normalization
      where region = ${region} and written = any(${cacheable}) and version = ${addressRuleVersion}`.execute(
      tx,
    )
    for (const { written, kind, value } of rows) found.set(written, { kind, value })
  }
  const missing = cacheable.filter((written) => !found.has(written)).sort()
  for (const written of input.written) {
    if (!found.has(written)) found.set(written, normalizeAddress(written, region))
  }
  if (missing.length > 0) await keep(tx, region, missing, found)
  return found
}

async function keep(
  tx: Tx,
  region: string,
  written: string[],
  found: ReadonlyMap<string, Address>,
): Promise<void> {
  const kinds = written.map((text) => found.get(text)?.kind ?? 'other')
  const values = written.map((text) => found.get(text)?.value ?? text)
  await sql`
    insert into phone_normalization (region, written, kind, value, version)
    select ${region}, w.written, w.kind, w.value, ${addressRuleVersion}::integer
    from unnest(${written}::text[], ${kinds}::text[], ${values}::text[]) as w (written, kind, value)
    on conflict (tenant_id, region, written)
    do update set kind = excluded.kind, value = excluded.value, version = excluded.version
    where phone_normalization.version < excluded.version`.execute(tx)
}

/** The database takes neither NUL nor half a surrogate pair. */
function isCacheable(written: string): boolean {
  return written.length <= CACHED_LENGTH_MAX && written.isWellFormed() && !written.includes('\0')
}
