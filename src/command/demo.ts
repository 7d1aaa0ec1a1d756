import { type App, listen, openApp, sampleFirmDetails, sampleOwner } from '../app.ts'
import { type Conversation, conversationPage } from '../contract/conversations.ts'
import { madeDemoShape } from '../contract/firms.ts'
import { type Run, runShape } from '../contract/runs.ts'
import { dataDirHolder } from '../store/store.ts'
import { type Client, openClient, overApp } from './client.ts'
import { type Command, printJson } from './command.ts'
import { catchUp, follow } from './import.ts'
import { tellOfNewKey } from './new-key.ts'
import { WEB_DIR } from './serve.ts'
import { triageTable } from './triage.ts'

const ROWS_MAX = 18

export const demoCommand: Command = {
  usage: 'demo [--no-serve]',
  summary: 'Makes a sample firm, imports its Takeout for real, shows who waits, and serves it.',
  options: { 'no-serve': { type: 'boolean' } },
  words: [0, 0],
  run: async ({ config, options, out, signal }) => {
    const json = options.json === true
    if (config.databaseUrl === undefined && dataDirHolder(config.dataDir) !== undefined) {
      await using asking = await openClient(config)
      const { firmId } = madeDemoShape.parse(await asking.call('POST', '/api/demo'))
      await using client = await openClient(config, { firm: firmId })
      const run = await showDemo(client, { out, signal, json })
      if (!json)
        out.write(
          'A server is running already. Sign in there, and make the sample firm on its import page.\n',
        )
      return run === undefined ? 1 : 0
    }
    await using app = await openApp(config, { webDir: WEB_DIR, onKeyMade: tellOfNewKey })
    const firm = await sampleFirm(app)
    await using client = overApp(app, firm.slug)
    const run = await showDemo(client, { out, signal, json })
    if (run === undefined || options['no-serve'] === true || signal.aborted) return run === undefined ? 1 : 0
    await using doors = await listen(app)
    const link = new URL((await app.access.signInLink(firm.ownerId)).url)
    const address = config.publicUrl ?? `http://localhost:${doors.port}`
    out.write(
      `\nLook at it: ${address}${link.pathname}${link.hash}\n(The link signs you in once. Stop with Ctrl-C.)\n`,
    )
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    return 0
  },
}

/** The sample firm with its owner, made if it is not there. */
async function sampleFirm({ access }: App): Promise<{ slug: string; ownerId: string }> {
  const there = (await access.listFirms()).find(({ sample }) => sample)
  const firm = there ?? (await access.makeFirm({ ...sampleFirmDetails, sample: true }, sampleOwner))
  const ownerId = await access.ownerOf(firm.id)
  if (ownerId === null) throw new Error('The sample firm was made with an owner.')
  return { slug: firm.slug, ownerId }
}

/** Imports the sample archive, unless that is done, and prints who waits. */
async function showDemo(
  client: Client,
  { out, signal, json }: { out: NodeJS.WriteStream; signal: AbortSignal; json: boolean },
): Promise<Run | undefined> {
  const { syncId } = madeDemoShape.parse(await client.call('POST', '/api/demo'))
  const started = runShape.parse(await client.call('GET', `/api/sync/${syncId}/progress`))
  const run = await follow(client, started, { out: json ? process.stderr : out, signal, quiet: json })
  if (run.status !== 'completed') {
    out.write(`The import of the sample firm is ${run.status}. ${run.error?.message ?? ''}\n`)
    return undefined
  }
  await catchUp(client)
  const waiting = await readWaiting(client)
  if (json) {
    printJson(out, { ...run, waiting })
    return run
  }
  const { progress } = run
  out.write(
    `${sampleFirmDetails.name}: ${progress.stored.toLocaleString('en')} messages in ${progress.conversationsCreated.toLocaleString('en')} conversations with ${progress.customersCreated.toLocaleString('en')} customers, imported in ${run.seconds.toFixed(1)} s; nothing missing.\n\n`,
  )
  out.write(`${triageTable(waiting.slice(0, ROWS_MAX), new Date())}\n`)
  if (waiting.length > ROWS_MAX) out.write(`… and ${waiting.length - ROWS_MAX} more who wait.\n`)
  return run
}

/** Who waits for an answer: emergencies and dangers first, then what is high, then who waits longest. */
async function readWaiting(client: Client): Promise<Conversation[]> {
  const { items } = conversationPage.parse(
    await client.call('GET', '/api/conversations?status=needs_reply&limit=200'),
  )
  return items.toSorted(
    (a, b) => pressing(b) - pressing(a) || (a.waitingSince ?? '').localeCompare(b.waitingSince ?? ''),
  )
}

function pressing({ urgency, hazard }: Conversation): number {
  if (urgency === 'emergency' || hazard !== null) return 2
  return urgency === 'high' ? 1 : 0
}
