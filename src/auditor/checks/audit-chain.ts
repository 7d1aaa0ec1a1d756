import { type Check, type Found, isMeant } from '../check.ts'

/** No entry of the audit trail was changed or taken out. It takes care of itself what is added meanwhile. */
export const auditChain: Check = {
  name: 'audit-chain',
  summary: 'No entry of the audit trail was changed or taken out.',
  pace: 'slowly',
  look: async ({ audit, tenantId }, part) => {
    const { entries, faults } = await audit.verify({ tenantId })
    const found = faults.map(
      ({ kind, seq }): Found => ({
        kind: 'trail_broken',
        subject: { kind: 'audit_entry', id: String(seq) },
        details: { what: kind },
      }),
    )
    return { found: found.filter(({ subject }) => isMeant(part, subject.id)), waiting: 0, looked: entries }
  },
}
