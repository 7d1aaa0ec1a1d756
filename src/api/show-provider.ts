import type { z } from 'zod'
import type { Providers } from '../access/access.ts'
import type { Id } from '../base/ids.ts'
import type { keptSignInProviderShape } from '../contract/sign-in-provider.ts'

/** The provider of a firm as the API shows it. */
export async function showProvider(
  { find, redirectUrl }: Providers,
  firmId: Id,
): Promise<z.input<typeof keptSignInProviderShape>> {
  const found = await find(firmId)
  if (found === null) return { provider: null, redirectUrl }
  return { provider: { ...found, changedAt: found.changedAt.toISOString() }, redirectUrl }
}
