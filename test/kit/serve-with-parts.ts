/** `plumbline serve`, with what PARTS_FOR_TESTS has in place of others' services: JSON of `LiveSource['parts']`. */
import { listen, openApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'

await using app = await openApp(readConfig(process.env), JSON.parse(process.env.PARTS_FOR_TESTS ?? '{}'))
await using doors = await listen(app)
process.stdout.write(`Plumbline is at http://localhost:${doors.port}\n`)
await new Promise((resolve) => process.once('SIGTERM', resolve))
