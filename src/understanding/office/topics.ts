import { serviceConcepts } from '../judge/services.ts'
import { conceptsIn } from '../text/concepts.ts'
import { prepare } from '../text/prepare.ts'
import { tokensIn } from '../text/tokens.ts'

/** What is talked of beside the trouble itself; and the trouble by its service. */
const MATTERS = [
  'quote',
  'invoice',
  'cancel',
  'reschedule',
  'book',
  'complaint',
  'wait_firm',
  'praise',
] as const
const WORDS_OF: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...MATTERS.map((name) => [name, [name]] as const),
  ...Object.entries(serviceConcepts),
])

/** A topic of a message, on the words that speak of it first. */
export type FoundTopic = { topic: string; start: number; end: number; text: string }

/** What a message is about, by its plain words: kinds of work, and matters such as a quote or a complaint. */
export function topicsIn(text: string, language: 'en' | 'pl'): FoundTopic[] {
  const prepared = prepare(text)
  const concepts = conceptsIn(tokensIn(prepared.folded), prepared.folded, language).filter(
    ({ denied }) => !denied,
  )
  return [...WORDS_OF].flatMap(([topic, names]) => {
    const [plainest] = names
    const said = concepts.find(({ name }) => name === plainest)
    if (said === undefined) return []
    return [
      {
        topic,
        start: prepared.toRaw(said.start),
        end: prepared.toRaw(said.end - 1) + 1,
        text: prepared.text.slice(said.start, said.end),
      },
    ]
  })
}
