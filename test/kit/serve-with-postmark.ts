/** `plumbline serve`, for which the Postmark API is where POSTMARK_FOR_TESTS says, and its clock AHEAD_MS_FOR_TESTS ahead. */
import { listen, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'

await using app = await openApp(readConfig(process.env), {
  postmarkUrl: process.env.POSTMARK_FOR_TESTS ?? '',
  clock: { now: () => new Date(Date.now() + Number(process.env.AHEAD_MS_FOR_TESTS ?? 0)) },
})
await using doors = await listen(app)
process.stdout.write(`Plumbline is at http://localhost:${doors.port}\n`)
await new Promise((resolve) => process.once('SIGTERM', resolve))
