import {
  Check,
  CircleDashed,
  CirclePause,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react'
import type { SourceShown } from '../../src/contract/sources.ts'
import { isMoving } from '../api/queries.ts'

/** How a source is, in one word. */
export type Condition =
  | 'up_to_date'
  /** The last archive of one that archives alone fill. */
  | 'complete'
  | 'taking_in'
  | 'paused'
  /** After a failure, for the next try. */
  | 'waiting'
  | 'trying'
  /** It is not asked before a person has done something. */
  | 'needs_you'
  /** All was read, and the counts do not agree. */
  | 'incomplete'
  | 'stopped'
  | 'broke_off'
  | 'untouched'

/** What is to be told of a source before all else. It is complete only where its run is. */
export function conditionOf({ live, state, trouble, run }: SourceShown): Condition {
  const moving = isMoving(run?.status)
  if (state === 'broken') return 'needs_you'
  if (state === 'paused') return 'paused'
  if (trouble !== null) return moving ? 'trying' : 'waiting'
  if (moving) return 'taking_in'
  switch (run?.status) {
    case 'completed':
      return live ? 'up_to_date' : 'complete'
    case 'incomplete':
      return 'incomplete'
    case 'cancelled':
      return 'stopped'
    case undefined:
      return 'untouched'
    default:
      return 'broke_off'
  }
}

/** Green is whole, amber asks for a look, the accent moves by itself; the rest is at rest. */
export const conditionLooks: Record<Condition, readonly [LucideIcon, string]> = {
  up_to_date: [Check, 'text-good'],
  complete: [Check, 'text-good'],
  taking_in: [LoaderCircle, 'text-accent'],
  paused: [CirclePause, 'text-ink-2'],
  waiting: [Hourglass, 'text-caution'],
  trying: [LoaderCircle, 'text-caution'],
  needs_you: [TriangleAlert, 'text-caution'],
  incomplete: [TriangleAlert, 'text-caution'],
  stopped: [CircleDashed, 'text-ink-2'],
  broke_off: [CircleX, 'text-caution'],
  untouched: [CircleDashed, 'text-ink-2'],
}

/** Whether a person must do something for it to go on. */
export const needsPerson = (source: SourceShown): boolean => conditionOf(source) === 'needs_you'
