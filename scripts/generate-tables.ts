/**
 * Writes src/store/generated/tables.ts from the catalog of a freshly migrated database, so that the migrations
 * stay the only truth: column comments become the types' documentation. With --check it only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CatalogColumn, catalogColumns } from '../src/store/catalog.ts'
import { openStore, type Store } from '../src/store/store.ts'

const TARGET = join(import.meta.dirname, '../src/store/generated/tables.ts')

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  'text[]': 'string[]',
  'integer[]': 'number[]',
  'uuid[]': 'string[]',
  'double precision[]': 'number[]',
  boolean: 'boolean',
  integer: 'number',
  real: 'number',
  'double precision': 'number',
  bigint: 'BigIntAsText',
  xid8: 'BigIntAsText',
  bytea: 'Buffer',
  jsonb: 'Json',
  'timestamp with time zone': 'Timestamp',
}

await using store = await openStore({})
const text = render(await columnsOf(store))
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    console.error('src/store/generated/tables.ts is out of date: run "npm run generate".')
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}

/** What the store is closed with waits for every connection that was not given back. */
async function columnsOf({ pool }: Store): Promise<CatalogColumn[]> {
  const client = await pool.connect()
  try {
    return await catalogColumns(client)
  } finally {
    client.release()
  }
}

function render(columns: CatalogColumn[]): string {
  const tables = Map.groupBy(columns, (column) => column.table)
  const parts = [
    '// Made by scripts/generate-tables.ts from the migrations; do not edit.',
    "import type { ColumnType } from 'kysely'",
    '',
    '/** Written as a Date or ISO text, read as a Date. */',
    'export type Timestamp = ColumnType<Date, Date | string, Date | string>',
    '/** A 64-bit integer, read as decimal text because a number cannot hold all of them. */',
    'export type BigIntAsText = ColumnType<string, string | number | bigint, string | number | bigint>',
    '/** Written as JSON text, read parsed; parse it again with a schema before use. */',
    'export type Json = ColumnType<unknown, string, string>',
    '/** The same, of a column that may be empty. */',
    'export type NullableJson = ColumnType<unknown, string | null | undefined, string | null>',
    '/** May be left out on insert: the database fills it in. */',
    'export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>',
    '',
  ]
  for (const [table, tableColumns] of tables) {
    parts.push(`/** ${tableColumns[0]?.tableComment ?? ''} */`, `export type ${pascal(table)}Table = {`)
    for (const column of tableColumns) {
      if (column.comment !== null) parts.push(`  /** ${column.comment} */`)
      parts.push(`  ${camel(column.column)}: ${typeOf(column)}`)
    }
    parts.push('}', '')
  }
  parts.push('/** All firm tables by name. */', 'export type Tables = {')
  for (const table of tables.keys()) parts.push(`  ${camel(table)}: ${pascal(table)}Table`)
  parts.push('}', '')
  return parts.join('\n')
}

function typeOf(column: CatalogColumn): string {
  const base = TYPES[column.type]
  if (base === undefined)
    throw new Error(`No TypeScript type for ${column.type} (${column.table}.${column.column}).`)
  const nullable = column.nullable ? (base === 'Json' ? 'NullableJson' : `${base} | null`) : base
  return column.hasDefault ? `Generated<${nullable}>` : nullable
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function pascal(name: string): string {
  const text = camel(name)
  return text.charAt(0).toUpperCase() + text.slice(1)
}
