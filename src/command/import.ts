import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { conversationCountsShape } from '../contract/conversations.ts'
import { type Ledger, ledgerShape, type Run, runShape } from '../contract/runs.ts'
import { type Client, haveFirm, openClient } from './client.ts'
import { type Command, printJson } from './command.ts'
import { openProgress } from './progress.ts'

const POLL_EVERY_MS = 400
/** Newest messages that a command waits to see understood: two seconds' worth. */
const UNDERSTAND_MESSAGES = 2_000
const OPEN: Run['status'][] = ['queued', 'running']

export const importCommand: Command = {
  usage: 'import PATH… [--dry-run]',
  summary: 'Brings in a Google Takeout: zip, tgz, several parts, or an unpacked folder.',
  options: { 'dry-run': { type: 'boolean' } },
  words: [1, 100],
  run: async ({ config, words, options, out, signal }) => {
    await using client = await openClient(config, { firm: options.firm as string | undefined })
    const json = options.json === true
    const paths = words.map((word) => resolve(word))
    if (options.firm === undefined) await haveFirm(client)
    const body = { paths, syncType: 'manual', dryRun: options['dry-run'] === true }
    const started = runShape.parse(await client.call('POST', '/api/sync/start', body))
    const run = await follow(client, started, {
      out: json ? process.stderr : out,
      signal,
      quiet: json && !process.stderr.isTTY,
    })
    if (run.status === 'completed' && !run.dryRun && !signal.aborted)
      await catchUp(client, { messagesMax: UNDERSTAND_MESSAGES })
    const ledger = ledgerShape.parse(await client.call('GET', `/api/sync/${run.syncId}/ledger`))
    if (json) printJson(out, finalLine(run))
    else await printOutcome(client, { run, ledger, out })
    return run.status === 'completed' ? 0 : 1
  },
}

/** Follows a run to its end, drawing its progress; Ctrl-C asks it to stop, and waits until it has. */
export async function follow(
  client: Client,
  started: Run,
  input: { out: NodeJS.WriteStream; signal: AbortSignal; quiet: boolean },
): Promise<Run> {
  using progress = input.quiet ? undefined : openProgress(input.out)
  let run = started
  let asked = false
  while (OPEN.includes(run.status)) {
    progress?.draw(run)
    if (input.signal.aborted && !asked) {
      asked = true
      await client.call('POST', `/api/sync/${run.syncId}/cancel`)
    }
    // Ctrl-C ends the wait at once
    await pause(POLL_EVERY_MS, undefined, asked ? {} : { signal: input.signal }).catch(() => undefined)
    run = runShape.parse(await client.call('GET', `/api/sync/${run.syncId}/progress`))
  }
  return run
}

/**
 * Waits until what came in is understood: all of it, or the newest `messagesMax`. A command that does its work in its
 * own process ends with it; the newest messages are those somebody may be waiting about, and the rest is taken up by
 * the next server that runs, or goes on in the one that runs already.
 */
export async function catchUp(client: Client, input: { messagesMax?: number } = {}): Promise<void> {
  await client.call('POST', '/api/understanding/catch-up', input)
}

/** The last line of --json. */
function finalLine(run: Run): Record<string, unknown> {
  const { progress } = run
  return {
    runId: run.syncId,
    status: run.status,
    seen: progress.processedMessages,
    stored: progress.stored,
    duplicates: progress.duplicates,
    rejected: progress.rejected,
    attachmentsResolved: progress.attachmentsResolved,
    attachmentsMissing: progress.attachmentsMissing,
    attachmentsAmbiguous: progress.attachmentsAmbiguous,
    messages: progress.stored,
    conversations: progress.conversationsCreated,
    customers: progress.customersCreated,
    pagesWithoutPeer: progress.pagesWithoutPeer,
    ignoredFiles: progress.ignoredFiles,
    dryRun: run.dryRun,
    seconds: run.seconds,
    peakRssMb: run.peakRssMb,
    ...(run.error === null ? {} : { error: run.error }),
  }
}

async function printOutcome(
  client: Client,
  { run, ledger, out }: { run: Run; ledger: Ledger; out: NodeJS.WriteStream },
): Promise<void> {
  const number = (value: number) => value.toLocaleString('en')
  const { progress } = run
  if (run.error !== null) out.write(`${run.error.message}\n${run.error.next}\n`)
  if (run.status === 'cancelled') out.write('Stopped. Run the same command again to go on where it was.\n')
  out.write(
    `${run.dryRun ? 'This import would have ' : ''}seen ${number(ledger.seen)} = stored ${number(ledger.stored)} + duplicates ${number(ledger.duplicates)} + rejected ${number(ledger.rejected)}${ledger.addsUp ? '' : ' — which does not add up'}\n`,
  )
  if (ledger.countedAtSource !== null) {
    out.write(
      `The archive’s own count is ${number(ledger.countedAtSource)}: ${ledger.sourceAgrees ? 'agrees' : 'does not agree'}.\n`,
    )
  }
  out.write(
    `Attachments: ${number(progress.attachmentsResolved)} found (${number(progress.attachmentsAmbiguous)} of them one of several), ${number(progress.attachmentsMissing)} missing in the archive.\n`,
  )
  for (const { code, reason, count } of ledger.reasons)
    out.write(`  set aside ${number(count)} (${code}): ${reason}\n`)
  if (run.status === 'completed' && !run.dryRun) {
    const counts = conversationCountsShape.parse(await client.call('GET', '/api/conversations/counts'))
    out.write(
      `New: ${number(progress.conversationsCreated)} conversations, ${number(progress.customersCreated)} customers. Now ${number(counts.needs_reply)} need a reply${counts.emergency > 0 ? `, ${number(counts.emergency)} are emergencies` : ''}${counts.high > 0 ? `, ${number(counts.high)} are pressing` : ''}.\n`,
    )
  }
  out.write(
    `${run.seconds.toFixed(1)} s, ${number(Math.round(ledger.seen / Math.max(run.seconds, 0.001)))} messages/s.\n`,
  )
}
