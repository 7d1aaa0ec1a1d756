import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/** The one cache of what the server said. `onSignedOut` is called when the session is found to be over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (!(error instanceof ApiError)) return
    // Wrong passwords and codes are 401 as well, and end no session.
    if (error.code === 'sign_in_first') onSignedOut()
    // Somebody has given this person another role meanwhile: what is offered must follow.
    if (error.code === 'not_permitted') void client.invalidateQueries({ queryKey: ['me'] })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'me' && watch(error) }),
    mutationCache: new MutationCache({ onError: watch }),
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: (attempt) => 300 * 2 ** attempt, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

function worthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return failures < 2 && (error.status === 0 || error.status === 429 || error.status >= 502)
}
