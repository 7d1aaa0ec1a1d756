import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import type { Understanding } from '../../../src/contract/understanding.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Joined } from '../../parts/joined.tsx'
import { isPressing } from '../../understanding/codes.ts'
import { UrgencyMark } from '../../understanding/urgency-mark.tsx'
import { useInWords } from '../../understanding/words.ts'
import { ReadingReasons } from './reading-reasons.tsx'
import { wordsOf } from './said-words.tsx'

const SERVICES_SHOWN = 3

/** What a message of the other side says, in one quiet line that opens on why. Its place is kept while it is not yet understood. */
export function Reading({ message }: { message: Message }) {
  if (!isRead(message)) return null
  return (
    <div className="min-h-6 pointer-coarse:min-h-9">
      {message.understanding !== null && (
        <Understood messageId={message.id} understanding={message.understanding} />
      )}
    </div>
  )
}

/** Whether a message is one that is understood at all: of the other side, and with words. */
const isRead = (message: Message) => message.direction !== 'out' && wordsOf(message).trim() !== ''

/** Whether a message is yet to be understood. */
export const awaitsReading = (message: Message) => message.understanding === null && isRead(message)

function Understood({ messageId, understanding }: { messageId: string; understanding: Understanding }) {
  const say = useSay()
  const format = useFormat()
  const inWords = useInWords()
  const id = useId()
  const [open, setOpen] = useState(false)
  const { urgency, services, sentiment, scheduling } = understanding
  const plain =
    urgency.value === 'low' &&
    services.length === 0 &&
    sentiment.value === 'neutral' &&
    scheduling.length === 0
  const parts = [
    <span key="urgency" className={urgencyLooks[urgency.value]}>
      {say(plain ? 'reading.plain' : `urgency.${urgency.value}`)}
    </span>,
    ...services.slice(0, SERVICES_SHOWN).map(({ service }) => inWords.service(service)),
    ...(sentiment.value === 'neutral' ? [] : [say(`mood.${sentiment.value}`)]),
    ...scheduling.map((window) => format.window(window, 'short')),
    ...(isPressing(urgency.value)
      ? [
          <span key="why" className="text-accent underline">
            {say('reading.why')}
          </span>,
        ]
      : []),
  ]
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        data-reading={messageId}
        className={`group/reading flex max-w-full items-start gap-1.5 rounded-sm py-[3px] text-left text-ink-3 text-xs hover:text-ink aria-expanded:text-ink pointer-coarse:py-2 ${plain ? 'focus-visible:opacity-100 group-hover/message:opacity-100 aria-expanded:opacity-100 pointer-fine:opacity-0' : ''}`}
      >
        <UrgencyMark urgency={urgency.value} className="mt-[3px]" />
        <span>
          <Joined>{parts}</Joined>
          {!isPressing(urgency.value) && <span className="sr-only"> {say('reading.why')}</span>}
        </span>
        <ChevronDown
          aria-hidden
          className="mt-[3px] size-3 shrink-0 opacity-60 group-hover/reading:opacity-100 group-aria-expanded/reading:rotate-180"
        />
      </button>
      {open && <ReadingReasons id={id} messageId={messageId} understanding={understanding} />}
    </>
  )
}

const urgencyLooks = {
  emergency: 'font-semibold text-emergency',
  high: 'font-medium text-ink-2',
  medium: '',
  low: '',
} as const
