import type { z } from 'zod'
import type { ApiKey } from '../access/access.ts'
import type { apiKeyShape } from '../contract/access.ts'

/** A key as the API shows it. */
export function showKey(key: ApiKey): z.output<typeof apiKeyShape> {
  return {
    id: key.id,
    name: key.name,
    start: key.start,
    madeAt: key.madeAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    scopes: key.scopes,
    requestsPerMinuteMax: key.requestsPerMinuteMax,
  }
}
