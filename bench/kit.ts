import { cpus, totalmem } from 'node:os'

/** One figure: ours, the baseline of the same run, and what divides them. */
export type Figure = {
  what: string
  ours: string
  baseline: string
  /** Ours over the baseline, in the sense that larger is better unless `bound` says "at most". */
  ratio: number
  /** What was asked of it: "at least 0.33". */
  bound: string
}

/** Prints figures for people, and one line of JSON for bench.ts. */
export function report(figures: readonly Figure[]): void {
  for (const { what, ours, baseline, ratio, bound } of figures) {
    console.log(`${what}\n  ours ${ours}; baseline ${baseline}; ratio ${ratio.toFixed(2)} (asked: ${bound})`)
  }
  console.log(`FIGURES ${JSON.stringify(figures)}`)
}

/** The machine in a few words. */
export function machine(): string {
  const { model } = cpus()[0] ?? { model: 'unknown' }
  return `${cpus().length} × ${model.trim()}, ${Math.round(totalmem() / 1024 ** 3)} GiB, Node ${process.versions.node}`
}

/** The value below which `share` of the sorted values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
