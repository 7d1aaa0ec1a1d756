import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { Conversation } from '../../src/contract/conversations.ts'
import { conversationDetailQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useWayBack } from '../frame/way-back.ts'
import { useShortcuts } from '../parts/shortcuts.ts'
import { focusedRow } from '../parts/use-one-stop.ts'
import { useArchive } from './use-archive.ts'

const REST_MS = 90
const WIDE = '(min-width: 48rem)'

/**
 * The keys of the list: j and k move, Enter opens, e archives what is chosen, Escape leads back to where one came
 * from. Beside a wide list the chosen conversation opens by itself once the keys rest, so that running down the list
 * asks for nothing on the way.
 * Gives back the id that is chosen.
 */
export function useListKeys(items: readonly Conversation[], openId: string | undefined): string | undefined {
  const navigate = useNavigate()
  const client = useQueryClient()
  const wayBack = useWayBack()
  const archive = useArchive()
  const mayArchive = useMay('conversations.write')
  const [cursor, setCursor] = useState(openId)
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (openId !== undefined) setCursor(openId)
  }, [openId])
  useEffect(() => () => clearTimeout(resting.current), [])

  const open = (id: string, replace: boolean) =>
    void navigate({
      to: '/inbox/$conversationId',
      params: { conversationId: id },
      search: (filter) => filter as object,
      replace,
    })

  const choose = (conversation: Conversation | undefined) => {
    if (conversation === undefined) return
    setCursor(conversation.id)
    clearTimeout(resting.current)
    if (!matchMedia(WIDE).matches) return
    resting.current = setTimeout(() => open(conversation.id, true), REST_MS)
  }

  /** Keys are about the row that has the focus, and else about the one that is chosen. */
  const where = () => {
    const focused = items.findIndex((item) => item.id === focusedRow())
    return focused === -1 ? items.findIndex((item) => item.id === cursor) : focused
  }
  useShortcuts({
    j: () => choose(items[where() + 1]),
    k: () => choose(items[where() - 1]),
    enter: () => {
      const meant = items[where()]
      if (meant !== undefined) open(meant.id, false)
    },
    e: () => {
      const at = where()
      // One that was opened by its address may not be in the list as far as it is loaded.
      const meant = items[at] ?? (openId && client.getQueryData(conversationDetailQuery(openId).queryKey))
      if (!meant || !mayArchive) return
      const neighbour = items[at] && (items[at + 1] ?? items[at - 1])
      archive(meant)
      if (meant.status !== 'archived' && meant.id === openId) choose(neighbour)
    },
    escape: () => {
      if (wayBack !== undefined) void navigate({ href: wayBack })
      else if (openId !== undefined) void navigate({ to: '/inbox', search: (filter) => filter as object })
    },
  })
  return cursor
}
