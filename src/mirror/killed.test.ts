import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { startPostgres, type TestPostgres } from '../../test/kit/postgres.ts'
import { openChance } from '../demo/chance.ts'
import { killWhileWritten } from './killed.fixture.ts'

describe('two databases that people write at once, while the program is killed and its connections are cut', () => {
  let server: TestPostgres
  before(async () => {
    server = await startPostgres()
  })
  after(() => server[Symbol.asyncDispose]())

  it('say the same in the end; nothing is lost unlisted, nothing is there twice', async () => {
    const told = await killWhileWritten(
      { ours: server, theirs: server },
      { chance: openChance(1), notes: true, kills: 2, writes: 30 },
    )
    const [ours, theirs, made] = told.rows
    assert.deepEqual([told.isSame, told.lost, told.doubled, ours, theirs], [true, [], [], made, made])
    assert.deepEqual([told.steps, told.kills], [60, 2])
  })
})
