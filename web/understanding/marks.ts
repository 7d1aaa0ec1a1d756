import type { Finding, Understanding } from '../../src/contract/understanding.ts'

/** How loudly words are underlined, the loudest first. */
export const tones = ['danger', 'warning', 'work', 'time', 'fact'] as const
export type Tone = (typeof tones)[number]

/** A stretch of words that all of the same findings lie on; `tone` is that of the loudest. */
export type Piece = { start: number; end: number; tone: Tone }
/** Words with findings, as far as these overlap: one place to point at. Findings by where they begin, the longer first. */
export type Mark = { start: number; end: number; findings: Finding[]; pieces: Piece[] }

/**
 * Where in `text` the findings lie: marks in reading order that do not overlap, each cut into pieces. Findings of the
 * whole message, and those whose place is not in the text, have none; nor have those that cross one of the `kept` places.
 */
export function marksOf(
  text: string,
  { findings, urgency }: Pick<Understanding, 'findings' | 'urgency'>,
  kept: readonly { start: number; end: number }[] = [],
): Mark[] {
  const placed = findings
    .filter(({ start, end }) => start < end && end <= text.length)
    .filter(({ start, end }) => !kept.some((one) => start < one.end && one.start < end))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const marks: Mark[] = []
  for (const finding of placed) {
    const last = marks.at(-1)
    if (last !== undefined && finding.start < last.end) {
      last.findings.push(finding)
      last.end = Math.max(last.end, finding.end)
    } else marks.push({ start: finding.start, end: finding.end, findings: [finding], pieces: [] })
  }
  for (const mark of marks) mark.pieces = piecesOf(mark, urgency.reasons)
  return marks
}

/** How loud a finding is. A firm's rule is as loud as the urgency that it raises to. */
export function toneOf(finding: Finding, reasons: Understanding['urgency']['reasons']): Tone {
  switch (finding.kind) {
    case 'hazard': {
      const state = String(finding.value).split(':')[1]
      return state === 'present' ? 'danger' : state === 'contained' ? 'warning' : 'fact'
    }
    case 'emergency_keyword':
      return reasons.some(({ code, start }) => code === 'firm_rule_emergency' && start === finding.start)
        ? 'danger'
        : 'warning'
    case 'service':
      return 'work'
    case 'time_window':
      return 'time'
    default:
      return 'fact'
  }
}

function piecesOf({ start, end, findings }: Mark, reasons: Understanding['urgency']['reasons']): Piece[] {
  const cuts = [...new Set([start, end, ...findings.flatMap((one) => [one.start, one.end])])]
  cuts.sort((a, b) => a - b)
  return cuts.slice(1).map((to, index) => {
    const from = cuts[index] ?? start
    const here = findings.filter((one) => one.start <= from && to <= one.end)
    const loudness = here.map((one) => tones.indexOf(toneOf(one, reasons)))
    return { start: from, end: to, tone: tones[Math.min(...loudness)] ?? 'fact' }
  })
}
