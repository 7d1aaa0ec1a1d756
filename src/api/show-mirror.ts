import type { Id } from '../base/ids.ts'
import type { MirrorShown } from '../contract/mirrors.ts'
import { listMirrors } from '../mirror/mirror.ts'
import { notFound } from './not-found.ts'
import type { Services } from './services.ts'

/** A mirror as people see it. */
export async function showMirror(
  { store }: Pick<Services, 'store'>,
  tenantId: Id,
  id: Id,
): Promise<MirrorShown> {
  const shown = (await store.read(tenantId, listMirrors)).find((mirror) => mirror.id === id)
  if (shown === undefined) throw notFound('mirror')
  return shown
}
