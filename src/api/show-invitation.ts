import type { z } from 'zod'
import type { Invitation } from '../access/access.ts'
import type { invitationShape } from '../contract/people.ts'

/** An invitation as the API shows it. */
export function showInvitation({
  id,
  email,
  role,
  madeBy,
  madeAt,
  expiresAt,
}: Invitation): z.output<typeof invitationShape> {
  return { id, email, role, madeBy, madeAt: madeAt.toISOString(), expiresAt: expiresAt.toISOString() }
}
