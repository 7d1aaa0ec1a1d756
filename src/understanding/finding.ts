import type { TimeWindow } from './recognise/time/windows.ts'

/** What kind of thing a finding is; each has its own shape of value. */
export type FindingKind =
  | 'name'
  | 'phone'
  | 'email'
  | 'address'
  | 'district'
  | 'time_window'
  | 'service'
  | 'hazard'
  | 'emergency_keyword'

/** The value of a finding: text for all but time windows. */
export type FindingValue = string | TimeWindow

/** Something a message says, on the words that say it. */
export type Finding = {
  kind: FindingKind
  value: FindingValue
  /** Span in the message as it came, UTF-16 units; start = end = 0 when the message as a whole says it. */
  start: number
  end: number
  text: string
  /** Said in so many words, or concluded. */
  basis: 'stated' | 'implied'
  /** 0 to 1. */
  score: number
  /** Who found it, with its version: `hazards@1`. */
  recogniser: string
}

/** Why a judgement is what it is: a sentence, and the words it rests on where there are any. */
export type Reason = { code: string; weight: number; start?: number; end?: number; text?: string }

/** A conclusion about the whole message with its probability and reasons. */
export type Judgement<T> = { value: T; confidence: number; reasons: Reason[] }
