import { type CaptureTriggerSql, captureTriggerSql } from './capture-trigger.ts'
import { type ChatTable, type Ids, nameOf } from './table.ts'

/** What a chat table is, for people who decide whether to take it in. */
export type ChatTableDescription = {
  /** `schema.table` */
  table: string
  /** Whose way of laying out it is; LangChain.js writes n8n's. */
  layout: 'n8n' | 'langchain_postgres' | 'other'
  columns: { id: string; session: string; message: string; createdAt: string | null }
  /** Rows tell when they were written: all of them, those since the column was added, or none. */
  times: 'all' | 'newer' | 'none'
  /** The capture trigger notes the times of new rows, and its notes can be read. */
  captured: boolean
  /** Rows, as the server guesses; null before it has ever counted. */
  rowsEstimate: number | null
  /**
   * `drawn`: new rows are found at the cost of what is new, and none can be missed. `watched`: so too, but a row that turns up
   * among many older ones, later than others with higher ids, can be. `swept`: none can be missed, and the server looks at all
   * rows each time. `relisted`: all rows are handed over each time.
   */
  ids: Ids
  /** What a person may run to have new rows' times noted, and to stop it. */
  capture: CaptureTriggerSql
}

export function describeTable(table: ChatTable): ChatTableDescription {
  const { id, session, message, createdAt, capture, ids, rowsEstimate } = table
  return {
    table: nameOf(table),
    layout: layoutOf(table),
    columns: {
      id: id.name,
      session: session.name,
      message: message.name,
      createdAt: createdAt?.name ?? null,
    },
    times: createdAt === null ? 'none' : createdAt.filledIn === null ? 'all' : 'newer',
    captured: capture !== null,
    rowsEstimate,
    ids,
    capture: captureTriggerSql({ ...table, idColumn: id.name, idType: id.format }),
  }
}

function layoutOf({ id, session, message, createdAt }: ChatTable): ChatTableDescription['layout'] {
  const isUsual =
    id.name === 'id' &&
    id.type === 'int4' &&
    session.name === 'session_id' &&
    message.name === 'message' &&
    message.type === 'jsonb'
  if (!isUsual) return 'other'
  if (createdAt === null) return session.type === 'varchar' ? 'n8n' : 'other'
  return session.type === 'uuid' && createdAt.type === 'timestamptz' ? 'langchain_postgres' : 'other'
}
