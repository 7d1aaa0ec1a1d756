import { CircleHelp } from 'lucide-react'
import type { Message } from '../../../src/contract/conversations.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'

type WhyButtonProps = { message: Message; look: 'line' | 'icon'; open: boolean; onOpen: () => void }

const looks = {
  line: 'mb-0.5 flex items-start gap-1.5 rounded-sm text-ink-3 text-xs hover:text-ink',
  icon: 'grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink focus-visible:opacity-100 group-hover/message:opacity-100 aria-expanded:opacity-100 pointer-fine:opacity-0 pointer-coarse:-my-1.5 pointer-coarse:size-9',
}

/** Opens why a message is in its conversation; a line of words where a conversation begins, a small sign elsewhere. */
export function WhyButton({ message, look, open, onOpen }: WhyButtonProps) {
  const say = useSay()
  const format = useFormat()
  const { decision, confidence } = message.decision
  const shared = {
    type: 'button',
    'aria-haspopup': 'dialog',
    'aria-expanded': open,
    'data-why': message.id,
    onClick: onOpen,
    className: looks[look],
  } as const
  if (look === 'icon') {
    return (
      <button {...shared} aria-label={say('message.actions')} title={say('message.why')}>
        <CircleHelp aria-hidden className="size-3.5" />
      </button>
    )
  }
  return (
    <button {...shared}>
      <CircleHelp aria-hidden className="mt-[3px] size-3 shrink-0" />
      <span className="text-left">
        {say(`decision.${decision}`)} ·{' '}
        {confidence < 1 && `${say('common.sure', { percent: format.sure(confidence) })} · `}
        <span className="text-accent underline">{say('message.why')}</span>
      </span>
    </button>
  )
}
