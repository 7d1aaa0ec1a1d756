/**
 * A process that reads a firm's events for two subscribers until it is killed: one notes them in table `noted`, within the
 * transaction that moves its cursor; the other appends them to a file. Words: connection string, firm, the file.
 */
import { appendFileSync } from 'node:fs'
import { sql } from 'kysely'
import { systemClock } from '../base/clock.ts'
import { silentLog } from '../base/log.ts'
import { openStore } from '../store/store.ts'
import { cursorText } from './cursor.ts'
import { openSubscribers } from './subscribers.ts'

const [databaseUrl = '', firm = '', path = ''] = process.argv.slice(2)
const store = await openStore({ databaseUrl })
const subscribers = openSubscribers(
  { store, clock: systemClock, log: silentLog },
  {
    ...{ keepDays: 7, letGoEveryMs: 3_600_000, firms: async () => [{ id: firm }] },
    subscribers: [
      {
        ...{ name: 'notes', kinds: ['customer.added'], from: 'beginning' },
        within: (tx, { cursor }) =>
          sql`insert into noted values (${cursorText(cursor)})`.execute(tx).then(() => undefined),
      },
      {
        ...{ name: 'files', kinds: ['customer.added'], from: 'beginning' },
        deliver: async ({ cursor }) => appendFileSync(path, `${cursorText(cursor)}\n`),
      },
    ],
  },
)
await subscribers.start()
process.send?.('up')
