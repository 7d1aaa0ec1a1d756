import type { Conversation } from '../../src/contract/conversations.ts'
import { useSay } from '../i18n/i18n.tsx'
import { HazardBadge } from './hazard-badge.tsx'
import { UrgencyMark } from './urgency-mark.tsx'

/** What is most pressing in a conversation: a danger or an emergency in red, high urgency quietly, the rest not at all. */
export function UrgencyBadge({
  conversation: { hazard, urgency },
}: {
  conversation: Pick<Conversation, 'hazard' | 'urgency'>
}) {
  const say = useSay()
  if (hazard !== null || urgency === 'emergency') return <HazardBadge hazard={hazard} />
  if (urgency !== 'high') return null
  return (
    <span
      title={say('urgency.high')}
      className="inline-flex h-5 shrink-0 whitespace-nowrap items-center gap-1 rounded-sm px-0.5 font-medium text-2xs text-ink-2"
    >
      <UrgencyMark urgency="high" />
      <span className="sr-only">{say('inbox.urgency')}: </span>
      {say('urgency.brief.high')}
    </span>
  )
}
