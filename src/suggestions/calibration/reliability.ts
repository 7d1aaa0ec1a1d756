/** A draft on which a person has decided: how sure it was, and whether it was good. */
export type Judged = { confidence: number; isGood: boolean }

/** Drafts of much the same confidence. */
export type ReliabilityBin<J extends Judged = Judged> = {
  from: number
  to: number
  of: readonly J[]
  meanConfidence: number
  /** Of them, how many were good. */
  share: number
}

const BINS = 10

/** The reliability curve: tenths of confidence, lowest first; empty ones are left out. */
export function reliabilityOf<J extends Judged>(judged: readonly J[]): ReliabilityBin<J>[] {
  const binOf = ({ confidence }: Judged) => Math.min(BINS - 1, Math.floor(confidence * BINS + 1e-9))
  return [...Map.groupBy(judged, binOf)]
    .toSorted(([a], [b]) => a - b)
    .map(([bin, of]) => ({
      ...{ from: bin / BINS, to: (bin + 1) / BINS, of },
      meanConfidence: of.reduce((sum, { confidence }) => sum + confidence, 0) / of.length,
      share: of.filter(({ isGood }) => isGood).length / of.length,
    }))
}

/** Brier score (Brier 1950): the mean square of what was said less what became of it. 0 is perfect; null of nothing. */
export function brierOf(judged: readonly Judged[]): number | null {
  if (judged.length === 0) return null
  const sum = judged.reduce((all, { confidence, isGood }) => all + (confidence - (isGood ? 1 : 0)) ** 2, 0)
  return sum / judged.length
}

/**
 * What a Brier score is made of (Murphy 1973), by the curve's tenths: reliability, how far the curve is from what was said, is to be
 * small; resolution, how far the tenths lie apart, large; uncertainty is the score of whoever always says the share of all. Reliability
 * less resolution plus uncertainty is the score, but for how confidences differ within a tenth. null of nothing.
 */
export function partsOf(bins: readonly ReliabilityBin[]): {
  reliability: number
  resolution: number
  uncertainty: number
} | null {
  if (bins.length === 0) return null
  const share = meanOver(bins, (bin) => bin.share)
  return {
    reliability: meanOver(bins, (bin) => (bin.meanConfidence - bin.share) ** 2),
    resolution: meanOver(bins, (bin) => (bin.share - share) ** 2),
    uncertainty: share * (1 - share),
  }
}

/** Expected calibration error: how far the curve's tenths are from what was said, in the mean. null of nothing. */
export function calibrationErrorOf(bins: readonly ReliabilityBin[]): number | null {
  if (bins.length === 0) return null
  return meanOver(bins, (bin) => Math.abs(bin.meanConfidence - bin.share))
}

function meanOver(bins: readonly ReliabilityBin[], figure: (bin: ReliabilityBin) => number): number {
  const count = bins.reduce((sum, { of }) => sum + of.length, 0)
  return bins.reduce((sum, bin) => sum + bin.of.length * figure(bin), 0) / count
}

/** Of a normal distribution, 95 % lie within so many standard deviations. */
const Z = 1.959964

/** Wilson's interval of a share (Wilson 1927): holds with few, and with none or all. */
export function wilson(good: number, count: number): { low: number; high: number } {
  if (count === 0) return { low: 0, high: 1 }
  const share = good / count
  const scale = 1 + Z ** 2 / count
  const middle = (share + Z ** 2 / (2 * count)) / scale
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
