import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Conversation } from '../../src/contract/conversations.ts'
import type { Today } from '../../src/contract/today.ts'
import { countsQuery, type InboxFilter } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { ConversationRow, ROW_HEIGHT } from '../inbox/conversation-row.tsx'
import { inRem } from '../parts/use-letter-scale.ts'
import { Section } from './section.tsx'

/** Dangers and emergencies that are not over. */
export function OnFire({ fire }: { fire: Today['fire'] }) {
  const say = useSay()
  return (
    <Section
      tone="emergency"
      title={say('today.fire')}
      count={fire.total}
      none={say('today.fire.none')}
      empty={fire.total === 0}
    >
      <Rows label={say('today.fire')} items={fire.items} />
      <MoreOnFire n={fire.total - fire.items.length} total={fire.total} />
    </Section>
  )
}

/** Who waits for an answer, whoever has waited longest first. */
export function Waiting({ waiting }: { waiting: Today['waiting'] }) {
  const say = useSay()
  const { items, total, settled, older } = waiting
  return (
    <Section
      title={say('today.waiting')}
      count={total}
      none={say('today.waiting.none')}
      empty={total + settled + older === 0}
      aside={
        <Link to="/inbox" search={{ status: 'needs_reply' }} className={LINK}>
          {say('today.waiting.all')}
        </Link>
      }
    >
      <Rows label={say('today.waiting')} items={items} beside="?status=needs_reply" />
      {total > items.length && (
        <p className="pt-2 text-sm">
          <More n={total - items.length} search={{ status: 'needs_reply' }} />
        </p>
      )}
      {settled > 0 && (
        <p className="pt-2 text-sm">
          <Link to="/inbox" search={{ status: 'needs_reply', settled: true }} className={LINK}>
            {say('today.waiting.settled', { n: settled })}
          </Link>
        </p>
      )}
      {older > 0 && <p className="pt-2 text-ink-3 text-sm">{say('today.waiting.older', { n: older })}</p>}
    </Section>
  )
}

const LINK = 'shrink-0 rounded-sm py-1 text-accent text-sm hover:underline'

type RowsProps = {
  label: string
  items: readonly Conversation[]
  /** The list that a conversation opens beside, as the address bar has it. */
  beside?: string
}

function Rows({ label, items, beside = '' }: RowsProps) {
  return (
    <ul aria-label={label}>
      {items.map((conversation) => (
        <li key={conversation.id} className="border-line border-b last:border-b-0">
          <div
            className="-mr-3 -ml-4 [&>a]:rounded-md [&>a]:border-b-0"
            style={{ height: inRem(ROW_HEIGHT) }}
          >
            <ConversationRow conversation={conversation} chosen={false} search={beside} />
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Leads to the rest of what is on fire, whether it waits or not: emergencies and dangers are two lists, often the same. */
function MoreOnFire({ n, total }: { n: number; total: number }) {
  const say = useSay()
  const { emergency = 0, hazards = 0 } = useQuery(countsQuery).data ?? {}
  if (n <= 0) return null
  const lists = [
    { search: { urgency: 'emergency' }, all: say('today.fire.emergencies'), has: emergency },
    { search: { danger: true }, all: say('today.fire.dangers'), has: hazards },
  ] as const
  const [longer, other] = emergency >= hazards ? lists : lists.toReversed()
  return (
    <p className="flex flex-wrap gap-x-4 pt-2 text-sm">
      {longer && <More n={n} search={longer.search} />}
      {longer && other && longer.has < total && (
        <Link to="/inbox" search={other.search} className={LINK}>
          {other.all}
        </Link>
      )}
    </p>
  )
}

function More({ n, search }: { n: number; search: InboxFilter }) {
  const say = useSay()
  return (
    <Link to="/inbox" search={search} className={LINK}>
      {say('today.waiting.more', { n })}
    </Link>
  )
}
