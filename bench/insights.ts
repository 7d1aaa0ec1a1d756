/**
 * How well lost work is told from the rest, and how true the chance is that a conversation is resolved: on the stories of
 * the demo firm and on conversations written by hand, all labelled before rules were made. What is held out, a third, was
 * neither trained on nor looked at while rules were tuned. `node bench/insights.ts`, some seconds.
 */
import { labelledConversations } from './insights/corpus.ts'
import { scoreLost, scoreResolution } from './insights/score.ts'

const all = labelledConversations()
const parts = {
  'tuned and trained on': all.filter(({ heldOut }) => !heldOut),
  'held out': all.filter(({ heldOut }) => heldOut),
}
const figure = (value: number) => value.toFixed(3)
for (const [name, conversations] of Object.entries(parts)) {
  const lost = scoreLost(conversations)
  const resolution = scoreResolution(conversations)
  const at = Object.entries(lost.precisionAt).map(([k, value]) => `at ${k} ${figure(value)}`)
  console.log(`${name}: ${conversations.length} conversations`)
  console.log(
    `  lost work: precision ${figure(lost.precision)} (${at.join(', ')}), recall ${figure(lost.recall)}, right kind ${figure(lost.rightKind)}; ${lost.listed} listed, ${lost.lost} in truth`,
  )
  if (lost.wrong.length > 0) console.log(`    wrongly listed: ${lost.wrong.join(', ')}`)
  if (lost.missed.length > 0) console.log(`    missed: ${lost.missed.join(', ')}`)
  console.log(
    `  resolved: Brier ${figure(resolution.brier)} (always the base rate: ${figure(resolution.brierOfBase)}), right side ${figure(resolution.accuracy)}`,
  )
  for (const { from, to, count, chance, resolved } of resolution.reliability)
    console.log(
      `    said ${from.toFixed(1)} to ${to.toFixed(1)}: ${String(count).padStart(3)} conversations, mean ${figure(chance)}, in truth ${figure(resolved)}`,
    )
}
