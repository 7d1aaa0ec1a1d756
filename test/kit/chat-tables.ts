import pg from 'pg'
import {
  type Cursor,
  type ParsedMessage,
  parseChatItem,
  type SetAside,
  type Wire,
} from '../../src/channels/channels.ts'

/** An agent's database, as its own programs see it. */
export type AgentDatabase = AsyncDisposable & {
  url: string
  /** Runs any SQL, as the owner of the database. */
  run(statement: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Makes a table as n8n's Postgres Chat Memory does, and LangChain.js. */
  n8nTable(name: string): Promise<void>
  /** Makes a table as langchain_postgres (Python) does. */
  langchainTable(name: string): Promise<void>
  /** Adds a row as n8n writes it; returns its id. */
  say(
    table: string,
    session: string,
    type: 'human' | 'ai' | 'system' | 'tool',
    content: unknown,
  ): Promise<number>
}

export async function openAgentDatabase(url: string): Promise<AgentDatabase> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const run: AgentDatabase['run'] = async (statement, values = []) =>
    (await client.query<Record<string, unknown>>(statement, [...values])).rows
  return {
    url,
    run,
    n8nTable: async (name) => {
      const columns = 'id serial primary key, session_id varchar(255) not null, message jsonb not null'
      await client.query(`create table ${name} (${columns})`)
    },
    langchainTable: async (name) => {
      const columns =
        'id serial primary key, session_id uuid not null, message jsonb not null, created_at timestamptz not null default now()'
      await client.query(`create table ${name} (${columns})`)
      await client.query(`create index on ${name} (session_id)`)
    },
    say: async (table, session, type, content) => {
      const message = { type, content, tool_calls: [], additional_kwargs: {}, response_metadata: {} }
      const rows = await run(`insert into ${table} (session_id, message) values ($1, $2) returning id`, [
        session,
        JSON.stringify(message),
      ])
      return rows[0]?.id as number
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

/** Everything that one `receive` hands over. */
export type Received = {
  messages: ParsedMessage[]
  externalIds: string[]
  paths: string[]
  setAside: SetAside[]
  listed: number
  batches: number
  incidents: { kind: string; details: Record<string, unknown> }[]
  cursor: Cursor
}

/** Receives to the end, or until `enough` batches came, keeping each cursor through JSON as a database does. */
export async function receiveAll(
  wire: Pick<Wire, 'receive'>,
  since: Cursor | null,
  { enough = Number.POSITIVE_INFINITY, signal = new AbortController().signal } = {},
): Promise<Received> {
  const received: Received = {
    messages: [],
    externalIds: [],
    paths: [],
    setAside: [],
    listed: 0,
    batches: 0,
    incidents: [],
    cursor: since ?? {},
  }
  for await (const batch of wire.receive(since, { signal })) {
    for (const { externalId, path, bytes } of batch.items) {
      const { messages, setAside } = parseChatItem(path, bytes)
      received.messages.push(...messages)
      received.setAside.push(...setAside)
      received.externalIds.push(externalId)
      received.paths.push(path)
    }
    received.setAside.push(...batch.setAside)
    received.listed += batch.listed ?? 0
    received.incidents.push(...batch.incidents)
    received.cursor = JSON.parse(JSON.stringify(batch.cursor)) as Cursor
    received.batches++
    if (received.batches >= enough) break
  }
  return received
}
