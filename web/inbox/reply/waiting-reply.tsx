import { Clock, TriangleAlert } from 'lucide-react'
import type { ReplyShown } from '../../../src/contract/replies.ts'
import { useFormat } from '../../i18n/format.tsx'
import { isKey, useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { useNow } from '../../parts/use-now.ts'

type WaitingReplyProps = {
  reply: ReplyShown
  mayAct: boolean
  onWithdraw: () => void
  onRetry: () => void
  onSettle: (sent: boolean) => void
}

/** A reply that is not, or not surely, sent: what it says, how it stands, and what one can do. */
export function WaitingReply({ reply, mayAct, onWithdraw, onRetry, onSettle }: WaitingReplyProps) {
  const say = useSay()
  const { state } = reply
  const needsSomebody = state === 'failed' || state === 'unsure'
  const Icon = needsSomebody ? TriangleAlert : Clock
  return (
    <li
      aria-label={say('reply.of', { who: reply.writtenBy })}
      className={`flex gap-2 rounded-md px-3 py-2 text-sm ${needsSomebody ? 'bg-caution-soft' : 'bg-accent-soft'}`}
    >
      <Icon
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${needsSomebody ? 'text-caution' : 'text-ink-3'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-3 whitespace-pre-wrap break-words [overflow-wrap:anywhere]">{reply.text}</p>
        <p role="status" className="mt-0.5 text-ink-2 text-xs">
          <Standing reply={reply} />
          {reply.way === 'sandbox' && ` · ${say('reply.sandbox')}`}
        </p>
        {mayAct && state !== 'sending' && (
          <div className="mt-1.5 flex flex-wrap gap-2">
            {state === 'waiting' && (
              <Button size="sm" onClick={onWithdraw}>
                {say('reply.undo')}
              </Button>
            )}
            {state === 'failed' && (
              <>
                <Button size="sm" onClick={onRetry}>
                  {say('reply.retry')}
                </Button>
                <Button size="sm" onClick={onWithdraw}>
                  {say('reply.takeBack')}
                </Button>
              </>
            )}
            {state === 'unsure' && (
              <>
                <Button size="sm" onClick={() => onSettle(true)}>
                  {say('reply.wasSent')}
                </Button>
                <Button size="sm" onClick={() => onSettle(false)}>
                  {say('reply.wasNot')}
                </Button>
              </>
            )}
          </div>
        )}
      </div>
    </li>
  )
}

function Standing({ reply }: { reply: ReplyShown }) {
  const say = useSay()
  const format = useFormat()
  const now = useNow()
  const { state, trouble, writtenBy: who } = reply
  const because = trouble === null ? '' : reasonOf(say, trouble)
  switch (state) {
    case 'waiting': {
      if (trouble === null) return say('reply.waiting', { who })
      const span = format.span(Math.max(0, Date.parse(reply.sendAt) - now))
      return `${because} ${say('reply.again', { span })}`
    }
    case 'failed':
      return `${say('reply.failed', { who })} ${because}`
    case 'unsure':
      return say('reply.unsure', { who })
    default:
      return say('reply.sending', { who })
  }
}

function reasonOf(say: ReturnType<typeof useSay>, code: string): string {
  const key = `reply.trouble.${code}`
  return isKey(key) ? say(key) : code
}
