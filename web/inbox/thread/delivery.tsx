import { Check, Eye, MailX } from 'lucide-react'
import type { Message } from '../../../src/contract/conversations.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'

/** What became of a mail of ours, as far as anybody told. */
export function Delivery({ delivery }: { delivery: NonNullable<Message['delivery']> }) {
  const say = useSay()
  const format = useFormat()
  const time = format.full(delivery.at)
  const words = () => {
    if (delivery.kind === 'complained') return say('delivery.complained', { time })
    const why = delivery.why ?? 'unknown'
    if (why === 'partly_refused') return say('delivery.partly_refused', { time })
    return say('delivery.bounced', { why: say(`delivery.why.${why}`), time })
  }
  if (delivery.kind === 'bounced' || delivery.kind === 'complained')
    return (
      <p className="mt-0.5 flex items-center gap-1 text-caution text-sm">
        <MailX aria-hidden className="size-4 shrink-0" />
        {words()}
      </p>
    )
  const Icon = delivery.kind === 'opened' ? Eye : Check
  return (
    <p className="mt-0.5 flex items-center gap-1 text-2xs text-ink-3">
      <Icon aria-hidden className="size-3 shrink-0" /> {say(`delivery.${delivery.kind}`, { time })}
    </p>
  )
}
