import type { Story } from '../story.ts'

/** Calls with no text beside them, strewn between the stories of everyone who has some. */
export const calls: readonly Story[] = [
  { id: 'call-in', who: 'owner', script: 'answered 3m' },
  { id: 'call-in-long', who: 'owner', script: 'answered 11m' },
  { id: 'call-out', who: 'owner', script: 'dialled 2m' },
  { id: 'call-out-short', who: 'owner', script: 'dialled 35s' },
  { id: 'call-on-the-way', who: 'owner', at: 'morning', script: 'dialled 22s' },
  { id: 'call-no-answer-then-back', who: 'owner', script: 'dialled 0s\n+25m answered 4m' },
  { id: 'call-missed-then-back', who: 'owner', script: 'missed\n+12m dialled 5m' },
  { id: 'call-missed-twice-then-back', who: 'owner', script: 'missed\n+3m missed\n+40m dialled 6m' },
]
