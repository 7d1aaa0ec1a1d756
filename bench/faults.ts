/**
 * What faults do to what comes in: each source, and each fault that it or the program meets while new things come. Ends with 1
 * when anything was lost or doubled, when the program's counts contradict each other, or when it did not tell what it
 * should have. About three minutes. `node bench/faults.ts [SEED] [FAULT …]`
 */
import { type Chance, openChance } from '../src/demo/chance.ts'
import { openAgentTable } from '../test/kit/agent-table.ts'
import { dovecotMissing, startDovecot } from '../test/kit/dovecot.ts'
import type { Account, LiveSource } from '../test/kit/live-source.ts'
import { openMailbox } from '../test/kit/mailbox.ts'
import { startPostgres } from '../test/kit/postgres.ts'
import {
  away,
  clockJump,
  cut,
  databaseAway,
  expired,
  type Fault,
  killed,
  outOfOrder,
  twice,
} from './faults/rows.ts'
import { machine } from './kit.ts'

/** `tells` is the incident that must be told of, and has ended afterwards; no other may be. */
const FAULTS: { name: string; fault: Fault; tells?: string; ids?: 'uuid' }[] = [
  { name: 'kill -9 of the program', fault: killed },
  { name: 'cut socket', fault: cut, tells: 'unreachable' },
  { name: 'handed over twice', fault: twice, ids: 'uuid' },
  { name: 'out of order', fault: outOfOrder },
  { name: 'expired cursor', fault: expired, tells: 'cursor_expired' },
  { name: 'clock jump', fault: clockJump },
  { name: 'its server away and back', fault: away, tells: 'unreachable' },
  { name: 'our database away and back', fault: databaseAway },
]

type Told = { source: string; fault: string; how: string; account: Account; seconds: number; wrong: string[] }

const [first = '', ...rest] = process.argv.slice(2)
const seed = /^\d+$/.test(first) ? Number(first) : Date.now() % 100_000
const chosen = [...(/^\d+$/.test(first) ? [] : [first]), ...rest].filter(Boolean)
const faults = FAULTS.filter(({ name }) => chosen.length === 0 || chosen.some((word) => name.includes(word)))
console.log(`seed ${seed} · ${machine()}\n`)

await using postgres = await startPostgres({ tcp: true })
const openTable = (chance: Chance, ids: 'serial' | 'uuid' = 'serial') =>
  openAgentTable(postgres, { chance, ids })
const openBox = async (chance: Chance) => openMailbox(await startDovecot(), { chance })
const missing = dovecotMissing()
if (missing !== false) console.log(`IMAP mailbox: left out. ${missing}\n`)
const startedMs = performance.now()
const told = (await Promise.all([tryAll(openTable), ...(missing === false ? [tryAll(openBox)] : [])])).flat()
print(told)
console.log(`\n${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
const wrong = told.flatMap(({ source, fault, wrong }) => wrong.map((what) => `${source}, ${fault}: ${what}`))
for (const line of wrong) console.log(`WRONG ${line}`)
process.exitCode = wrong.length === 0 ? 0 : 1

async function tryAll(
  open: (chance: Chance, ids?: 'serial' | 'uuid') => Promise<LiveSource>,
): Promise<Told[]> {
  const rows: Told[] = []
  for (const { name, fault, tells, ids } of faults) {
    const chance = openChance(`${seed}/${name}`)
    await using source = await open(chance, ids)
    const fromMs = performance.now()
    const { how, hits, ...account } = await fault(source, chance)
    const seconds = (performance.now() - fromMs) / 1000
    const wrong = [...wrongIn(account, tells), ...(hits === 0 ? ['the fault met nothing at work'] : [])]
    rows.push({ source: source.name, fault: name, how, account, seconds, wrong })
  }
  return rows
}

function wrongIn(account: Account, tells: string | undefined): string[] {
  const counts = { lost: account.lost, doubled: account.doubled, 'nobody’s': account.foreign }
  const more = {
    'in no conversation': account.outside,
    'files lost': account.filesLost,
    'incidents open': account.open,
  }
  const kinds = Object.keys(account.told)
  return [
    ...Object.entries({ ...counts, ...more }).flatMap(([what, count]) =>
      count > 0 ? [`${count} ${what}`] : [],
    ),
    ...account.contradictions,
    ...(tells !== undefined && !kinds.includes(tells) ? [`${tells} was not told`] : []),
    ...kinds.filter((kind) => kind !== tells).map((kind) => `${kind} was told`),
  ]
}

function print(rows: readonly Told[]): void {
  const head = ['source', 'fault', 'sent', 'in', 'lost', 'doubled', 'what the program told', 'seconds', 'how']
  console.log(`| ${head.join(' | ')} |\n|${head.map(() => ' --- |').join('')}`)
  for (const { source, fault, how, account, seconds } of rows) {
    const incidents = Object.entries(account.told).map(([kind, count]) => `${kind} × ${count}`)
    const { sent, in: here, lost, doubled } = account
    const cells = [
      source,
      fault,
      sent,
      here,
      lost,
      doubled,
      incidents.join(', ') || 'nothing',
      seconds.toFixed(0),
      how,
    ]
    console.log(`| ${cells.join(' | ')} |`)
  }
}
