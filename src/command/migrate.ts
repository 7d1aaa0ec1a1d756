import type pg from 'pg'
import { errorCode, Refusal } from '../base/refusal.ts'
import { masterKeysFrom } from '../secrets/secrets.ts'
import { migrateDown, migrateUp, migrationStatus, openStore } from '../store/store.ts'
import { type Command, printJson, UsageError } from './command.ts'

/** SQLSTATE of what a migration itself says. */
const RAISED = 'P0001'

export const migrateCommand: Command = {
  usage: 'migrate up | down [STEPS] | status',
  summary: 'Moves the database schema forward, back by STEPS (1), or says where it stands.',
  words: [1, 2],
  run: async ({ config, words, options, out }) => {
    const [action, steps = '1'] = words
    if (action !== 'up' && action !== 'down' && action !== 'status')
      throw new UsageError(`"${action}" is none of up, down, status.`)
    if (!/^[1-9]\d{0,2}$/.test(steps)) throw new UsageError('STEPS is a number from 1 to 999.')
    await using store = await openStore({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      masterKeys: masterKeysFrom({ dataDir: config.dataDir, ...config.masterKey }),
      migrate: false,
    })
    const client = await store.pool.connect()
    try {
      const changed =
        action === 'up'
          ? await migrateUp(client)
          : action === 'down'
            ? await migrateDown(client, Number(steps))
            : []
      const status = await migrationStatus(client)
      if (options.json === true) printJson(out, { changed, ...status })
      else {
        for (const name of changed) out.write(`${action === 'up' ? 'applied' : 'took back'} ${name}\n`)
        out.write(
          `${status.applied.length} applied, ${status.pending.length} pending${status.pending.length > 0 ? `: ${status.pending.join(', ')}` : ''}\n`,
        )
      }
      return 0
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (errorCode(error) === RAISED) throw refusedBy(error as pg.DatabaseError)
      throw new Refusal(
        'migration_failed',
        'A migration failed; the database is as it was before it.',
        'Look at the log, and report the fault with it.',
        { cause: error },
      )
    } finally {
      client.release()
    }
  },
}

/** A migration that would lose something says why it does not go on, and what to do. */
function refusedBy({ message, hint = '' }: pg.DatabaseError): Refusal {
  return new Refusal('migration_refused', `${message} The database is as it was.`, hint, { status: 409 })
}
