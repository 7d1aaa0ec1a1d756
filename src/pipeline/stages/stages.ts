import type { Id } from '../../base/ids.ts'
import type { Encoder } from '../../embeddings/embeddings.ts'
import { hearEvents } from '../../events/events.ts'
import type { BackgroundOptions } from './background.ts'
import { type Embedder, openEmbedder } from './embedder.ts'
import { type Indexer, openIndexer } from './indexer.ts'
import { openRollUp, type RollUp } from './roll-up.ts'
import { openSuggester, type Suggester, type SuggesterIo } from './suggester.ts'
import { openTicketer, type Ticketer, type TicketerOptions } from './ticketer.ts'
import {
  openUnderstander,
  type Understander,
  type UnderstanderIo,
  type UnderstanderOptions,
} from './understander.ts'

/** What is made of messages in the background. */
export type Stages = AsyncDisposable & {
  understander: Understander
  ticketer: Ticketer
  rollUp: RollUp
  indexer: Indexer
  /** undefined where none are wanted. */
  suggester: Suggester | undefined
  /** Undefined where messages are not compared by meaning. */
  embedder: Embedder | undefined
  /** Begins: looks through everything, and hears from then on of what changes. */
  start(): void
  /** Something may be new: of this firm, or of any. `everything`: whatever its age, as when rules changed. */
  wake(tenantId?: Id, how?: { everything?: boolean }): void
}

export type StagesOptions = BackgroundOptions &
  Pick<TicketerOptions, 'threshold' | 'recentDays'> &
  Pick<UnderstanderOptions, 'timeoutHours'> & {
    /** Milliseconds of quiet after which an answer is drafted; undefined drafts none. */
    suggestionQuietMs?: number | undefined
  }

export type StagesIo = UnderstanderIo &
  Pick<SuggesterIo, 'model' | 'metrics'> & {
    /** Makes vectors of messages; undefined makes none. */
    encoder?: Encoder | undefined
  }

/** What the stages make things of; and a run, for while one goes on they give way. */
const STOOD_ON: ReadonlySet<string> = new Set(['message', 'conversation', 'customer', 'ticket', 'run'])
/** What all of them are made by: the firm's clock and country. */
const MADE_BY = 'firm'
const LOOK_ALL_EVERY_MS = 10 * 60_000

/**
 * Once started, the stages hear of every transaction that changed something of a firm, whoever made it: an import, a person, a mirror,
 * somebody in psql, another process. What they would miss all the same, they find by looking through everything from time to time.
 * Tickets, figures and suggested answers follow what is understood.
 */
export function openStages(io: StagesIo, options: StagesOptions): Stages {
  const opened = new AsyncDisposableStack()
  const ticketer = opened.use(openTicketer(io, options))
  const rollUp = opened.use(openRollUp(io, options))
  const { suggestionQuietMs: quietMs } = options
  const suggester = quietMs === undefined ? undefined : opened.use(openSuggester(io, { ...options, quietMs }))
  const onUnderstood = (tenantId: Id) => {
    ticketer.wake(tenantId)
    rollUp.wake(tenantId)
    suggester?.wake(tenantId)
  }
  const understander = opened.use(openUnderstander(io, { ...options, onUnderstood }))
  const indexer = opened.use(openIndexer(io, options))
  const { encoder } = io
  const embedder = encoder && opened.use(openEmbedder({ ...io, encoder }, options))
  const wake: Stages['wake'] = (tenantId, how) => {
    for (const stage of [understander, indexer, rollUp, embedder]) stage?.wake(tenantId, how)
  }
  const start = () => {
    wake()
    const ear = hearEvents(io.store, (tenantId, subject) => {
      if (subject === undefined || STOOD_ON.has(subject)) wake(tenantId)
      if (subject === MADE_BY) wake(tenantId, { everything: true })
    })
    opened.use(ear)
    const timer = setInterval(() => wake(undefined, { everything: true }), LOOK_ALL_EVERY_MS)
    opened.defer(() => clearInterval(timer))
  }
  return {
    ...{ understander, ticketer, rollUp, indexer, suggester, embedder, start, wake },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
