/** `plumbline serve`, for which Google is where GOOGLE_FOR_TESTS says: JSON of `AppOptions['google']`. */
import { listen, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'

await using app = await openApp(readConfig(process.env), {
  google: JSON.parse(process.env.GOOGLE_FOR_TESTS ?? ''),
})
await using doors = await listen(app)
process.stdout.write(`Plumbline is at http://localhost:${doors.port}\n`)
await new Promise((resolve) => process.once('SIGTERM', resolve))
