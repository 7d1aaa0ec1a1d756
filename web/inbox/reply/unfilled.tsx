import { TriangleAlert } from 'lucide-react'
import { useSay, useSpeaking } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'

type UnfilledProps = { placeholders: readonly string[]; onChange: () => void; onSend: () => void }

/** Asks, before words go out in which something is still to be filled in. */
export function Unfilled({ placeholders, onChange, onSend }: UnfilledProps) {
  const say = useSay()
  const { language } = useSpeaking()
  const names = new Intl.ListFormat(language).format(placeholders)
  return (
    <div role="alert" className="flex gap-3 rounded-lg bg-caution-soft p-3">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-caution" />
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere]">
          {say('reply.unfilled', { n: placeholders.length, names })}
        </p>
        <p className="text-ink-2">{say('reply.unfilled.next')}</p>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button size="sm" onClick={onChange}>
            {say('reply.unfilled.change')}
          </Button>
          <Button size="sm" look="quiet" onClick={onSend}>
            {say('reply.unfilled.send')}
          </Button>
        </div>
      </div>
    </div>
  )
}
