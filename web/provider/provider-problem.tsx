import { ApiError } from '../api/client.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Problem } from '../parts/problem.tsx'

/** Why a provider cannot be used, for the owner who sets it: what is told to who signs in would not help here. */
export function ProviderProblem({ error, issuer }: { error: unknown; issuer: string }) {
  const say = useSay()
  const silent = error instanceof ApiError && error.code === 'provider_silent'
  return (
    <Problem
      error={error}
      words={
        silent
          ? { message: say('provider.silent', { issuer }), next: say('provider.silent.next') }
          : undefined
      }
    />
  )
}
