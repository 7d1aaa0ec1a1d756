import type { Id } from '../base/ids.ts'
import type { HookShown } from '../contract/hooks.ts'
import { listHooks } from '../hooks/hooks.ts'
import { notFound } from './not-found.ts'
import type { Services } from './services.ts'

/** A hook as people see it. */
export async function showHook(
  services: Pick<Services, 'store' | 'clock'>,
  tenantId: Id,
  id: Id,
): Promise<HookShown> {
  const [shown] = await listHooks(services, { tenantId, id })
  if (shown === undefined) throw notFound('hook')
  return shown
}
