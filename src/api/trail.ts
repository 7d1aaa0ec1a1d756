import type { FastifyRequest } from 'fastify'
import { actorNameOf, actorOf } from '../access/access.ts'
import type { NewEntry } from '../audit/audit.ts'
import type { Tx } from '../store/store.ts'
import type { Endpoint, Told } from './endpoint.ts'
import type { Services } from './services.ts'

/** Makes an endpoint's change of a firm, and tells of it in the same transaction. */
export async function recorded<T>(
  { store, audit }: Pick<Services, 'store' | 'audit'>,
  { name, changes }: Pick<Endpoint, 'name' | 'changes'>,
  { principal, params }: FastifyRequest,
  work: (tx: Tx, tell: (more: Told) => void) => Promise<T>,
): Promise<T> {
  if (changes === undefined || principal === null) throw new Error(`${name} does not say what it changes.`)
  const { tenantId } = principal
  const actor = actorOf(principal)
  return store.write(
    tenantId,
    async (tx) => {
      const entry: NewEntry = { actor, action: changes.action }
      const id = idIn(params)
      if (changes.subject !== undefined && id !== undefined) entry.subject = { kind: changes.subject, id }
      const result = await work(tx, (more) => Object.assign(entry, more))
      await audit.record(tx, tenantId, entry)
      return result
    },
    actorNameOf(principal),
  )
}

/** Notes that customers' data was looked at. */
export function noteLook(
  { audit }: Pick<Services, 'audit'>,
  { name, showsPeople }: Pick<Endpoint, 'name' | 'showsPeople'>,
  { principal, params }: FastifyRequest,
): void {
  if (principal === null || !showsPeople) return
  audit.reads.note({
    tenantId: principal.tenantId,
    actor: actorOf(principal),
    asked: name,
    subject: idIn(params),
  })
}

function idIn(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined
  const [id] = Object.values(params)
  return typeof id === 'string' ? id : undefined
}
