import type { Principal } from '../../access/access.ts'
import type { Permission } from '../../contract/permissions.ts'
import { type HitKind, hitKinds, searchAnswer, searchQuery } from '../../contract/search.ts'
import { search as find } from '../../search/search.ts'
import { endpoint } from '../endpoint.ts'

export const search = endpoint({
  name: 'search',
  method: 'GET',
  path: '/api/search',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'search',
  summary:
    'One search over messages, customers, their addresses and places, tickets and attachments’ names, best first; only over what one may read.',
  query: searchQuery,
  answer: searchAnswer,
  handle: async ({ services, principal, query: { q, kinds, ...page } }) => {
    const { tenantId } = principal
    const answer = await services.store.read(tenantId, (db) =>
      find(db, { query: q, kinds: readableKinds(principal, kinds), now: services.clock.now(), ...page }),
    )
    const complete = services.stages.indexer.isComplete(tenantId)
    if (!complete) services.stages.indexer.wake(tenantId)
    return { ...answer, complete }
  },
})

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
