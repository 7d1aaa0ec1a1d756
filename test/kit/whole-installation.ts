import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from '../../src/store/store.ts'

/** Written by the clock, whatever else goes on. */
const BY_THE_CLOCK = ['metric_minute', 'check_run', 'alert', 'process']

/** Of every table of every schema of ours, how many rows there are and a hash of them all. */
export async function tablesOf({ pool }: Pick<Store, 'pool'>): Promise<Record<string, string>> {
  const { rows: names } = await pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname !~ '^(pg_|information_schema)' and tablename <> all($1) order by 1",
    [BY_THE_CLOCK],
  )
  const found: Record<string, string> = {}
  for (const { name } of names) {
    const { rows } = await pool.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(line, e'\\n' order by line)), '') as hash from (select t::text as line from ${name} t) t`,
    )
    found[name] = rows[0]?.hash ?? ''
  }
  return found
}

/** Every file of media in a data folder, as [name, bytes in base64], sorted. */
export function mediaIn(dataDir: string): [string, string][] {
  return readdirSync(join(dataDir, 'media'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry): [string, string] => [
      entry.name,
      readFileSync(join(entry.parentPath, entry.name)).toString('base64'),
    ])
    .sort()
}
