/**
 * How much better messages are understood with more of the training messages: `node bench/learning.ts`, about two
 * minutes. Examples are cross-validated; the unseen messages are by a hand of their own. Where a row still rises at its
 * end, writing more messages pays.
 */
import { evaluate, evaluateUnseen } from '../src/understanding/evals/evaluate.ts'
import type { Figures } from '../src/understanding/evals/score.ts'

const SHARES = [0.25, 0.5, 0.75, 1]
/** Figures that hang on training; names, numbers and times are read by rules. */
const LEARNT = [
  'emergency_recall',
  'emergency_precision',
  'urgency_macro_f1',
  'services_f1',
  'sentiment_macro_f1',
  'business_f1',
  'property_manager_f1',
  'ticket_f1_true',
  'ticket_f1_false',
] as const satisfies (keyof Figures)[]

print(
  'examples, cross-validated',
  SHARES.map((share) => evaluate({ share, folds: 3 }).all),
)
print(
  'unseen',
  SHARES.map((share) => evaluateUnseen({ share }).all),
)

function print(title: string, curve: Figures[]): void {
  console.log(
    [title.padEnd(28), ...SHARES.map((share) => `${share * 100} %`.padStart(8)), '   last gain'].join(''),
  )
  for (const figure of LEARNT) {
    const values = curve.map((figures) => figures[figure])
    const gain = (values.at(-1) ?? Number.NaN) - (values.at(-2) ?? Number.NaN)
    console.log(
      [
        figure.padEnd(28),
        ...values.map((value) => value.toFixed(3).padStart(8)),
        gain.toFixed(3).padStart(12),
      ].join(''),
    )
  }
  console.log()
}
