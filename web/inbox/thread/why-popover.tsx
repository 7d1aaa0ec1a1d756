import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleHelp, Scissors } from 'lucide-react'
import type { Decision, Message } from '../../../src/contract/conversations.ts'
import { conversationDetailQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { Popover } from '../../parts/popover.tsx'
import { Factors } from './factors.tsx'

type WhyButtonProps = {
  message: Message
  look: 'line' | 'icon'
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Absent where a conversation cannot be split: before its first message. */
  onSplit: (() => void) | undefined
}

const lineClass = 'mb-0.5 flex items-center gap-1.5 rounded-sm text-ink-3 text-xs hover:text-ink'
const iconClass =
  'grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink data-[state=open]:opacity-100 pointer-fine:opacity-0 group-hover/message:opacity-100 focus-visible:opacity-100 pointer-coarse:-my-1.5 pointer-coarse:size-9'

/** Opens why a message is in its conversation; a line of words where a conversation begins, a small sign elsewhere. */
export function WhyButton({ message, look, open, onOpenChange, onSplit }: WhyButtonProps) {
  const say = useSay()
  const format = useFormat()
  const { decision, confidence } = message.decision
  return (
    <Popover
      label={say('why.title')}
      open={open}
      onOpenChange={onOpenChange}
      align={look === 'line' ? 'start' : 'end'}
      className="w-[min(23rem,calc(100vw-1.5rem))]"
      trigger={
        look === 'line' ? (
          <button type="button" className={lineClass}>
            <CircleHelp aria-hidden className="size-3" />
            <span className="text-left">
              {say(`decision.${decision}`)} · {say('common.sure', { percent: format.percent(confidence) })} ·{' '}
              <span className="text-accent underline">{say('message.why')}</span>
            </span>
          </button>
        ) : (
          <button
            type="button"
            aria-label={say('message.actions')}
            title={say('message.why')}
            className={iconClass}
          >
            <CircleHelp aria-hidden className="size-3.5" />
          </button>
        )
      }
    >
      <Why decision={message.decision} />
      {onSplit && (
        <div className="border-line border-t p-2">
          <Button
            look="quiet"
            icon={Scissors}
            className="w-full justify-start"
            onClick={() => {
              onOpenChange(false)
              onSplit()
            }}
          >
            {say('message.split')}
          </Button>
        </div>
      )}
    </Popover>
  )
}

function Why({ decision }: { decision: Decision }) {
  const say = useSay()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-3 p-4 text-sm">
      <div>
        <p className="flex items-baseline justify-between gap-3">
          <span className="font-semibold">{say(`decision.${decision.decision}`)}</span>
          <span className="figures shrink-0 text-ink-3 text-xs">
            {say('common.sure', { percent: format.percent(decision.confidence) })}
          </span>
        </p>
        <p className="mt-1 text-ink-2">{decision.reasoning}</p>
      </div>
      {decision.factors.length > 0 && <Factors factors={decision.factors} />}
      {decision.runnersUp.length > 0 && (
        <section>
          <h2 className="text-ink-3 text-xs">{say('why.runnersUp')}</h2>
          <ul className="-mx-1.5">
            {decision.runnersUp.map((runnerUp) => (
              <li key={runnerUp.conversationId}>
                <RunnerUp {...runnerUp} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="text-2xs text-ink-3">{say('why.rule', { n: decision.ruleVersion })}</p>
    </div>
  )
}

function RunnerUp({ conversationId, score }: { conversationId: string; score: number }) {
  const format = useFormat()
  const say = useSay()
  const other = useQuery(conversationDetailQuery(conversationId)).data
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId }}
      search={(filter) => filter as object}
      className="flex items-center gap-2 rounded-md px-1.5 py-1 hover:bg-hover"
    >
      <span className="figures shrink-0 text-ink-3 text-xs">{other ? format.day(other.lastAt) : '…'}</span>
      <span className="min-w-0 flex-1 truncate">
        {other && (other.last.preview || say(`message.${other.last.kind}`))}
      </span>
      <span className="figures shrink-0 text-ink-3 text-xs">{format.percent(score)}</span>
    </Link>
  )
}
