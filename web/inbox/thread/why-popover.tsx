import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { EqualApproximately, Info, Scissors } from 'lucide-react'
import { useState } from 'react'
import type { Decision, Message } from '../../../src/contract/conversations.ts'
import { conversationDetailQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.tsx'
import { type Tell, useSay, useTell } from '../../i18n/i18n.tsx'
import { Button, buttonClass } from '../../parts/button.tsx'
import { Floating } from '../../parts/floating.tsx'
import { late } from '../../parts/late.tsx'
import { detailIn, Factors } from './factors.tsx'

const MessageDetails = late(() => import('./message-details.tsx').then((module) => module.MessageDetails))

type WhyPopoverProps = {
  message: Message
  /** The button that opened it, at which it stands. */
  anchor: HTMLElement
  onClose: () => void
  /** Absent where a conversation cannot be split: before its first message, and by who may not. */
  onSplit: (() => void) | undefined
}

/** Why a message is in its conversation, how to split the conversation there, the way to messages like it, and where it came from. One serves the whole thread. */
export function WhyPopover({ message, anchor, onClose, onSplit }: WhyPopoverProps) {
  const say = useSay()
  const hasWords = isSaid(message)
  const [detailed, setDetailed] = useState(false)
  return (
    <Floating
      label={say('why.title')}
      anchor={anchor}
      align="start"
      className="w-[min(23rem,calc(100vw-1.5rem))]"
      onClose={onClose}
    >
      <Why decision={message.decision} />
      <div className="sticky bottom-0 border-line border-t bg-raised p-2">
        {hasWords && (
          <Link
            to="/search/like/$messageId"
            params={{ messageId: message.id }}
            className={buttonClass('quiet', 'md', 'w-full justify-start')}
          >
            <EqualApproximately aria-hidden className="size-4 shrink-0" />
            {say('message.like')}
          </Link>
        )}
        {onSplit && (
          <Button look="quiet" icon={Scissors} className="w-full justify-start" onClick={onSplit}>
            {say('message.split')}
          </Button>
        )}
        <Button
          look="quiet"
          icon={Info}
          className="w-full justify-start"
          aria-expanded={detailed}
          onClick={() => setDetailed(!detailed)}
        >
          {say('message.details')}
        </Button>
      </div>
      {detailed && <MessageDetails message={message} />}
    </Floating>
  )
}

/** Whether a message has words that others can be like. */
function isSaid({ text, transcript, subject }: Message): boolean {
  return [text, transcript, subject].some((words) => words !== null && words.trim() !== '')
}

function Why({ decision }: { decision: Decision }) {
  const say = useSay()
  const tell = useTell()
  const format = useFormat()
  return (
    <div className="flex flex-col gap-3 p-4 text-sm">
      <div>
        <p className="flex items-baseline justify-between gap-3">
          <span className="font-semibold">{say(`decision.${decision.decision}`)}</span>
          {decision.confidence < 1 && (
            <span className="figures shrink-0 text-ink-3 text-xs">
              {say('common.sure', { percent: format.sure(decision.confidence) })}
            </span>
          )}
        </p>
        <p className="mt-1 text-ink-2">{reasonIn(tell, decision)}</p>
      </div>
      {decision.factors.length > 1 && <Factors factors={decision.factors} />}
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

/** Why, in the spoken language; as the server put it where that has no words for it. */
function reasonIn(tell: Tell, { reasoning, reasoningCode, mainFactor, factors }: Decision): string {
  const begins = tell(`reason.${reasoningCode}`, {}, '')
  if (begins === '' || begins.endsWith('.')) return begins || reasoning
  const main = factors.find(({ factor }) => factor === mainFactor)
  if (main === undefined) return begins + tell('little', {}, '.')
  const why = tell(`why.${main.factor}`, {}, '')
  return why === '' ? reasoning : begins + tell('because', { why, detail: detailIn(tell, main) }, '.')
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
