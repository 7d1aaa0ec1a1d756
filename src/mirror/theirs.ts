import type { Id } from '../base/ids.ts'
import { type AddressOf, WireError } from '../channels/channels.ts'
import type { ConflictKind } from '../contract/conflicts.ts'
import { conflictKinds } from '../contract/conflicts.ts'
import type { MirrorMapping, MirrorTable } from '../contract/mirrors.ts'
import { hasColumn } from './layout.ts'
import { columnsOf, type Row, RowUnfit, tableOf } from './mapping.ts'
import { MADE, NOTES, notesSql, ORIGIN, quoted, SENT } from './notes-sql.ts'
import { type Ask, openDatabase } from './their-database.ts'

/** A row of theirs. `mark` changes whenever somebody writes it (xmin); null where the table does not tell. */
export type TheirRow = { key: string; row: Row; ourId: string | null; mark: string | null }

/** The other database. Whatever breaks is a `WireError`, or a `RowUnfit` where it is the row's own. */
export type Theirs = AsyncDisposable & {
  /** Whether tables and columns are there, how many rows they have, and whether changes are noted. Refuses what does not fit. */
  check(): Promise<{ rows: Record<ConflictKind, number | null>; notes: boolean; user: string }>
  /** Whether changes are noted there. */
  hasNotes(): Promise<boolean>
  read(kind: ConflictKind, key: string): Promise<TheirRow | null>
  /**
   * The same, and whether a write arrived, as the notes there tell; of one moment: the write of a process that was killed may still be
   * on its way, and must not be told to have arrived beside a row that lacks it.
   */
  readAfter(
    kind: ConflictKind,
    key: string,
    sendId: Id,
  ): Promise<{ row: TheirRow | null; hasArrived: boolean }>
  /** By our id; null where none has it, or nobody notes it. */
  find(kind: ConflictKind, ourId: Id, notes: boolean): Promise<TheirRow | null>
  /** Rows in the order of their keys, after one of them. */
  page(kind: ConflictKind, after: string | null, limit: number): Promise<TheirRow[]>
  /**
   * Writes columns of a row that says what was seen in them; null when it says something else, or is gone. With `mark`, also when
   * somebody has written any other column since.
   */
  update(
    kind: ConflictKind,
    input: Write & { key: string; expects: Row; mark: string | null },
  ): Promise<{ mark: string | null } | null>
  /** Makes a row, once for our id; null where it was made before. */
  insert(
    kind: ConflictKind,
    input: Write & { ourId: Id },
  ): Promise<{ key: string; mark: string | null } | null>
  /** Takes a row away, whatever it says; true also where it was not there. */
  remove(kind: ConflictKind, key: string, by: Id): Promise<void>
  /** Empties what tells of a person in a row. */
  blank(kind: ConflictKind, key: string, by: Id): Promise<void>
  /** What changed there, oldest first; nothing of what `by` wrote. `through` is to be dropped once it is kept. */
  notes(by: Id, limit: number): Promise<{ changed: { kind: ConflictKind; key: string }[]; ids: string[] }>
  dropNotes(ids: readonly string[]): Promise<void>
  /** The SQL that has changes noted, and takes that away. */
  notesSql(user: string): { install: string; remove: string }
}

/** `values` by field; `by` is the mirror, `sendId` marks the write where notes are kept. */
export type Write = { values: Readonly<Record<string, string | null>>; by: Id; sendId: Id; notes: boolean }

