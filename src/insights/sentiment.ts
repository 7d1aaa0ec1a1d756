import type { ConversationInsight } from '../contract/insights.ts'
import type { Sentiment } from '../understanding/understanding.ts'

/** How good a mood is, -1 to 1. */
export const moodScore: Readonly<Record<Sentiment, number>> = {
  positive: 1,
  neutral: 0,
  urgent: -0.4,
  negative: -0.7,
  frustrated: -1,
}
/** A mean nearer to 0 is neutral; so is a change. */
const MOOD_MIN = 0.25

/** Somebody alarmed who also says where they live is no calmer for it. */
const NEUTRAL_WEIGHT = 0.5

/** The mood of a conversation, from that of each message of the other side, oldest first; the newest counts twice the oldest. */
export function overallMood(
  moods: readonly Sentiment[],
): Pick<ConversationInsight['sentiment'], 'overall' | 'trend'> {
  if (moods.length === 0) return { overall: null, trend: null }
  const weights = moods.map(
    (mood, index) => (1 + index / moods.length) * (mood === 'neutral' ? NEUTRAL_WEIGHT : 1),
  )
  const mean = weightedMean(moods, weights)
  return { overall: moodOf(mean, moods), trend: trendOf(moods) }
}

function moodOf(mean: number, moods: readonly Sentiment[]): Sentiment {
  if (mean >= MOOD_MIN) return 'positive'
  if (mean > -MOOD_MIN) return 'neutral'
  const bad = moods.filter((mood) => moodScore[mood] < 0)
  const counts = Map.groupBy(bad, (mood) => mood)
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 'negative'
}

function trendOf(moods: readonly Sentiment[]): 'better' | 'same' | 'worse' | null {
  if (moods.length < 2) return null
  const felt = moods.map((mood) => (mood === 'urgent' ? 'neutral' : mood)) // an alarm is of the matter: it passes when that does
  const half = Math.floor(felt.length / 2)
  const change = weightedMean(felt.slice(-half)) - weightedMean(felt.slice(0, half))
  return change >= MOOD_MIN ? 'better' : change <= -MOOD_MIN ? 'worse' : 'same'
}

function weightedMean(moods: readonly Sentiment[], weights: readonly number[] = moods.map(() => 1)): number {
  const sum = moods.reduce((total, mood, index) => total + moodScore[mood] * (weights[index] ?? 1), 0)
  return sum / weights.reduce((total, weight) => total + weight, 0)
}
