import { useQuery } from '@tanstack/react-query'
import { type RefObject, useRef, useState } from 'react'
import { placeholdersIn } from '../../../src/contract/placeholders.ts'
import type { ReplyShown } from '../../../src/contract/replies.ts'
import type { Suggestion } from '../../../src/contract/suggestions.ts'
import { meQuery } from '../../api/queries.ts'
import { useSay } from '../../i18n/i18n.tsx'
import { tell } from '../../parts/toasts.tsx'
import { withBelow } from './draft.ts'
import { newReplyId } from './new-reply-id.ts'
import type { useReplies } from './use-replies.ts'
import type { Suggested } from './use-suggestion.ts'

type Writing = {
  field: RefObject<HTMLTextAreaElement | null>
  draft: string
  setDraft: (text: string) => void
  suggested: Suggested
} & Pick<ReturnType<typeof useReplies>, 'write' | 'way'>

/** Sends what is in the field, as a reply of one's own or an edited suggestion, or a suggestion as it is. */
export function useSending({ field, draft, setDraft, write, way, suggested }: Writing) {
  const say = useSay()
  const me = useQuery(meQuery).data?.person?.name ?? ''
  const { approve, edited } = suggested
  /** The same words sent again, as when the line broke, are the same reply. */
  const sending = useRef({ text: '', id: '' })
  /** What was in the field before a suggestion was put there, and what is since, until somebody writes. */
  const before = useRef({ own: '', filled: '' })
  /** What is still to be filled in, of words that were about to be sent. */
  const [unfilled, setUnfilled] = useState<readonly string[]>([])
  const busy = write.isPending || approve.isPending
  const replyIdFor = (text: string) => {
    if (sending.current.text !== text) sending.current = { text, id: newReplyId() }
    return sending.current.id
  }
  const sent = () => {
    sending.current = { text: '', id: '' }
  }
  const addToDraft = (text: string) => {
    const filled = withBelow(draft, text)
    before.current = { own: draft, filled }
    setDraft(filled)
  }

  const change = (text: string) => {
    if (write.isError) write.reset()
    if (approve.isError) approve.reset()
    setUnfilled([])
    if (suggested.overtaken && text.trim() === '') suggested.leave()
    setDraft(text)
  }
  const send = ({ unasked = true } = {}) => {
    const text = draft.trim()
    if (text === '' || busy) return
    const open = unasked ? placeholdersIn(text) : []
    setUnfilled(open)
    if (open.length > 0) return
    const replyId = replyIdFor(text)
    if (edited !== undefined)
      return approve.mutate({ suggestion: edited, replyId, text, asItIs: false }, { onSuccess: sent })
    write.mutate(
      { id: replyId, text },
      {
        onSuccess: () => {
          sent()
          suggested.leave()
        },
      },
    )
  }
  const sendAsItIs = (suggestion: Suggestion) => {
    const { text } = suggestion
    if (busy) return
    const open = placeholdersIn(text)
    if (open.length > 0) {
      edit(suggestion)
      return setUnfilled(open)
    }
    approve.mutate({ suggestion, replyId: replyIdFor(text), text, asItIs: true }, { onSuccess: sent })
  }
  const edit = (suggestion: Suggestion) => {
    approve.reset()
    addToDraft(suggestion.text)
    suggested.edit(suggestion)
    field.current?.focus()
  }
  const putBack = () => {
    if (edited === undefined) return
    setDraft(before.current.own)
    suggested.leave()
    if (draft === before.current.filled) return
    tell(say('suggestion.putBack.done'), () => {
      setDraft(draft)
      suggested.edit(edited)
    })
  }
  const { variables } = approve
  return {
    ...{ busy, change, send, unfilled, sendAsItIs, edit, putBack },
    /** A suggestion that is being sent, shown as if it were on its way already. */
    assumed:
      approve.isPending && variables?.asItIs && way.data?.way
        ? assumedOf({ id: variables.replyId, text: variables.text, writtenBy: me, way: way.data.way })
        : undefined,
  }
}

type Assumed = Pick<ReplyShown, 'id' | 'text' | 'writtenBy'> & {
  way: Pick<ReplyShown, 'to' | 'subject'> & { kind: ReplyShown['way'] }
}

function assumedOf({ id, text, writtenBy, way: { kind, to, subject } }: Assumed): ReplyShown {
  const now = new Date().toISOString()
  return {
    ...{ id, text, writtenBy, way: kind, to, subject, state: 'sending', trouble: null },
    ...{ writtenAt: now, sendAt: now, sentAt: null },
  }
}
