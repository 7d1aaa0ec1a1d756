/**
 * What is measured while the program works: rooms below report to it what they have done, it keeps nothing but counts,
 * and touches neither database nor network. One for each App, so that two in one process do not mix.
 */
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { type FirmMeter, openFirmMeter, type Stage } from './firm-meter.ts'
import { type MachineMeter, openMachineMeter } from './machine-meter.ts'
import { openTallies, type Tally } from './tally.ts'

export { type Stage, stages } from './firm-meter.ts'
export { BOUNDS_MS, bucketOf, emptyBuckets, quantile } from './histogram.ts'
export type { MachineReading } from './machine-meter.ts'
export { mergeTallies, type Tally, type TallyName } from './tally.ts'

/** A source that is being asked for what is new. Its end is told once. */
export type Look = {
  end(): void
  /** `fault` is a WireFault, or internal. */
  fail(fault: string): void
  /** It was stopped by hand, which says nothing. */
  drop(): void
}

export type Metrics = {
  /** Of this process. */
  processId: Id
  /** A stage took `ms` for a batch of `messages`, of which it could not use `failed`. */
  stage(input: { tenantId: Id; stage: Stage; messages: number; ms: number; failed?: number }): void
  /** Messages were new, and are stored. */
  stored(input: { tenantId: Id; channel: string; messages: number }): void
  /** Begins to measure a look at a source. `isFirst`: all of it is taken in, which may take hours: counted, and not timed. */
  beginLook(input: { tenantId: Id; sourceId: Id; channel: string; isFirst: boolean }): Look
  /** So many messages of a firm wait for this process to understand them. */
  waiting(input: { tenantId: Id; messages: number }): void
  waitingOf(tenantId: Id): number
  /** A request was answered; `tenantId` is null where it was for no firm. */
  request(input: {
    tenantId: Id | null
    method: string
    route: string
    status: number
    ms: number
    timedOut: boolean
  }): void
  /** A query took so long. */
  query(ms: number): void
  /** A language model was asked; tokens and cost are null where they are not known. */
  modelCall(input: {
    tenantId: Id
    purpose: string
    /** Provider and model. */
    model: string
    outcome: string
    ms: number
    tokens: { input: number; output: number } | null
    costUsd: number | null
  }): void
  /** An answer was drafted; `source` is where its words are from, or failed. */
  suggestion(input: { tenantId: Id; source: string; ms: number }): void
  /** What was counted since this was last asked; what is not over yet is noted as long as it takes. */
  takeTallies(): Tally[]
  /** What is measured of the process. */
  machine: MachineMeter
  /** What is measured of one firm. */
  firm(tenantId: Id): FirmMeter
  /** What is measured of all firms together. */
  all: FirmMeter
}

export function openMetrics(input: { clock: Clock; version: string }): Metrics {
  const { clock } = input
  const tallies = openTallies({ nowMs: () => clock.now().getTime() })
  const machine = openMachineMeter(input.version)
  const all = openFirmMeter()
  const firms = new Map<Id, FirmMeter>()
  const waiting = new Map<Id, number>()
  const looks = new Set<{ tenantId: Id; label: Id; beganMs: number; isFirst: boolean }>()
  const firm = (tenantId: Id): FirmMeter => {
    const meter = firms.get(tenantId) ?? openFirmMeter()
    firms.set(tenantId, meter)
    return meter
  }
  /** Those who count what is done for a firm. */
  const metersOf = (tenantId: Id): readonly FirmMeter[] => [firm(tenantId), all]
  return {
    processId: newId(clock),
    stage: ({ tenantId, stage, messages, ms, failed = 0 }) => {
      const count = messages + failed
      if (count === 0) return
      tallies.add({ tenantId, name: 'stage', label: stage, ms: ms / count, count, failed })
      for (const meter of metersOf(tenantId)) {
        meter.messages.inc({ stage }, messages)
        if (failed > 0) meter.failed.inc({ stage }, failed)
        meter.batches.observe({ stage }, ms / 1000)
      }
    },
    stored: ({ tenantId, channel, messages }) => {
      if (messages === 0) return
      tallies.add({ tenantId, name: 'stored', label: channel, ms: 0, count: messages })
      for (const meter of metersOf(tenantId)) meter.stored.inc({ channel }, messages)
    },
    beginLook: ({ tenantId, sourceId, channel, isFirst }) => {
      const look = { tenantId, label: sourceId, beganMs: performance.now(), isFirst }
      looks.add(look)
      const over = (outcome: string) => {
        if (!looks.delete(look)) return
        const tookMs = performance.now() - look.beganMs
        const failed = outcome === 'ok' ? 0 : 1
        tallies.add({ tenantId, name: 'look', label: sourceId, ms: isFirst ? 0 : tookMs, failed })
        if (outcome === 'timeout') tallies.add({ tenantId, name: 'timeout', label: 'source', ms: tookMs })
        for (const meter of metersOf(tenantId)) meter.looks.observe({ channel, outcome }, tookMs / 1000)
      }
      return { end: () => over('ok'), fail: over, drop: () => void looks.delete(look) }
    },
    waiting: ({ tenantId, messages }) => {
      waiting.set(tenantId, messages)
      firm(tenantId).waiting.set(messages)
      all.waiting.set([...waiting.values()].reduce((sum, count) => sum + count, 0))
    },
    waitingOf: (tenantId) => waiting.get(tenantId) ?? 0,
    request: ({ tenantId, method, route, status, ms, timedOut }) => {
      machine.requests.inc({ method, route, status })
      machine.durations.observe({ route }, ms / 1000)
      if (tenantId === null) return
      tallies.add({ tenantId, name: 'request', label: '', ms, failed: status >= 500 ? 1 : 0 })
      if (timedOut) tallies.add({ tenantId, name: 'timeout', label: 'request', ms })
    },
    query: (ms) => {
      tallies.add({ tenantId: null, name: 'query', label: '', ms })
      machine.queries.observe(ms / 1000)
    },
    modelCall: ({ tenantId, purpose, model, outcome, ms, tokens, costUsd }) => {
      for (const meter of metersOf(tenantId)) {
        meter.modelCalls.inc({ purpose, model, outcome })
        meter.modelTimes.observe({ model }, ms / 1000)
        meter.modelTokens.inc({ model, outcome, kind: 'input' }, tokens?.input ?? 0)
        meter.modelTokens.inc({ model, outcome, kind: 'output' }, tokens?.output ?? 0)
        if (costUsd === null) meter.modelUnpriced.inc({ model, outcome })
        else meter.modelCost.inc({ model, outcome }, costUsd)
      }
    },
    suggestion: ({ tenantId, source, ms }) => {
      const failed = source === 'failed' ? 1 : 0
      tallies.add({ tenantId, name: 'suggestion', label: source, ms, failed })
      for (const meter of metersOf(tenantId)) {
        meter.suggestions.inc({ source })
        meter.suggestionTimes.observe({ source }, ms / 1000)
      }
    },
    takeTallies: () => {
      for (const { tenantId, label, beganMs, isFirst } of looks)
        tallies.lasts({ tenantId, name: 'look', label, ms: isFirst ? 0 : performance.now() - beganMs })
      return tallies.take()
    },
    machine,
    firm,
    all,
  }
}
