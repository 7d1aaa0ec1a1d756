import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** How the database is. `busy`: it lives, and does other work first. */
export type Condition = {
  state: 'answers' | 'busy' | 'dead'
  /** How long it took to answer, or how long it has not. */
  milliseconds: number
}

/** Who asks after its health has patience for so long, milliseconds. */
const ANSWER_MS_MAX = 2_000
const CONNECT_MS_MAX = 2_000
/** Every connection that the server allows is taken: it lives. */
const TOO_MANY_CONNECTIONS = '53300'

/**
 * Asks the database for a sign of life. At most one question waits at a time, so that asking often does not stand in
 * the way of work. A question that waits is answered by a second look: has the embedded database's thread ended, does
 * the server take in somebody new?
 */
export function conditionAsker(io: {
  pool: Pick<pg.Pool, 'query'>
  databaseUrl: string | undefined
}): () => Promise<Condition> {
  let asked: { answered: Promise<boolean>; startedMs: number } | undefined
  const ask = () => {
    const question = {
      answered: io.pool.query('select 1').then(
        () => true,
        () => false,
      ),
      startedMs: performance.now(),
    }
    void question.answered.then(() => {
      asked = undefined
    })
    asked = question
    return question
  }
  return async () => {
    const calledMs = performance.now()
    const { answered, startedMs } = asked ?? ask()
    const patience = new AbortController()
    const answer = await Promise.race([
      answered,
      pause(ANSWER_MS_MAX, 'none' as const, { signal: patience.signal }).catch(() => 'none' as const),
    ])
    patience.abort()
    const lives = answer === true ? 'answers' : 'busy'
    const isDead = answer === false || (answer === 'none' && !(await takesInSomebody(io.databaseUrl)))
    return {
      state: isDead ? 'dead' : lives,
      milliseconds: Math.round(performance.now() - (answer === true ? calledMs : startedMs)),
    }
  }
}

/** Whether a server takes in a new connection. The embedded database's would wait in the same line: ended, it had refused. */
async function takesInSomebody(databaseUrl: string | undefined): Promise<boolean> {
  if (databaseUrl === undefined) return true
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS_MAX,
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    return (error as { code?: string }).code === TOO_MANY_CONNECTIONS
  } finally {
    void client.end().catch(() => undefined)
  }
}