/** Opens nothing yet. Throws `WireError` when the address is none. */
export function openTheirs(
  url: string,
  { mapping, addressOf }: { mapping: MirrorMapping; addressOf: AddressOf },
): Theirs {
  const database = openDatabase(url, addressOf)
  const { inTransaction } = database
  const at = (name: string) => `${quoted(mapping.schema)}.${quoted(name)}`
  const of = (kind: ConflictKind): MirrorTable => {
    const table = tableOf(mapping, kind)
    if (table === undefined) throw new WireError('not_found', 'The mirror has no such table.')
    return table
  }
  /** `xmin` is told by tables, not by views. */
  const marks = new Map<ConflictKind, boolean>()
  const markOf = async (ask: Ask, kind: ConflictKind) => {
    const known = marks.get(kind)
    if (known !== undefined) return known
    const [found] = await ask(
      `select c.relkind = 'r' as is from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
      [mapping.schema, of(kind).table],
    )
    if (found === undefined) throw new WireError('not_found', 'The table is not there.')
    marks.set(kind, found.is === true)
    return found.is === true
  }
  const select = async (
    ask: Ask,
    kind: ConflictKind,
    rest: string,
    values: readonly unknown[],
  ): Promise<TheirRow[]> => {
    const table = of(kind)
    const columns = columnsOf(table).map(([, { column }], index) => `t.${quoted(column)}::text as c${index}`)
    const ourId = table.ourId === null ? 'null' : `t.${quoted(table.ourId)}::text`
    const mark = (await markOf(ask, kind)) ? 't.xmin::text' : 'null'
    const rows = await ask(
      `select t.${quoted(table.key)}::text as key, ${ourId} as our_id, ${mark} as mark${columns.map((one) => `, ${one}`).join('')}
       from ${at(table.table)} t ${rest}`,
      values,
    )
    return rows.map((row) => ({
      key: String(row.key),
      ourId: row.our_id as string | null,
      mark: row.mark as string | null,
      row: Object.fromEntries(
        columnsOf(table).map(([field], index) => [field, row[`c${index}`] as string | null]),
      ),
    }))
  }
  const notesThere = async (ask: Ask): Promise<boolean> => {
    const [found] = await ask(
      'select to_regclass($1) is not null and to_regclass($2) is not null and to_regclass($3) is not null as is',
      [at(NOTES), at(SENT), at(MADE)],
    )
    return found?.is === true
  }
  const sign = async (ask: Ask, { by, sendId, notes }: Pick<Write, 'by' | 'sendId' | 'notes'>) => {
    await ask(`select set_config('${ORIGIN}', $1, true)`, [by])
    if (notes) await ask(`insert into ${at(SENT)} (send_id) values ($1)`, [sendId])
  }
  const assignments = (table: MirrorTable, fields: readonly string[], from: number) =>
    columnsOf(table)
      .filter(([field]) => fields.includes(field))
      .map(([field, { column }]) => ({
        field,
        column: quoted(column),
        value: `$${fields.indexOf(field) + from}`,
      }))

  return {
    check: () =>
      inTransaction(async (ask) => {
        const rows: Record<ConflictKind, number | null> = { customer: null, ticket: null }
        for (const kind of conflictKinds) {
          const table = tableOf(mapping, kind)
          if (table === undefined) continue
          await markOf(ask, kind)
          const names = [
            table.key,
            table.ourId ?? table.key,
            ...columnsOf(table).map(([, one]) => one.column),
          ]
          for (const column of names)
            if (!(await hasColumn(ask, { schema: mapping.schema, table: table.table, column })))
              throw new RowUnfit('no_such_column', column)
          await select(ask, kind, `where false`, [])
          const [counted] = await ask(`select count(*)::int as count from ${at(table.table)}`)
          rows[kind] = counted?.count as number
        }
        const [who] = await ask('select current_user::text as name')
        return { rows, notes: await notesThere(ask), user: String(who?.name) }
      }),
    hasNotes: () => inTransaction(notesThere),
    read: (kind, key) =>
      inTransaction(
        async (ask) => (await select(ask, kind, `where t.${quoted(of(kind).key)} = $1`, [key]))[0] ?? null,
      ),
    readAfter: (kind, key, sendId) =>
      inTransaction(async (ask) => {
        await ask('set transaction isolation level repeatable read')
        const [row] = await select(ask, kind, `where t.${quoted(of(kind).key)} = $1`, [key])
        const sent = await ask(`select from ${at(SENT)} where send_id = $1`, [sendId])
        return { row: row ?? null, hasArrived: sent.length > 0 }
      }),
    find: (kind, ourId, notes) =>
      inTransaction(async (ask) => {
        const { ourId: column, key } = of(kind)
        if (column !== null)
          return (await select(ask, kind, `where t.${quoted(column)} = $1 limit 1`, [ourId]))[0] ?? null
        if (!notes) return null
        const [made] = await ask(`select key from ${at(MADE)} where our_id = $1`, [ourId])
        if (made === undefined) return null
        return (await select(ask, kind, `where t.${quoted(key)} = $1`, [made.key]))[0] ?? null
      }),
    page: (kind, after, limit) =>
      inTransaction(async (ask) => {
        const key = `t.${quoted(of(kind).key)}`
        return select(ask, kind, `${after === null ? '' : `where ${key} > $2`} order by ${key} limit $1`, [
          limit,
          ...(after === null ? [] : [after]),
        ])
      }),
    update: (kind, { key, expects, mark, values, ...signed }) =>
      inTransaction(async (ask) => {
        const table = of(kind)
        const fields = Object.keys(values)
        const seen = Object.keys(expects)
        const set = assignments(table, fields, 2)
        const was = assignments(table, seen, 2 + fields.length)
        const isMarked = mark !== null && (await markOf(ask, kind))
        await sign(ask, signed)
        const rows = await ask(
          `update ${at(table.table)} t set ${set.map(({ column, value }) => `${column} = ${value}`).join(', ')}
           where t.${quoted(table.key)} = $1 ${was.map(({ column, value }) => `and t.${column}::text is not distinct from ${value}::text`).join(' ')}
           ${isMarked ? `and t.xmin::text = $${2 + fields.length + seen.length}` : ''}
           returning ${(await markOf(ask, kind)) ? 't.xmin::text' : 'null'} as mark`,
          [
            key,
            ...fields.map((field) => values[field]),
            ...seen.map((field) => expects[field]),
            ...(isMarked ? [mark] : []),
          ],
        )
        if (rows[0] !== undefined) return { mark: rows[0].mark as string | null }
        if (signed.notes) await ask(`delete from ${at(SENT)} where send_id = $1`, [signed.sendId])
        return null
      }),
    insert: (kind, { ourId, values, ...signed }) =>
      inTransaction(async (ask) => {
        const table = of(kind)
        if (table.ourId === null && !signed.notes) throw new RowUnfit('no_place_for_our_id', table.table)
        await ask(`select pg_advisory_xact_lock(hashtextextended('plumbline:' || $1, 0))`, [ourId])
        const there =
          table.ourId === null
            ? await ask(`select key from ${at(MADE)} where our_id = $1`, [ourId])
            : await ask(
                `select ${quoted(table.key)}::text as key from ${at(table.table)} where ${quoted(table.ourId)} = $1`,
                [ourId],
              )
        if (there[0] !== undefined) return null
        await sign(ask, signed)
        const fields = Object.keys(values)
        const columns = assignments(table, fields, 1).map(({ column, value }) => ({ column, value }))
        if (table.ourId !== null)
          columns.push({ column: quoted(table.ourId), value: `$${fields.length + 1}` })
        const [made] = await ask(
          `insert into ${at(table.table)} (${columns.map(({ column }) => column).join(', ')})
           values (${columns.map(({ value }) => value).join(', ')}) returning ${quoted(table.key)}::text as key, ${(await markOf(ask, kind)) ? 'xmin::text' : 'null'} as mark`,
          [...fields.map((field) => values[field]), ...(table.ourId === null ? [] : [ourId])],
        )
        const key = String(made?.key)
        if (table.ourId === null)
          await ask(`insert into ${at(MADE)} (our_id, key) values ($1, $2)`, [ourId, key])
        return { key, mark: (made?.mark ?? null) as string | null }
      }),
    remove: (kind, key, by) =>
      inTransaction(async (ask) => {
        const table = of(kind)
        await ask(`select set_config('${ORIGIN}', $1, true)`, [by])
        await ask(`delete from ${at(table.table)} where ${quoted(table.key)} = $1`, [key])
      }),
    blank: (kind, key, by) =>
      inTransaction(async (ask) => {
        const table = of(kind)
        const telling = columnsOf(table).filter(([field]) => PERSONAL.includes(field))
        const columns = [
          ...telling.map(([, { column }]) => column),
          ...(table.ourId === null ? [] : [table.ourId]),
        ]
        if (columns.length === 0) return
        await ask(`select set_config('${ORIGIN}', $1, true)`, [by])
        const nullable = await ask(
          `select a.attname::text as name, a.attnotnull as must from pg_attribute a where a.attrelid = to_regclass($1) and a.attname = any($2)`,
          [at(table.table), columns],
        )
        const set = nullable.map(
          ({ name, must }) => `${quoted(String(name))} = ${must === true ? "''" : 'null'}`,
        )
        await ask(`update ${at(table.table)} set ${set.join(', ')} where ${quoted(table.key)} = $1`, [key])
      }),
    notes: (by, limit) =>
      inTransaction(async (ask) => {
        const rows = await ask(
          `select id::text as id, kind, key, origin from ${at(NOTES)} order by id limit $1`,
          [limit],
        )
        const changed = rows.flatMap(({ kind, key, origin }) =>
          origin === by || !conflictKinds.includes(kind as ConflictKind)
            ? []
            : [{ kind: kind as ConflictKind, key: String(key) }],
        )
        return { changed, ids: rows.map(({ id }) => String(id)) }
      }),
    dropNotes: (ids) =>
      inTransaction(async (ask) => {
        await ask(`delete from ${at(NOTES)} where id = any($1::bigint[])`, [ids])
        await ask(`delete from ${at(SENT)} where at < now() - interval '30 days'`)
      }),
    notesSql: (user) => notesSql(mapping, user),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const PERSONAL = ['name', 'phone', 'email', 'title']
