import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openChance } from '../../src/demo/chance.ts'
import { openAgentTable } from '../kit/agent-table.ts'
import { killWhileWritten } from '../kit/killed-program.ts'
import { startPostgres, type TestPostgres } from '../kit/postgres.ts'

let postgres: TestPostgres
before(async () => {
  postgres = await startPostgres({ tcp: true })
})
after(() => postgres[Symbol.asyncDispose]())

/** A small part of the fault table: `node bench/faults.ts` has all of it. */
describe('a program that is killed three times while agents go on writing', () => {
  it('has all that they wrote, once, and its own counts agree', async () => {
    const chance = openChance(5)
    await using table = await openAgentTable(postgres, { chance })
    const { kills, atWork, ...account } = await killWhileWritten(table, { chance, kills: 3, total: 300 })
    assert.equal(kills, 3)
    assert.ok(atWork >= 1, `${atWork} kills fell inside a run at work`)
    assert.deepEqual(account, {
      ...{ sent: 300, in: 300, lost: 0, doubled: 0, foreign: 0, outside: 0, filesLost: 0 },
      ...{ again: 0, told: {}, open: 0, contradictions: [] },
    })
  })
})
