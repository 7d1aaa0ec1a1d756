import type { Call } from './endpoint.ts'

/** The e-mail address of the person who asks; undefined for keys and the command line. */
export async function ownEmail({
  services: { access },
  principal: { personId },
}: Pick<Call<'member', unknown, unknown, unknown>, 'services' | 'principal'>): Promise<string | undefined> {
  return personId === null ? undefined : (await access.person(personId))?.email
}
