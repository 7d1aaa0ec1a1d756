/**
 * The thread that understands: it computes answers and touches nothing else, so that neither HTTP nor the database
 * waits for it, and a pattern that takes too long can be ended with it.
 */
import { parentPort } from 'node:worker_threads'
import type { FirmRules } from '../../contract/understanding.ts'
import {
  type CompiledRules,
  compilePattern,
  compileRules,
  firingsOf,
  languageHintFrom,
  understand,
} from '../../understanding/understanding.ts'
import type { AnswerTo, Firing, Question } from './thread.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs only as a worker thread')

port.on('message', ({ id, question }: { id: number; question: Question }) => {
  port.postMessage({ id, answer: answer(question) })
})

function answer(question: Question): AnswerTo<Question['kind']> {
  switch (question.kind) {
    case 'understand':
      return understandAll(question)
    case 'fire':
      return fire(question)
    case 'probe':
      return probe(question.pattern)
  }
}

function understandAll({
  messages,
  rules,
  timeZone,
}: Question & { kind: 'understand' }): AnswerTo<'understand'> {
  const compiled = compiledOnce(rules)
  return messages.map(({ text, channel, sentAt, hint }) => {
    const languageHint = hint === null ? undefined : languageHintFrom(hint)
    return understand({
      text,
      channel,
      sentAt,
      timeZone,
      rules: compiled,
      ...(languageHint === undefined ? {} : { languageHint }),
    })
  })
}

let last: { written: string; compiled: CompiledRules } | undefined

function compiledOnce(rules: FirmRules): CompiledRules {
  const written = JSON.stringify(rules)
  if (last?.written !== written) last = { written, compiled: compileRules(rules) }
  return last.compiled
}

function fire({ texts, rules }: Question & { kind: 'fire' }): Firing[][] {
  const compiled = compiledOnce(rules)
  return texts.map((text) => firingsOf(compiled, text))
}

/** Texts on which a pattern that tries the same letters in many ways takes longest; as long as rules read. */
const WORST = ['a', 'A1', 'a ', '1', '1 ', ' ', 'ab', 'leak ', 'woda ', '-', '\n'].map((unit) =>
  unit.repeat(4000 / unit.length),
)

function probe(pattern: string): AnswerTo<'probe'> {
  const run = compilePattern(pattern)
  if (typeof run !== 'function') return { issue: run }
  let ms = 0
  for (const text of WORST) {
    const startedMs = performance.now()
    run(text, text.toLowerCase())
    ms = Math.max(ms, performance.now() - startedMs)
  }
  return { ms }
}
