import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApp, sampleFirmDetails, sampleOwner } from '../app.ts'
import { fixedClock } from '../base/clock.ts'
import type { Config } from '../config.ts'
import { madeDemoShape } from '../contract/firms.ts'
import { runShape } from '../contract/runs.ts'
import { openEncoder } from '../embeddings/embeddings.ts'
import {
  type AnsweredQuery,
  answerSample,
  belowFloors,
  judgedAt,
  readJudged,
  relevanceFloors,
  relevanceOf,
  relevanceTable,
  tuneTable,
} from '../search/search.ts'
import { type Evaluation, evaluate, evaluationTable } from '../understanding/understanding.ts'
import { overApp } from './client.ts'
import { type Command, type CommandInput, printJson, UsageError } from './command.ts'
import { follow } from './import.ts'

const WHAT = ['understanding', 'search']

export const evalCommand: Command = {
  usage: 'eval [understanding|search] [--queries]',
  summary:
    'Measures on judged examples how well messages are understood and how well the search finds, which takes some minutes; fails below its floors. --queries lists those that a search may be tuned by.',
  options: { queries: { type: 'boolean' } },
  words: [0, 1],
  run: async (input) => {
    const { words, options, out } = input
    const [what] = words
    if (what !== undefined && !WHAT.includes(what))
      throw new UsageError(`"${what}" is neither understanding nor search.`)
    const understood = what === 'search' ? undefined : evaluate()
    const isJson = options.json === true
    if (understood !== undefined && !isJson) out.write(`${evaluationTable(understood)}\n`)
    const answered = what === 'understanding' ? undefined : await answerAll(input)
    if (answered !== undefined && !isJson) {
      if (understood !== undefined) out.write('\n')
      if (options.queries === true) out.write(`${tuneTable(answered)}\n\n`)
      out.write(`${relevanceTable(relevanceOf(answered))}\n`)
    }
    if (isJson) printJson(out, asJson(understood, answered))
    const isBelow = answered !== undefined && belowFloors(relevanceOf(answered)).length > 0
    return isBelow || (understood?.below.length ?? 0) > 0 ? 1 : 0
  },
}

function asJson(understood: Evaluation | undefined, answered: AnsweredQuery[] | undefined) {
  if (answered === undefined) return understood
  const relevance = relevanceOf(answered)
  const search = { ...relevance, floors: relevanceFloors, below: belowFloors(relevance) }
  return { ...understood, search }
}

/** Asks the judged queries of the sample firm, which is imported for that, as it was when it was judged, and thrown away. */
async function answerAll({ config, options, out, signal }: CommandInput): Promise<AnsweredQuery[]> {
  const dir = await mkdtemp(join(tmpdir(), 'plumbline-eval-'))
  const clock = fixedClock(judgedAt)
  try {
    await using app = await openApp(settingsIn(dir, config), { clock })
    const { id, slug } = await app.access.makeFirm({ ...sampleFirmDetails, sample: true }, sampleOwner)
    const client = overApp(app, slug)
    const { syncId } = madeDemoShape.parse(await client.call('POST', '/api/demo'))
    const started = runShape.parse(await client.call('GET', `/api/sync/${syncId}/progress`))
    const run = await follow(client, started, { out, signal, quiet: options.json === true || !out.isTTY })
    if (run.status !== 'completed') throw new Error(`The import of the sample firm is ${run.status}.`)
    await app.stages.indexer.catchUp(id, signal)
    await using encoder = openEncoder()
    return await answerSample(
      { store: app.store, clock, encoder },
      { tenantId: id, judged: readJudged(), signal },
    )
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Of a Plumbline of its own, which knows nobody; vectors are made here, when they are asked for. */
function settingsIn(dataDir: string, config: Config): Config {
  return {
    ...config,
    dataDir,
    ...{
      databaseUrl: undefined,
      model: undefined,
      mail: undefined,
      google: undefined,
      messageVectors: false,
    },
  }
}
