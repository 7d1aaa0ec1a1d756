import { listFirmsOf } from './firm.ts'
import { type Letters, mailOf } from './letters.ts'
import { findPerson, findPersonByEmail } from './person.ts'
import { dropSignInToken, issueMailedToken } from './sign-in-link.ts'
import { type Trail, tellFirmsOf } from './trail.ts'

/**
 * Mails a link that signs in whose address this is, once, within an hour. Nothing happens when it is nobody's, was not
 * proved to be theirs, or three such links are open: an address that was typed wrongly is somebody else's mailbox.
 */
export async function mailSignInLink(io: Trail & Letters, email: string): Promise<void> {
  const { pool, clock } = io
  const mail = mailOf(io)
  const personId = await findPersonByEmail(pool, email)
  const person = personId === null ? null : await findPerson(pool, personId)
  if (!person?.emailVerified) return
  const [firm] = await listFirmsOf(pool, person.id)
  if (firm === undefined) return
  const token = await issueMailedToken(pool, clock, person.id)
  if (token === null) return
  const isSent = await mail({
    kind: 'lost_password',
    to: person.email,
    region: await io.regionOf(firm.id),
    url: io.link('/login#', token).url,
  })
  if (!isSent) return dropSignInToken(pool, token)
  await tellFirmsOf(io, person.id, (actor) => ({
    actor,
    action: 'sign_in_link.mailed',
    subject: { kind: 'person', id: person.id },
  }))
}
