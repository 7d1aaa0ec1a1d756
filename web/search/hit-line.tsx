import {
  EqualApproximately,
  House,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  Paperclip,
  Phone,
  Ticket,
  UserRound,
} from 'lucide-react'
import type { Hit, HitKind } from '../../src/contract/search.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { useTitleOf } from '../inbox/title.ts'
import { MarkedText } from '../parts/marked-text.tsx'

const icons: Record<HitKind, LucideIcon> = {
  customer: UserRound,
  contact_point: Phone,
  property: House,
  ticket: Ticket,
  conversation: MessagesSquare,
  message: MessageSquare,
  attachment: Paperclip,
}

/** From here on a message means much the same, and is not only somewhat like it. */
const MUCH_ALIKE = 0.4

/** One hit: what it is, whose, when, and what was said, with what was found marked. */
export function HitLine({ hit }: { hit: Hit }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  const Icon = icons[hit.kind]
  const { title, excerpt, at } = hit
  const isTimed = hit.kind === 'message' || hit.kind === 'conversation' || hit.kind === 'attachment'
  const side = hit.direction === null ? null : say(hit.direction === 'out' ? 'search.us' : 'search.them')
  const guessed = hit.why.filter(({ code, found }) => (code === 'synonym' || code === 'typo') && found !== '')
  return (
    <span className="flex min-w-0 flex-1 gap-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="sr-only">{say(`search.one.${hit.kind}`)}: </span>
          <span className="min-w-0 truncate font-medium text-sm">
            {title.spans.length === 0 ? titleOf({ title: title.text }) : <MarkedText {...title} />}
          </span>
          {at !== null && isTimed && (
            <time dateTime={at} className="ml-auto shrink-0 text-ink-3 text-xs">
              {format.day(at)}
            </time>
          )}
          {hit.matched === 'both' && (
            <span title={say('search.why.both')} className="shrink-0 self-center text-ink-3">
              <EqualApproximately aria-hidden className="size-3.5" />
              <span className="sr-only">{say('search.why.both')}</span>
            </span>
          )}
        </span>
        {excerpt !== null && excerpt.text !== '' && (
          <span className="line-clamp-2 break-words text-ink-2 text-sm">
            {side !== null && <span className="text-ink-3">{side}: </span>}
            <MarkedText {...excerpt} />
          </span>
        )}
        {hit.matched === 'meaning' && hit.likeness !== null && (
          <span className="mt-0.5 flex items-center gap-1 text-accent text-xs">
            <EqualApproximately aria-hidden className="size-3.5 shrink-0" />
            {say(hit.likeness < MUCH_ALIKE ? 'search.why.alike' : 'search.why.meaning', {
              percent: format.percent(hit.likeness),
            })}
          </span>
        )}
        {guessed.length > 0 && (
          <span className="block text-ink-3 text-xs">
            {guessed
              .map(({ code, asked, found }) =>
                say(code === 'typo' ? 'search.why.typo' : 'search.why.synonym', { asked, found }),
              )
              .join(' · ')}
          </span>
        )}
      </span>
    </span>
  )
}
