import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './client.ts'

/** The one cache of what the server said. `onSignedOut` is called when the session is found to be over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const watch = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => query.queryKey[0] !== 'me' && watch(error) }),
    mutationCache: new MutationCache({
      onError: (error, _v, _c, mutation) => mutation.meta?.signsIn !== true && watch(error),
    }),
    defaultOptions: {
      queries: { retry: worthRetrying, retryDelay: (attempt) => 300 * 2 ** attempt, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  })
}

function worthRetrying(failures: number, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false
  return failures < 2 && (error.status === 0 || error.status === 429 || error.status >= 502)
}
