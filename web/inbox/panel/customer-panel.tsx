import { useQueries } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import { insightQuery } from '../../api/insights.ts'
import { analysisQuery, customerDetailQuery, filesQuery } from '../../api/queries.ts'
import { useMay } from '../../api/use-may.ts'
import { ConversationLines } from '../../customers/conversation-lines.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { SkeletonRows } from '../../parts/empty.tsx'
import { late } from '../../parts/late.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { NeedSection } from './need-section.tsx'
import { ThreadChangeList } from './thread-change-list.tsx'
import { OneCustomer, SeveralCustomers } from './who-section.tsx'

/** These come with their words, after the rest of the inbox. */
const TicketSection = late(() => import('./ticket-section.tsx').then((module) => module.TicketSection))
const InsightSection = late(() => import('./insight-section.tsx').then((module) => module.InsightSection))
const FileSection = late(() => import('./file-section.tsx').then((module) => module.FileSection))
const SECTIONS = [TicketSection, InsightSection, FileSection]

/** After that, what is there is shown without what is not. */
const WAIT_MS_MAX = 3_000

type CustomerPanelProps = {
  conversation: ConversationDetail
  /** Called when a link into the thread is followed. */
  onFollow?: () => void
}

/**
 * Who the conversation is with, and what they need: contact points, names over time, other conversations, changes by hand. All
 * of it comes at once, so that nothing moves under a hand that reaches for it.
 */
export function CustomerPanel({ conversation, onFollow }: CustomerPanelProps) {
  const say = useSay()
  const { members } = conversation.party
  const ids = [...new Set(members.flatMap((member) => member.customerId ?? []))]
  const only = ids.length === 1 ? ids[0] : undefined
  const maySeeTickets = useMay('tickets.read')
  const isThere = useIsThere(conversation.id, only)
  if (!isThere) return <SkeletonRows rows={8} height={64} label={say('common.loading')} />
  return (
    <div className="flex flex-col gap-5 p-4">
      <NeedSection conversation={conversation} onFollow={onFollow} />
      {maySeeTickets && <TicketSection conversation={conversation} onFollow={onFollow} />}
      <InsightSection conversation={conversation} onFollow={onFollow} />
      <FileSection conversationId={conversation.id} />
      {only !== undefined ? <OneCustomer customerId={only} /> : <SeveralCustomers members={members} />}
      <PanelSection title={say('panel.others')}>
        {conversation.others.length === 0 ? (
          <p className="text-ink-3 text-sm">{say('panel.others.none')}</p>
        ) : (
          <ConversationLines conversations={conversation.others} />
        )}
      </PanelSection>
      {conversation.changes.length > 0 && <ThreadChangeList conversation={conversation} />}
    </div>
  )
}

/** Whether all that the panel is made of has come, or could not be had, or has been waited for long enough. */
function useIsThere(conversationId: string, customerId: string | undefined): boolean {
  const isKnown = useQueries({
    queries: [
      analysisQuery(conversationId),
      insightQuery(conversationId),
      filesQuery(conversationId),
      ...(customerId === undefined ? [] : [customerDetailQuery(customerId)]),
    ],
    combine: (found) => found.every(({ isPending }) => !isPending),
  })
  const [isCome, setCome] = useState(() => SECTIONS.every((section) => section.isCome()))
  useEffect(() => {
    if (!isCome) void Promise.all(SECTIONS.map((section) => section.fetch())).then(() => setCome(true))
  }, [isCome])
  const [lateIn, setLateIn] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setLateIn(conversationId), WAIT_MS_MAX)
    return () => clearTimeout(timer)
  }, [conversationId])
  return (isKnown && isCome) || lateIn === conversationId
}
