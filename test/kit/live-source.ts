import { setTimeout as pause } from 'node:timers/promises'
import type { AppOptions } from '../../src/app.ts'
import type { Ledger } from '../../src/contract/runs.ts'
import type { IncidentKind } from '../../src/contract/sources.ts'
import type { Answer, TestFirm } from './app.ts'
import type { ExportedMessage } from './score.ts'

/** A source as its own programs see it, with what they wrote: the truth that the inbox is held against. */
export type LiveSource = AsyncDisposable & {
  name: string
  /** Adds it to a firm by the API; `port` is of a proxy before it. */
  add(firm: TestFirm, port?: number): Promise<Answer>
  /** Where its server listens on loopback. */
  port: number
  /** In place of Google's or Postmark's own, for the program that asks it; `port` is of a proxy before it. */
  parts?(port?: number): Pick<AppOptions, 'google' | 'postmarkUrl'>
  /** What may be told of it whatever the fault. */
  mayTell?: readonly IncidentKind[]
  /** How many new things are many for it, and what share of what others get, since it takes fewer in a second. */
  many: number
  share: number
  /** About as much as a batch of it is over the wire. */
  batchBytes: number
  /** Within so long from its beginning, a run of it is at work. */
  workMs: number
  /** It is asked anew by itself, at the longest for so long, before the program tells that it cannot be reached. */
  ridesOutMs: number
  /** The words of each message; no two are alike. */
  sent: Set<string>
  /** SHA-256 of each file that came along. */
  files: Set<string>
  /** Writes so many new ones, a few at a time. */
  write(count: number): Promise<void>
  /** Writes so many new ones, each in a way that has it handed over more than once. */
  writeTwice(count: number): Promise<void>
  /** How often it handed something over again that no ledger counts, since the program knew it by its call. */
  calledAgain?: () => number
  /** How many write at once in `writeOutOfOrder`. */
  writers: number
  /** Many write at once, and what they write comes in another order than it was begun. */
  writeOutOfOrder(count: number): Promise<void>
  /** The ways in which it forgets where a reader stood. */
  forgettings: readonly Forgetting[]
  /** Ends its server at once, and starts it again. */
  kill(): Promise<void>
  start(): Promise<void>
}

export type Forgetting = {
  how: string
  /** Before the last things are written that a reader sees. */
  prepare?: () => Promise<void>
  /** Forgets; then writes so many new ones. */
  forget(count: number): Promise<void>
}

/** A source as Plumbline shows it. */
export type Shown = {
  id: string
  messages: number
  state: string
  lookedAt: string | null
  trouble: { code: string } | null
  run: { syncId: string; status: string } | null
}

export async function showSource(firm: TestFirm, sourceId: string): Promise<Shown> {
  const { body } = await firm.ask('GET', '/api/sources')
  const found = (body.items as Shown[]).find(({ id }) => id === sourceId)
  if (found === undefined) throw new Error('The source is not shown.')
  return found
}

/** Adds the source to a firm, which begins to take it in; answers its id. */
export async function addSource(firm: TestFirm, source: LiveSource, port?: number): Promise<string> {
  const { status, body } = await source.add(firm, port)
  if (status >= 300) throw new Error(JSON.stringify(body))
  return body.id
}

/** What a source's `add` mostly is. */
export function postSource(firm: TestFirm, body: object): Promise<Answer> {
  return firm.ask('POST', '/api/sources', body)
}

const OPEN = ['queued', 'running']
const POLL_EVERY_MS = 20
const TRIES_MAX = 20

/** Asks for what is new and waits until that has ended; answers how. */
export async function askSource(firm: TestFirm, sourceId: string): Promise<string> {
  await firm.ask('POST', `/api/sources/${sourceId}/sync`)
  return await untilSettled(firm, sourceId)
}

/** Waits until no run of the source waits or works; answers how the last one ended. */
export async function untilSettled(firm: TestFirm, sourceId: string): Promise<string> {
  for (;;) {
    const status = (await showSource(firm, sourceId)).run?.status ?? 'queued'
    if (!OPEN.includes(status)) return status
    await pause(POLL_EVERY_MS)
  }
}

