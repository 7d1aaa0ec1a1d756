/**
 * What faults do to what comes in: each source, and each fault that it or the program meets while new things come. Ends with 1
 * when anything was lost or doubled, when the program's counts contradict each other, or when it did not tell what it
 * should have. What is written and when a fault falls are drawn from the seed; which step it meets then is the machine's doing.
 * Sources go side by side. `node bench/faults.ts [SEED] [SOURCE or FAULT …]`
 */
import { type Chance, openChance } from '../src/demo/chance.ts'
import { openAgentTable } from '../test/kit/agent-table.ts'
import { dovecotMissing, startDovecot } from '../test/kit/dovecot.ts'
import { openGmailAccount } from '../test/kit/gmail-account.ts'
import { startGmailServer } from '../test/kit/gmail-server.ts'
import type { LiveSource } from '../test/kit/live-source.ts'
import { openMailbox } from '../test/kit/mailbox.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import { openPostmarkAccount } from '../test/kit/postmark-account.ts'
import { startPostmarkServer } from '../test/kit/postmark-server.ts'
import {
  away,
  clockJump,
  cut,
  databaseAway,
  expired,
  type Fault,
  killed,
  type Outcome,
  outOfOrder,
  twice,
} from './faults/rows.ts'
import { machine } from './kit.ts'

const FAULTS: { name: string; fault: Fault; ids?: 'uuid' }[] = [
  { name: 'kill -9 of the program', fault: killed },
  { name: 'cut socket', fault: cut },
  { name: 'handed over twice', fault: twice, ids: 'uuid' },
  { name: 'out of order', fault: outOfOrder },
  { name: 'expired cursor', fault: expired },
  { name: 'clock jump', fault: clockJump },
  { name: 'its server away and back', fault: away },
  { name: 'our database away and back', fault: databaseAway },
]

/** What may be added as a source, each opened anew for each fault. */
const SOURCES: { name: string; open: (chance: Chance, ids?: 'uuid') => Promise<LiveSource> }[] = [
  { name: 'AI-agent table', open: async (chance, ids) => openAgentTable(postgres, { chance, ids }) },
  { name: 'IMAP mailbox', open: async (chance) => openMailbox(await startDovecot(), { chance }) },
  { name: 'Gmail account', open: async (chance) => openGmailAccount(await startGmailServer(), { chance }) },
  { name: 'Postmark', open: async (chance) => openPostmarkAccount(await startPostmarkServer(), { chance }) },
]
const USUAL_SEED = 5

type Told = { source: string; fault: string; outcome: Outcome; seconds: number; wrong: string[] }

const [first = '', ...rest] = process.argv.slice(2)
const seed = /^\d+$/.test(first) ? Number(first) : USUAL_SEED
const words = [...(/^\d+$/.test(first) ? [] : [first]), ...rest].filter(Boolean)
const chosen = <T extends { name: string }>(all: T[]): T[] => {
  const some = all.filter(({ name }) => words.some((word) => name.includes(word)))
  return some.length === 0 ? all : some
}
console.log(`seed ${seed} · ${machine()}\n`)

await using postgres = await startPostgres({ tcp: true })
const missing = dovecotMissing()
if (missing !== false) console.log(`IMAP mailbox: left out. ${missing}\n`)
const sources = chosen(SOURCES).filter(({ name }) => name !== 'IMAP mailbox' || missing === false)
const startedMs = performance.now()
const told = (await Promise.all(sources.map(tryAll))).flat()
print(told)
console.log(`\n${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
const wrong = told.flatMap(({ source, fault, wrong }) => wrong.map((what) => `${source}, ${fault}: ${what}`))
for (const line of wrong) console.log(`WRONG ${line}`)
process.exitCode = wrong.length === 0 ? 0 : 1

async function tryAll({ name: sourceName, open }: (typeof SOURCES)[number]): Promise<Told[]> {
  const rows: Told[] = []
  for (const { name, fault, ids } of chosen(FAULTS)) {
    const chance = openChance(`${seed}/${sourceName}/${name}`)
    await using source = await open(chance.fork('source'), ids)
    if (fault === expired && source.forgettings.length === 0) continue // it keeps no place for us
    const fromMs = performance.now()
    const outcome = await fault(source, chance.fork('fault'))
    const seconds = (performance.now() - fromMs) / 1000
    rows.push({ source: sourceName, fault: name, outcome, seconds, wrong: wrongIn(outcome, source) })
  }
  return rows
}

function wrongIn({ hits, must = [], may = [], ...account }: Outcome, { mayTell = [] }: LiveSource): string[] {
  const counts = {
    lost: account.lost,
    doubled: account.doubled,
    'nobody’s': account.foreign,
    'in no conversation': account.outside,
    'files lost': account.filesLost,
    'incidents open': account.open,
  }
  const kinds = Object.keys(account.told)
  const allowed: string[] = [...must, ...may, ...mayTell]
  return [
    ...Object.entries(counts).flatMap(([what, count]) => (count > 0 ? [`${count} ${what}`] : [])),
    ...account.contradictions,
    ...must.filter((kind) => !kinds.includes(kind)).map((kind) => `${kind} was not told`),
    ...kinds.filter((kind) => !allowed.includes(kind)).map((kind) => `${kind} was told`),
    ...(hits === 0 ? ['the fault met nothing at work'] : []),
  ]
}

function print(rows: readonly Told[]): void {
  const head = ['source', 'fault', 'sent', 'in', 'lost', 'doubled', 'what the program told', 'seconds', 'how']
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}`)
  for (const { source, fault, outcome, seconds } of rows) {
    const incidents = Object.entries(outcome.told).map(([kind, count]) => `${kind} × ${count}`)
    const { sent, in: here, lost, doubled, how } = outcome
    const told = incidents.join(', ') || 'nothing'
    const cells = [source, fault, sent, here, lost, doubled, told, seconds.toFixed(0), how]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
