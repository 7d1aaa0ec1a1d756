/**
 * How well messages are understood that no weight was trained on, beside what is asked: `node bench/unseen.ts`, in a
 * minute. Of the unseen messages those on odd lines were read while rules were written, those on even lines never; the
 * blind ones are by a hand of their own, and nobody has read them or chosen anything by their figures. `both` are the
 * unseen and the blind ones.
 */
import {
  evaluate,
  evaluateBlind,
  evaluateTimes,
  evaluateUnseen,
  floors,
  timesFloor,
} from '../src/understanding/evals/evaluate.ts'
import type { FigureName } from '../src/understanding/evals/score.ts'

const columns = {
  examples: evaluate().all,
  unseen: evaluateUnseen().all,
  'never read': evaluateUnseen({ lines: 'even' }).all,
  blind: evaluateBlind().all,
  'both, English': evaluateBlind({ withUnseen: true }).en,
  'both, Polish': evaluateBlind({ withUnseen: true }).pl,
  both: evaluateBlind({ withUnseen: true }).all,
  asked: floors,
}
const row = (name: string, cells: string[]) =>
  name.padEnd(22) + cells.map((cell) => cell.padStart(15)).join('')
console.log(row('figure', Object.keys(columns)))
for (const name of Object.keys(floors) as FigureName[])
  console.log(
    row(
      name,
      Object.values(columns).map((figures) => figures[name].toFixed(3)),
    ),
  )
const { en, pl } = evaluateTimes()
console.log(
  `\nmessages about times, F1: English ${en.toFixed(3)}, Polish ${pl.toFixed(3)} (asked ${timesFloor.toFixed(2)})`,
)
