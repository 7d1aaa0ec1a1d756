import type { Principal } from '../../access/access.ts'
import type { Id } from '../../base/ids.ts'
import type { Permission } from '../../contract/permissions.ts'
import {
  type HitKind,
  hitKinds,
  type MeaningState,
  searchAnswer,
  searchQuery,
} from '../../contract/search.ts'
import { search as find } from '../../search/search.ts'
import { endpoint } from '../endpoint.ts'
import type { Services } from '../services.ts'

export const search = endpoint({
  name: 'search',
  method: 'GET',
  path: '/api/search',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'search',
  summary:
    'One search over messages, customers, their addresses and places, tickets and attachments’ names, best first: by words, and messages by what they mean, too; only over what one may read.',
  query: searchQuery,
  answer: searchAnswer,
  handle: async ({ services, principal, query: { q, kinds, ...rest } }) => {
    const { tenantId } = principal
    const { stages, clock } = services
    const wanted = { tenantId, query: q, kinds: readableKinds(principal, kinds), now: clock.now() }
    const { meaning, ...answer } = await find(services, { ...wanted, ...rest })
    const complete = stages.indexer.isComplete(tenantId)
    if (!complete) stages.indexer.wake(tenantId)
    return { ...answer, complete, meaning: meaning === 'used' ? howFarRead(services, tenantId) : meaning }
  },
})

/** Whether all messages of a firm have been read for their meaning; sees to it that they are. */
function howFarRead({ stages }: Services, tenantId: Id): MeaningState {
  if (stages.embedder?.isComplete(tenantId)) return 'used'
  stages.embedder?.wake(tenantId)
  return 'partial'
}

/** What one must be allowed to read to find it. */
const NEEDS: Record<HitKind, Permission> = {
  customer: 'customers.read',
  contact_point: 'customers.read',
  property: 'customers.read',
  ticket: 'tickets.read',
  conversation: 'conversations.read',
  message: 'conversations.read',
  attachment: 'conversations.read',
}

function readableKinds({ permissions }: Principal, asked: string | undefined): Set<HitKind> {
  const wanted = asked === undefined || asked === '' ? hitKinds : asked.split(',')
  return new Set(hitKinds.filter((kind) => wanted.includes(kind) && permissions.has(NEEDS[kind])))
}
