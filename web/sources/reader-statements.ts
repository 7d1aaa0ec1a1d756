const USUAL = 'n8n_chat_histories'

/** Statements of PostgreSQL that make a user who may read one table, `table` or `schema.table`, and nothing else. */
export function readerStatements(table: string): string {
  const typed = table.trim() || USUAL
  const dot = typed.indexOf('.')
  const [schema, name] = dot === -1 ? ['public', typed] : [typed.slice(0, dot), typed.slice(dot + 1)]
  return [
    "create role plumbline_reader login password '…';",
    `grant usage on schema ${quoted(schema)} to plumbline_reader;`,
    `grant select on ${quoted(schema)}.${quoted(name)} to plumbline_reader;`,
  ].join('\n')
}

/** Names in small letters go as they are; others would be folded to them, or break off. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