/** Asks until it has been asked to its end. */
export async function askToTheEnd(firm: TestFirm, sourceId: string): Promise<void> {
  for (let tries = 0; tries < TRIES_MAX; tries++)
    if ((await askSource(firm, sourceId)) === 'completed') return
}

/** How what a firm holds differs from what was written, and what it says of itself. */
export type Account = {
  sent: number
  /** Distinct messages that were written and are here. */
  in: number
  lost: number
  doubled: number
  /** Nobody wrote them. */
  foreign: number
  /** In no conversation, though they are talk. */
  outside: number
  filesLost: number
  /** Handed over again to a later run, by the ledgers. */
  again: number
  /** By kind, how often each incident was told, and how many of them last. */
  told: Record<string, number>
  open: number
  /** Where the program’s own counts contradict it or each other. */
  contradictions: string[]
}

/** Reads all of it over the HTTP API. */
export async function accountOf(firm: TestFirm, sourceId: string, source: LiveSource): Promise<Account> {
  const { messages } = await firm.export()
  const byText = Map.groupBy(messages, ({ text }) => text)
  const copies = [...source.sent].map((text) => byText.get(text)?.length ?? 0)
  const here = copies.filter((count) => count > 0).length
  const incidents: { kind: string; endedAt: string | null }[] = (
    await firm.ask('GET', '/api/incidents?limit=200')
  ).body.items
  const files = new Set(messages.flatMap(({ attachments }) => attachments.map(({ sha256 }) => sha256)))
  const ledgers = await ledgersOf(firm)
  const told: Record<string, number> = {}
  for (const { kind } of incidents) told[kind] = (told[kind] ?? 0) + 1
  return {
    sent: source.sent.size,
    in: here,
    lost: source.sent.size - here,
    doubled: copies.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    foreign: messages.filter(({ text }) => !source.sent.has(text)).length,
    outside: messages.filter(isOutside).length,
    filesLost: [...source.files].filter((sha256) => !files.has(sha256)).length,
    again: ledgers.reduce((sum, { duplicates }) => sum + duplicates, 0),
    told,
    open: incidents.filter(({ endedAt }) => endedAt === null).length,
    contradictions: contradictionsIn(ledgers, { shown: await showSource(firm, sourceId), messages }),
  }
}

function isOutside({ conversationId, kind }: ExportedMessage): boolean {
  return conversationId === null && kind !== 'step'
}

type RunLedger = Ledger & { status: string }

async function ledgersOf(firm: TestFirm): Promise<RunLedger[]> {
  const runs: { syncId: string; status: string }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { items, next }: { items: typeof runs; next: string | null } = (
      await firm.ask('GET', `/api/sync?limit=100${cursor}`)
    ).body
    runs.push(...items)
    cursor = next === null ? null : `&cursor=${encodeURIComponent(next)}`
  }
  const ledgers: RunLedger[] = []
  for (const { syncId, status } of runs)
    ledgers.push({ ...(await firm.ask('GET', `/api/sync/${syncId}/ledger`)).body, status })
  return ledgers
}

function contradictionsIn(
  ledgers: readonly RunLedger[],
  { shown, messages }: { shown: Shown; messages: readonly ExportedMessage[] },
): string[] {
  const stored = ledgers.reduce((sum, ledger) => sum + ledger.stored, 0)
  return [
    ...ledgers.flatMap(({ status, addsUp, sourceAgrees, seen, countedAtSource }) => [
      ...(status === 'completed' ? [] : [`a run is ${status}`]),
      ...(addsUp ? [] : [`the ledger of a run does not add up`]),
      ...(sourceAgrees ? [] : [`a run saw ${seen}, the source counts ${countedAtSource}`]),
    ]),
    ...(shown.messages === messages.length
      ? []
      : [`the source shows ${shown.messages} messages, the export has ${messages.length}`]),
    ...(stored === messages.length
      ? []
      : [`the ledgers say ${stored} were stored, the export has ${messages.length}`]),
    ...(shown.trouble === null ? [] : [`it still has trouble: ${shown.trouble.code}`]),
  ]
}
