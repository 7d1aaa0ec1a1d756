import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Conversation } from '../../../src/contract/conversations.ts'
import type { Span } from './light-up.ts'
import { hashOf } from './use-jump.ts'

type MessageLinkProps = {
  conversation: Pick<Conversation, 'id'>
  /** Without one, what would be linked stands as it is. */
  messageId: string | null
  /** Its words that are meant; the whole message when absent. */
  span?: Span | undefined
  className?: string
  title?: string | undefined
  /** Whether Back leads to where one was; within a thread it does not. */
  push?: boolean
  /** Called when it is followed, to close what lies over the thread. */
  onFollow?: (() => void) | undefined
  children: ReactNode
}

/** Leads to a message of a conversation, wherever in it that is, or to some of its words. */
export function MessageLink({
  conversation,
  messageId,
  span,
  className = '',
  title,
  push = false,
  onFollow,
  children,
}: MessageLinkProps) {
  if (messageId === null) return children
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: conversation.id }}
      search={(filter) => filter as object}
      hash={hashOf(messageId, span)}
      replace={!push}
      title={title}
      onClick={onFollow}
      className={`rounded-sm ${className}`}
    >
      {children}
    </Link>
  )
}
