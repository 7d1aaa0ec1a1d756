import type { Guess } from '../judge/classifier.ts'
import type { FoundWindow } from '../recognise/time/windows.ts'

/**
 * Windows after the whole message has been weighed: none when no work is owed (spam, thanks, small talk); a wish
 * nobody put in known words only where the message surely reads like one.
 */
export function refineWindows(windows: FoundWindow[], guess: Guess, owed: boolean): FoundWindow[] {
  if (!owed) return []
  if (windows.length > 0) return windows
  if (guess.flags.asap > ASAP_SURE)
    return [{ window: { type: 'asap' }, start: 0, end: 0, implied: true, score: guess.flags.asap }]
  if (guess.flags.flexible > FLEXIBLE_SURE)
    return [{ window: { type: 'flexible' }, start: 0, end: 0, implied: true, score: guess.flags.flexible }]
  return []
}

/** Chosen by cross-validation. */
const ASAP_SURE = 0.85
const FLEXIBLE_SURE = 0.85
