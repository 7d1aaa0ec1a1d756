/**
 * Whether two sides that are written at once come to say the same, with every loss listed: in memory, where each step of the
 * protocol is a move and any order of them is tried; and with two real PostgreSQL databases, whose keeper is killed (SIGKILL)
 * and whose connections are cut. Ends with 1 when the sides differ, or anything was lost unlisted, doubled, or listed twice.
 * `node bench/convergence.ts [RUNS IN MEMORY] [RUNS ON DATABASES] [SEED]`
 */
import { type Chance, openChance } from '../src/demo/chance.ts'
import { type Move, play } from '../src/mirror/convergence.fixture.ts'
import { killWhileWritten } from '../src/mirror/killed.fixture.ts'
import { startPostgres } from '../test/kit/postgres.ts'

const [inMemory, onDatabases, seed] = [20_000, 12, 20260304].map((usual, index) =>
  Number(process.argv[2 + index] ?? usual),
) as [number, number, number]
const rules = {
  status: { type: 'choice', strategy: 'review' },
  category: { type: 'choice', strategy: 'latest' },
} as const

type Row = {
  name: string
  runs: number
  steps: number
  kills: number
  conflicts: number
  apart: number
  lost: number
  doubled: number
}
const rows: Row[] = []

for (const notes of [true, false]) {
  const row = begun(`in memory, ${notes ? 'noted' : 'not noted'} there`)
  const orders = new Set<string>()
  for (let run = 0; run < inMemory; run++) {
    const chance = openChance(`${seed}/${notes}/${run}`)
    const moves = Array.from({ length: chance.int(20, 90) }, () => moveOf(chance))
    const told = await play({ moves, rules, notes })
    orders.add(JSON.stringify(moves))
    add(row, told)
  }
  row.runs = orders.size
}

if (onDatabases > 0) {
  await using ours = await startPostgres()
  await using theirs = await startPostgres()
  for (const notes of [true, false]) {
    const row = begun(`two PostgreSQL, ${notes ? 'noted' : 'compared'} there`)
    for (let run = 0; run < onDatabases / 2; run++) {
      const chance = openChance(`${seed}/databases/${notes}/${run}`)
      const told = await killWhileWritten({ ours, theirs }, { chance, notes, kills: 3, writes: 40 })
      add(row, told)
      const [mine, other, made] = told.rows
      row.doubled += Math.max(0, mine - made) + Math.max(0, other - made)
      row.lost += Math.max(0, made - mine) + Math.max(0, made - other)
      row.runs++
    }
  }
}

const columns = ['runs', 'steps', 'kills', 'conflicts', 'apart', 'lost', 'doubled'] as const
process.stdout.write(
  `| | interleavings | steps | kills | conflicts listed | not the same in the end | lost unlisted | doubled |\n|---|${columns.map(() => '---:|').join('')}\n`,
)
for (const row of rows)
  process.stdout.write(
    `| ${row.name} | ${columns.map((column) => row[column].toLocaleString('en-US')).join(' | ')} |\n`,
  )
process.exitCode = rows.some(({ apart, lost, doubled }) => apart + lost + doubled > 0) ? 1 : 0

function begun(name: string): Row {
  const row = { name, runs: 0, steps: 0, kills: 0, conflicts: 0, apart: 0, lost: 0, doubled: 0 }
  rows.push(row)
  return row
}

function add(row: Row, told: Awaited<ReturnType<typeof play>>): void {
  row.steps += told.steps
  row.kills += told.kills
  row.conflicts += told.conflicts
  row.apart += told.isSame ? 0 : 1
  row.lost += told.lost.length
  row.doubled += told.doubled.length
}

function moveOf(chance: Chance): Move {
  const field = chance.pick(['status', 'category'])
  const which = chance.int(0, 5)
  const at = chance.next()
  if (at < 0.1) return { do: 'write', side: 'ours', field }
  if (at < 0.2) return { do: 'write', side: 'theirs', field }
  if (at < 0.23) return { do: 'write late', field, ago: which }
  if (at < 0.35) return { do: 'begin' }
  if (at < 0.41) return { do: 'kill', which }
  return { do: 'step', which }
}
