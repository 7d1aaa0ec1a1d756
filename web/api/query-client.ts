import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

type Heard = {
  /** The session is found to be over. */
  onSignedOut: () => void
  /**
   * A change failed, and what would have shown it is gone, as a dialog that was closed. `what` is what it says of itself then,
   * as `meta.whenLeft`; without, only a change that has no other word for it is told of.
   */
  onUnheard: (error: unknown, what: string | undefined) => void
}

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: { whenLeft?: string }
  }
}

/** The one cache of what the server said. */
export function makeQueryClient({ onSignedOut, onUnheard }: Heard): QueryClient {
  const watch = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    // Wrong passwords and codes are 401 as well, and end no session.
    if (error.code === 'sign_in_first') onSignedOut()
    // Somebody has given this person another role meanwhile: what is offered must follow.
    if (error.code === 'not_permitted') void client.invalidateQueries({ queryKey: ['me'] })
  }
  const mutationCache = new MutationCache({
    onError: (error, _variables, _context, mutation) => {
      watch(error)
      const isSignedOut = error instanceof ApiError && error.code === 'sign_in_first'
      const what = mutation.meta?.whenLeft
      const isSilent = mutation.options.onError === undefined || what !== undefined
      if (isSilent && !isWatched(mutation) && !isSignedOut) onUnheard(error, what)
    },
  })
  const isWatched = watchedBy(mutationCache)
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'me' && watch(error) }),
    mutationCache,
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: (attempt) => 300 * 2 ** attempt, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

/** Tells whether a component that is on the screen shows what becomes of a change. */
function watchedBy(cache: MutationCache): (mutation: object) => boolean {
  const observers = new WeakMap<object, { hasListeners: () => boolean }>()
  cache.subscribe((event) => {
    if (event.type === 'observerAdded') observers.set(event.mutation, event.observer)
    if (event.type === 'observerRemoved') observers.delete(event.mutation)
  })
  // One that is asked to change something after its component has gone is an observer that nobody listens to.
  return (mutation) => observers.get(mutation)?.hasListeners() ?? false
}

function worthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return failures < 2 && (error.status === 0 || error.status === 429 || error.status >= 502)
}
