import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ticketMoves, ticketPriorities } from '../contract/tickets.ts'
import { targets } from './clock/targets.ts'

const manual = readFileSync(join(import.meta.dirname, '../../docs/tickets.md'), 'utf8')

describe('docs/tickets.md', () => {
  it('lists the moves that there are', () => {
    for (const [from, to] of Object.entries(ticketMoves))
      assert.ok(manual.includes(`| ${from} | ${to.join(', ')} |`), from)
  })

  it('lists when what is due', () => {
    const span = (ms: number) =>
      ms < 3_600_000 ? `${ms / 60_000} minutes` : `${ms / 3_600_000} hour${ms === 3_600_000 ? '' : 's'}`
    for (const priority of ticketPriorities) {
      const { respondMs, solveMs } = targets[priority]
      assert.ok(manual.includes(`| ${priority} | ${span(respondMs)} | ${span(solveMs)} |`), priority)
    }
  })
})
