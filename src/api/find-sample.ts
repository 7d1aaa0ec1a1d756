import type { Access, Firm, Principal } from '../access/access.ts'

/** The sample firm that this person, or the command line, has; undefined when none. */
export async function findSample(access: Access, principal: Principal): Promise<Firm | undefined> {
  if (principal.kind === 'key' || principal.firmOnly) return undefined
  const firms =
    principal.personId === null ? await access.listFirms() : await access.listFirmsOf(principal.personId)
  return firms.find(({ sample }) => sample)
}
