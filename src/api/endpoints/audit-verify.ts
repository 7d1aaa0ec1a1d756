import { auditVerdictShape, verifyAuditBody } from '../../contract/audit.ts'
import { endpoint } from '../endpoint.ts'

/** A million entries take some seconds. */
const TIMEOUT_MS = 10 * 60_000

export const auditVerify = endpoint({
  name: 'audit-verify',
  method: 'POST',
  path: '/api/audit/verify',
  who: 'audit.read',
  tag: 'audit',
  summary: 'Looks whether any entry of the trail was changed or taken out.',
  timeoutMs: TIMEOUT_MS,
  body: verifyAuditBody,
  answer: auditVerdictShape,
  handle: ({ services: { audit }, principal, body }) =>
    audit.verify({ tenantId: principal.tenantId, anchor: body.anchor }),
})
