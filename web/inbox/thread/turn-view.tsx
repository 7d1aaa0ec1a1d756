import { Fragment } from 'react'
import type { Message, Party } from '../../../src/contract/conversations.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { MessageView } from './message-view.tsx'
import type { Turn } from './turns.ts'
import { WhyButton } from './why-button.tsx'

type TurnViewProps = {
  turn: Turn
  party: Party
  /** The first message of the conversation, when it is loaded. */
  begins: string | undefined
  whyOf: string | null
  onWhy: (messageId: string) => void
}

/** A turn on the plumb line: times in the margin, a knot on the line, the words hanging from it. */
export function TurnView({ turn, party, begins, whyOf, onWhy }: TurnViewProps) {
  const say = useSay()
  const format = useFormat()
  const first = turn.messages[0]
  if (first === undefined) return null
  const ours = first.direction === 'out'
  const name = ours ? say('thread.you') : nameOf(first, party, format.address, say('common.unknown'))
  let shownTime = ''
  return (
    <article aria-label={`${name}, ${format.full(first.at)}`} className="relative pb-3">
      <span aria-hidden className="absolute top-0 bottom-0 left-[4.0625rem] w-px bg-line-strong" />
      <header className="flex items-center gap-3">
        <span className="w-13 shrink-0" />
        <span
          aria-hidden
          className={`relative z-[1] -mx-[3px] size-[9px] shrink-0 rounded-full border-2 ${ours ? 'border-accent bg-sheet' : 'border-ink-2 bg-ink-2'}`}
        />
        <span className={`truncate font-semibold text-sm ${ours ? 'text-accent' : ''}`}>{name}</span>
      </header>
      {turn.messages.map((message) => {
        const time = format.time(message.at)
        const repeated = time === shownTime
        shownTime = time
        const why = { message, open: whyOf === message.id, onOpen: () => onWhy(message.id) }
        return (
          <Fragment key={message.id}>
            {message.id === begins && (
              <div className="pl-[4.9375rem]">
                <WhyButton {...why} look="line" />
              </div>
            )}
            <div
              data-message={message.id}
              className="group/message flex scroll-my-16 gap-3 rounded-md py-0.5 data-lit:bg-lit"
            >
              <time
                dateTime={message.at}
                title={format.full(message.at)}
                className="figures w-13 shrink-0 pt-1 text-right text-2xs text-ink-3"
              >
                <span className={repeated ? 'sr-only' : ''}>{time}</span>
              </time>
              <span aria-hidden className="w-[3px] shrink-0" />
              <div className="min-w-0 flex-1">
                <div className="flex items-start gap-1">
                  <MessageView message={message} name={name} />
                  {message.id !== begins && <WhyButton {...why} look="icon" />}
                </div>
              </div>
            </div>
          </Fragment>
        )
      })}
    </article>
  )
}

function nameOf(message: Message, party: Party, address: (value: string) => string, unknown: string): string {
  const { name, address: from } = message.sender
  if (name) return name
  if (from) return address(from)
  const only = party.members.length === 1 ? party.members[0] : undefined
  return only ? (only.name ?? address(only.value)) : unknown
}
