import '../../i18n/en-suggestions.ts'
import { Loader, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { Suggestion } from '../../../src/contract/suggestions.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import type { Suggested as Standing } from './use-suggestion.ts'

export type SuggestedProps = {
  suggested: Standing
  /** Whether one may decide on it, and it can be sent from here. */
  mayAct: boolean
  /** Whether the field below holds words of one's own. */
  isWriting: boolean
  onSend: (suggestion: Suggestion) => void
  onEdit: (suggestion: Suggestion) => void
  onPutBack: () => void
}

/** Above the field: the answer that is suggested, or what became of it while one writes. */
export function Suggested({ suggested, onPutBack, ...card }: SuggestedProps) {
  const say = useSay()
  const [firstId] = useState(suggested.pending?.id)
  const { pending, edited, overtaken, seeking, reject } = suggested
  if (seeking)
    return (
      <p role="status" className="flex items-center gap-2 py-1 text-ink-3 text-sm">
        <Loader aria-hidden className="size-4 animate-spin" />
        {say('suggestion.seeking')}
      </p>
    )
  if (edited !== undefined)
    return (
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 text-ink-2 text-xs">{say('suggestion.editing')}</p>
        <Button size="sm" look="quiet" disabled={suggested.approve.isPending} onClick={onPutBack}>
          {say('suggestion.putBack')}
        </Button>
      </div>
    )
  return (
    <>
      {overtaken && card.isWriting && (
        <p role="status" className="flex items-start gap-2 rounded-md bg-caution-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
          {say('suggestion.overtaken')}
        </p>
      )}
      {pending !== null && (
        <SuggestionCard
          key={pending.id}
          suggestion={pending}
          tookPlace={firstId !== undefined && firstId !== pending.id}
          onReject={(how) => reject.mutate({ id: pending.id, ...how })}
          {...card}
        />
      )}
    </>
  )
}
