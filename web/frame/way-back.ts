import { type AnyRouter, useRouterState } from '@tanstack/react-router'

/** From which screen an entry of the history was opened, by the entry's key; gone when the page is loaded anew. */
const openedFrom = new Map<string, string>()

const isInbox = (pathname: string) => pathname === '/inbox' || pathname.startsWith('/inbox/')

/** Notes from which screen a conversation is opened, whichever link led there. */
export function noteWaysBack(router: AnyRouter) {
  router.subscribe('onBeforeLoad', ({ fromLocation: from, toLocation: to }) => {
    const key = to.state.__TSR_key
    if (from === undefined || key === undefined) return
    const isPush = to.state.__TSR_index > from.state.__TSR_index
    const isSameEntry = to.state.__TSR_index === from.state.__TSR_index && to.pathname === from.pathname
    const whence =
      isPush && isInbox(to.pathname) && !isInbox(from.pathname)
        ? from.href
        : isSameEntry
          ? openedFrom.get(from.state.__TSR_key ?? '')
          : undefined
    if (whence !== undefined) openedFrom.set(key, whence)
  })
}

/** The screen that the conversation shown was opened from; undefined when that was the list beside it. */
export function useWayBack(): string | undefined {
  return useRouterState({ select: ({ location }) => openedFrom.get(location.state.__TSR_key ?? '') })
}
