import { z } from 'zod'
import {
  findingShape,
  reasonShape,
  type Understanding as ShownUnderstanding,
  understandingShape,
} from '../contract/understanding.ts'
import type { Understanding } from '../understanding/understanding.ts'

const { shape } = understandingShape
const judgementOf = <T extends z.ZodType>(value: T) =>
  z.object({ value, confidence: z.number(), reasons: z.array(reasonShape.omit({ text: true })) })
const yesOrNo = judgementOf(z.boolean())

/**
 * What column `detail` holds: all of an understanding that has no column of its own, without the words of its spans,
 * which are the message's. So nothing that people wrote is kept twice, and a row is half as large.
 */
const detailShape = z.object({
  urgency: judgementOf(shape.urgency.shape.value),
  sentiment: judgementOf(shape.sentiment.shape.value),
  style: judgementOf(shape.style.shape.value),
  business: yesOrNo,
  propertyManager: yesOrNo,
  emergencyContact: yesOrNo,
  ticket: yesOrNo,
  services: shape.services,
  scheduling: shape.scheduling,
  district: shape.district,
  findings: z.array(findingShape.omit({ text: true })),
})
type Detail = z.infer<typeof detailShape>
type PackedJudgement<T> = { value: T; confidence: number; reasons: Detail['urgency']['reasons'] }

/** An understanding as column `detail` keeps it. */
export function packDetail(understood: Understanding): Detail {
  return {
    urgency: packJudgement(understood.urgency),
    sentiment: packJudgement(understood.sentiment),
    style: packJudgement(understood.style),
    business: packJudgement(understood.business),
    propertyManager: packJudgement(understood.propertyManager),
    emergencyContact: packJudgement(understood.emergencyContact),
    ticket: packJudgement(understood.ticket),
    services: understood.services.map(({ service, confidence }) => ({
      service,
      confidence: share(confidence),
    })),
    scheduling: understood.scheduling,
    district: understood.district,
    findings: understood.findings.map(({ text: _, score, ...finding }) => ({
      ...finding,
      score: share(score),
    })),
  }
}

function packJudgement<T>({
  value,
  confidence,
  reasons,
}: {
  value: T
  confidence: number
  reasons: Understanding['urgency']['reasons']
}): PackedJudgement<T> {
  return {
    value,
    confidence: share(confidence),
    reasons: reasons.map(({ text: _, weight, ...reason }) => ({ ...reason, weight: rounded(weight) })),
  }
}

/** A row of `understanding`, as far as it is shown. */
export type StoredUnderstanding = {
  version: string
  ruleVersion: number
  language: string
  confidence: number
  refinedBy: string | null
  detail: unknown
}

/** An understanding as it is shown, with the words of its spans cut out of the message's own. */
export function showUnderstanding(row: StoredUnderstanding, words: string): ShownUnderstanding {
  const detail = detailShape.parse(row.detail)
  const judged = <T>({ value, confidence, reasons }: PackedJudgement<T>) => ({
    value,
    confidence,
    reasons: reasons.map((reason) =>
      reason.start === undefined ? reason : { ...reason, text: words.slice(reason.start, reason.end) },
    ),
  })
  return {
    version: row.version,
    ruleVersion: row.ruleVersion,
    language: row.language === 'pl' ? 'pl' : 'en',
    urgency: judged(detail.urgency),
    sentiment: judged(detail.sentiment),
    style: judged(detail.style),
    business: judged(detail.business),
    propertyManager: judged(detail.propertyManager),
    emergencyContact: judged(detail.emergencyContact),
    ticket: judged(detail.ticket),
    services: detail.services,
    scheduling: detail.scheduling,
    district: detail.district,
    confidence: rounded(row.confidence),
    refinedBy: row.refinedBy,
    findings: detail.findings.map((finding) => ({
      ...finding,
      text: words.slice(finding.start, finding.end),
    })),
  }
}

const rounded = (value: number) => Math.round(value * 1000) / 1000
const share = (value: number) => rounded(Math.max(0, Math.min(1, value)))
