import { auditPage, auditQuery } from '../../contract/audit.ts'
import { endpoint } from '../endpoint.ts'

export const auditList = endpoint({
  name: 'audit-list',
  method: 'GET',
  path: '/api/audit',
  who: 'audit.read',
  tag: 'audit',
  summary: 'Who did what and why, newest first.',
  query: auditQuery,
  answer: auditPage,
  handle: async ({ services: { audit }, principal, query }) => {
    const { cursor, limit, actor, subjectKind, subjectId, action, looks } = query
    const entries = await audit.list({
      tenantId: principal.tenantId,
      limit,
      before: cursor === undefined ? undefined : Number(cursor),
      actorId: actor,
      action,
      withoutLooks: looks === 'false',
      subject:
        subjectKind === undefined || subjectId === undefined
          ? undefined
          : { kind: subjectKind, id: subjectId },
    })
    const items = entries.map((entry) => ({ ...entry, at: entry.at.toISOString() }))
    return { items, next: items.length < limit ? null : String(items.at(-1)?.seq ?? '') || null }
  },
})
