import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import type { Understanding } from '../../contract/understanding.ts'
import { understand } from '../../understanding/understanding.ts'
import { chanceOfWork } from './chance.ts'

const EVALS = join(import.meta.dirname, '../../understanding/evals')
type Labelled = { text: string; channel: string; sent_at: string; tz: string; gold: { ticket: boolean } }

/** Chances and labels of the labelled messages of these sets, in both languages. */
function judged(...sets: string[]): { chance: number; owed: number }[] {
  return sets.flatMap((set) =>
    ['en', 'pl'].flatMap((language) =>
      readFileSync(join(EVALS, `${set}.${language}.jsonl`), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => {
          const { text, channel, sent_at: sentAt, tz: timeZone, gold } = JSON.parse(line) as Labelled
          const understood = understand({ text, channel, sentAt, timeZone })
          return { chance: chanceOfWork(understood as unknown as Understanding), owed: gold.ticket ? 1 : 0 }
        }),
    ),
  )
}

const unseen = judged('blind', 'unseen')

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

describe('the chance that work is owed', () => {
  it('is calibrated on messages that no weight was trained on: Brier score, and error in ten bins', () => {
    const rows = unseen
    const brier = mean(rows.map(({ chance, owed }) => (chance - owed) ** 2))
    const bins = Map.groupBy(rows, ({ chance }) => Math.min(9, Math.floor(chance * 10)))
    const error =
      [...bins.values()].reduce(
        (sum, bin) => sum + Math.abs(bin.reduce((more, { chance, owed }) => more + chance - owed, 0)),
        0,
      ) / rows.length
    assert.ok(rows.length === 500 && brier < 0.028, `Brier ${brier} of ${rows.length}`)
    assert.ok(error < 0.03, `calibration error ${error}`)
  })

  it('at the usual threshold is right 97 times of 100, and misses no more than 5 of 100', () => {
    for (const rows of [unseen, judged('examples')]) {
      const acted = rows.filter(({ chance }) => chance >= 0.7)
      const precision = mean(acted.map(({ owed }) => owed))
      const recall =
        acted.filter(({ owed }) => owed === 1).length / rows.filter(({ owed }) => owed === 1).length
      assert.ok(precision >= 0.97 && recall >= 0.95, `precision ${precision}, recall ${recall}`)
    }
  })
})
