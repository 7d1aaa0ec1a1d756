import { openThread } from '../../base/thread.ts'
import { DIMENSION } from './vector.ts'

/** Makes vectors of texts. */
export type Encoder = {
  /** Its name and version; vectors of another are not compared with its own. */
  model: string
  dimension: number
  /** One for each text, in order; null where there is nothing to read. */
  encode(texts: readonly string[]): Promise<(Int8Array | null)[]>
}

/** Its last part is raised with every change of the glossary, of what is read of a text, or of what is taken out of vectors. */
const MODEL = 'use-lite-en+gloss/2'
/** A text takes a tenth of a second at most; this is no mere load of the machine. */
const TEXT_MS_MAX = 10_000
const START_MS_MAX = 60_000
/** Loading the model again takes half a second. */
const IDLE_MS = 60_000

/**
 * The Universal Sentence Encoder, its small English form, in a thread of its own: 28 MB that come with the program, loaded when
 * first asked and let go of when nobody asks. Polish is read through a glossary of the trade, so that a message and what asks for it need
 * not be in one language. It knows no other languages.
 */
export function openEncoder(): Encoder & AsyncDisposable {
  const thread = openThread<readonly string[], (Int8Array | null)[]>({
    file: new URL('./worker.ts', import.meta.url),
    name: 'embeddings',
    idleMs: IDLE_MS,
  })
  return {
    model: MODEL,
    dimension: DIMENSION,
    encode: (texts) => thread.ask(texts, { msMax: START_MS_MAX + texts.length * TEXT_MS_MAX }),
    [Symbol.asyncDispose]: () => thread[Symbol.asyncDispose](),
  }
}
