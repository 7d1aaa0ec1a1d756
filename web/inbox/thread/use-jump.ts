import { useRouterState } from '@tanstack/react-router'
import { type RefObject, useEffect, useRef } from 'react'
import type { Message } from '../../../src/contract/conversations.ts'
import { darken, lightUp, type Span } from './light-up.ts'
import type { useThread } from './use-thread.ts'

const LIT_MS = 2_200

const HASH = /^message-([0-9a-f-]+)(?::(\d+)-(\d+))?$/

/** What follows # in the address of a message, or of some of its words. */
export const hashOf = (messageId: string, span?: Span) =>
  `message-${messageId}${span === undefined ? '' : `:${span.start}-${span.end}`}`

function placeOf(hash: string): { id: string; span: Span | undefined } | undefined {
  const [, id, start, end] = HASH.exec(hash) ?? []
  if (id === undefined) return undefined
  return { id, span: start === undefined ? undefined : { start: Number(start), end: Number(end) } }
}

type Thread = {
  scroller: RefObject<HTMLElement | null>
  messages: readonly Message[]
  pages: ReturnType<typeof useThread>['pages']
}

/**
 * Brings the message or the words that the address names into sight and lights them up, once for each time they are
 * asked for; fetches earlier messages until they are there.
 */
export function useJump({ scroller, messages, pages }: Thread) {
  const { hash, key } = useRouterState({
    select: ({ location }) => ({ hash: location.hash, key: location.state.__TSR_key }),
    structuralSharing: true,
  })
  const done = useRef<string>(undefined)
  const { hasNextPage, isFetchingNextPage, isError, fetchNextPage } = pages

  useEffect(() => {
    const asked = `${key} ${hash}`
    const place = placeOf(hash)
    if (place === undefined || done.current === asked || messages.length === 0) return
    const { id, span } = place
    if (!messages.some((message) => message.id === id)) {
      if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage()
      return
    }
    done.current = asked
    const row = scroller.current?.querySelector<HTMLElement>(`[data-message="${id}"]`)
    if (!row) return
    const words = span && lightUp(id, span)?.startContainer.parentElement
    if (words) {
      words.scrollIntoView({ block: 'center' })
      setTimeout(darken, LIT_MS)
    } else {
      row.scrollIntoView({ block: 'center' })
      row.setAttribute('data-lit', '')
      setTimeout(() => row.removeAttribute('data-lit'), LIT_MS)
    }
  }, [hash, key, messages, hasNextPage, isFetchingNextPage, isError, fetchNextPage, scroller])
}
