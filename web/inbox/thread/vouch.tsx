import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ShieldAlert } from 'lucide-react'
import type { ConversationDetail, Message } from '../../../src/contract/conversations.ts'
import { vouchForSender } from '../../api/endpoints.ts'
import { useMay } from '../../api/use-may.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { tell, tellProblem } from '../../parts/toasts.tsx'
import { refreshConversations } from '../fresh-list.ts'

type VouchProps = { conversation: ConversationDetail; messages: readonly Message[] }

/** Above a conversation with somebody who says that they are somebody else: whom, and that one may know better. */
export function Vouch({ conversation, messages }: VouchProps) {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayVouch = useMay('conversations.write')
  const address = messages.find(({ senderProof }) => senderProof === 'failed')?.sender.address
  const vouch = useMutation({
    mutationFn: () => vouchForSender(conversation.id),
    onSuccess: async ({ id }) => {
      tell(say('vouch.done', { address: address ?? '' }))
      await refreshConversations(client)
      await navigate({
        to: '/inbox/$conversationId',
        params: { conversationId: id },
        search: (filter) => filter as object,
      })
    },
    onError: tellProblem,
  })
  if (conversation.party.kind !== 'unknown' || !address) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-caution-soft px-4 py-2 text-sm">
      <ShieldAlert aria-hidden className="size-4 shrink-0 text-caution" />
      <p className="min-w-0 flex-1 break-words">{say('vouch.says', { address })}</p>
      {mayVouch && (
        <Button size="sm" busy={vouch.isPending} onClick={() => vouch.mutate()}>
          {say('vouch.do')}
        </Button>
      )}
    </div>
  )
}
