// Makes src/understanding/judge/generated/weights.json from the labelled messages in the repository.
//   node scripts/train-understanding.ts            writes the file
//   node scripts/train-understanding.ts --check    exits 1 when the file is not what the data gives
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { readExamples, readTraining } from '../src/understanding/evals/corpus.ts'
import { sampleOfExample, sampleOfMessage } from '../src/understanding/evals/samples.ts'
import { quantise, train } from '../src/understanding/judge/train.ts'
import { unpackWeights } from '../src/understanding/judge/weights.ts'

const file = new URL('../src/understanding/judge/generated/weights.json', import.meta.url)
const examples = readExamples()
const messages = readTraining()
const samples = [...messages.map(sampleOfMessage), ...examples.map(sampleOfExample)]
const weights = quantise(train(samples))
const steps = Buffer.from(weights.steps.buffer)
const version = createHash('sha256').update(steps).digest('hex').slice(0, 12)

if (process.argv.includes('--check')) {
  const stored = JSON.parse(readFileSync(file, 'utf8'))
  const kept = Buffer.from(unpackWeights(stored).steps)
  const isSame = stored.version === version && kept.equals(steps)
  console.log(
    isSame
      ? `weights ${version} are what ${samples.length} messages give`
      : 'weights.json is out of date: run node scripts/train-understanding.ts',
  )
  process.exitCode = isSame ? 0 : 1
} else {
  const packed = brotliCompressSync(steps, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
  })
  const scale = Array.from(weights.scale, (value) => Number(value.toPrecision(7)))
  writeFileSync(
    file,
    `${JSON.stringify({ version, messages: samples.length, scale, steps: packed.toString('base64') }, null, 1)}\n`,
  )
  console.log(
    `weights ${version} from ${messages.length} training messages and ${examples.length} examples, ${(packed.length / 1024).toFixed(0)} KB packed`,
  )
}
