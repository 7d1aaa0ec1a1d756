import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What a message goes through. */
export const stages = ['receive', 'thread', 'understand'] as const
export type Stage = (typeof stages)[number]

/** Seconds. A batch of 500 messages takes a third of one; what a model or a mail server keeps waiting takes several. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

/** What is counted of one firm's work, or of all firms' together: by channel and stage, and by nothing that names a firm. */
export type FirmMeter = ReturnType<typeof openFirmMeter>

export function openFirmMeter() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    stored: new Counter({
      registers,
      name: 'plumbline_messages_stored_total',
      help: 'Messages that were new and are stored.',
      labelNames: ['channel'],
    }),
    messages: new Counter({
      registers,
      name: 'plumbline_stage_messages_total',
      help: 'Messages that went through a stage, whether or not they were new.',
      labelNames: ['stage'],
    }),
    failed: new Counter({
      registers,
      name: 'plumbline_stage_failed_messages_total',
      help: 'Messages that a stage could not use.',
      labelNames: ['stage'],
    }),
    batches: new Histogram({
      registers,
      name: 'plumbline_stage_batch_duration_seconds',
      help: 'How long a stage took for a batch of messages; a live message is a batch of one.',
      labelNames: ['stage'],
      buckets: SECONDS,
    }),
    looks: new Histogram({
      registers,
      name: 'plumbline_source_look_duration_seconds',
      help: 'How long it took to ask a source for what is new, to its end or until it failed.',
      labelNames: ['channel', 'outcome'],
      buckets: SECONDS,
    }),
    modelCalls: new Counter({
      registers,
      name: 'plumbline_model_calls_total',
      help: 'Requests to language models.',
      labelNames: ['purpose', 'model', 'outcome'],
    }),
    modelTimes: new Histogram({
      registers,
      name: 'plumbline_model_call_duration_seconds',
      help: 'How long a request to a language model took, to its answer or until it was given up.',
      labelNames: ['model'],
      buckets: SECONDS,
    }),
    modelTokens: new Counter({
      registers,
      name: 'plumbline_model_tokens_total',
      help: 'Tokens that language models read (input) and wrote (output), where they were told.',
      labelNames: ['model', 'outcome', 'kind'],
    }),
    modelCost: new Counter({
      registers,
      name: 'plumbline_model_cost_usd_total',
      help: 'What requests to language models cost, US dollars, where that is known.',
      labelNames: ['model', 'outcome'],
    }),
    modelUnpriced: new Counter({
      registers,
      name: 'plumbline_model_unpriced_calls_total',
      help: 'Requests to language models whose cost is not known.',
      labelNames: ['model', 'outcome'],
    }),
    suggestions: new Counter({
      registers,
      name: 'plumbline_suggestions_drafted_total',
      help: 'Answers that were drafted for people to decide on, by where their words are from; failed: none could be.',
      labelNames: ['source'],
    }),
    suggestionTimes: new Histogram({
      registers,
      name: 'plumbline_suggestion_draft_duration_seconds',
      help: 'How long drafting an answer took; of a language model, without the time of its own.',
      labelNames: ['source'],
      buckets: SECONDS,
    }),
    waiting: new Gauge({
      registers,
      name: 'plumbline_understanding_waiting_messages',
      help: 'Messages that wait for this process to understand them; ten thousand stands for as many or more.',
    }),
  }
}
