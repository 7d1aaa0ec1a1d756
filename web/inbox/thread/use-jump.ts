import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import type { useThread } from './use-thread.ts'

const LIT_MS = 2_200

/** What follows # in the address of a message. */
export const hashOf = (messageId: string) => `message-${messageId}`

type Thread = {
  scroller: RefObject<HTMLElement | null>
  messages: readonly Message[]
  pages: ReturnType<typeof useThread>['pages']
}

/** Brings the message that the address names into sight, once for each time it is asked for; fetches earlier messages until it is there. */
export function useJump({ scroller, messages, pages }: Thread) {
  const { hash, key } = useRouterState({
    select: ({ location }) => ({ hash: location.hash, key: location.state.__TSR_key }),
    structuralSharing: true,
  })
  const done = useRef<string>(undefined)
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = pages

  useEffect(() => {
    const asked = `${key} ${hash}`
    const id = messages.find((message) => hash === hashOf(message.id))?.id
    if (!hash.startsWith(hashOf('')) || done.current === asked || messages.length === 0) return
    if (id === undefined) {
      if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
      return
    }
    done.current = asked
    const row = scroller.current?.querySelector<HTMLElement>(`[data-message="${id}"]`)
    if (!row) return
    row.scrollIntoView({ block: 'center' })
    row.setAttribute('data-lit', '')
    setTimeout(() => row.removeAttribute('data-lit'), LIT_MS)
  }, [hash, key, messages, hasNextPage, isFetchingNextPage, isError, fetchNextPage, scroller])
}
