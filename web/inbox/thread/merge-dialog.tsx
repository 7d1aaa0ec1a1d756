import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Conversation, ConversationDetail } from '../../../src/contract/conversations.ts'
import { conversationsQuery } from '../../api/queries.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Problem } from '../../parts/problem.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { useTitleOf } from '../title.ts'
import { useThreadChanges } from './use-thread.ts'

const FOUND_MAX = 15

/** Chooses the conversation to merge into this one: those with the same people first, any other by search. */
export function MergeDialog({
  conversation,
  onClose,
}: {
  conversation: ConversationDetail
  onClose: () => void
}) {
  const say = useSay()
  const [text, setText] = useState('')
  const { merge } = useThreadChanges(conversation.id)
  const found = useInfiniteQuery({ ...conversationsQuery({ text }), enabled: text !== '' })
  const choices = (text === '' ? conversation.others : (found.data?.pages[0]?.items ?? []))
    .filter((other) => other.id !== conversation.id && other.mergedInto === null)
    .slice(0, FOUND_MAX)
  const choose = (other: Conversation) => {
    merge.mutate(other.id)
    onClose()
  }
  return (
    <Dialog open onClose={onClose} title={say('merge.title')} lead={say('merge.lead')}>
      <div className="flex flex-col gap-2 p-3">
        <SearchBox value={text} onChange={setText} label={say('merge.find')} hint={say('merge.find')} />
        {text === '' && choices.length > 0 && (
          <h2 className="px-1 text-ink-3 text-xs">{say('merge.others')}</h2>
        )}
        {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
        <ul className="flex flex-col">
          {choices.map((other) => (
            <li key={other.id}>
              <Choice conversation={other} onChoose={() => choose(other)} />
            </li>
          ))}
        </ul>
        {choices.length === 0 && !found.isFetching && (
          <p className="px-1 py-3 text-ink-3">{say('merge.none')}</p>
        )}
      </div>
    </Dialog>
  )
}

function Choice({ conversation, onChoose }: { conversation: Conversation; onChoose: () => void }) {
  const say = useSay()
  const format = useFormat()
  const titleOf = useTitleOf()
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex w-full flex-col gap-0.5 rounded-md px-2 py-2 text-left hover:bg-hover"
    >
      <span className="flex w-full items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate font-medium">{titleOf(conversation.party)}</span>
        <span className="figures shrink-0 text-ink-3 text-xs">{format.day(conversation.lastAt)}</span>
      </span>
      <span className="w-full truncate text-ink-2 text-sm">
        {conversation.last.preview || say(`message.${conversation.last.kind}`)} ·{' '}
        {say('count.messages', { n: conversation.messageCount })}
      </span>
    </button>
  )
}
