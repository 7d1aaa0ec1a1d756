import type { Id } from '../base/ids.ts'
import type { WebhookSource } from '../contract/webhooks.ts'
import type { ApiSettings } from './services.ts'

/** Where another system calls for a firm. */
export function webhookUrl(
  { baseUrl }: Pick<ApiSettings, 'baseUrl'>,
  { tenantId, source }: { tenantId: Id; source: WebhookSource },
): string {
  return new URL(`/api/webhooks/${source}?firm=${tenantId}`, baseUrl).href
}
