import { Refusal } from '../../base/refusal.ts'
import { madeSignInLinkShape, makeSignInLinkBody } from '../../contract/access.ts'
import { endpoint } from '../endpoint.ts'

const NAMED_MAX = 5

export const signInLinksMake = endpoint({
  name: 'sign-in-links-make',
  method: 'POST',
  path: '/api/sign-in-links',
  who: 'installation',
  tag: 'sign-in',
  summary: 'Makes a link that signs somebody in once, within a day; for who has lost the password.',
  body: makeSignInLinkBody,
  answer: madeSignInLinkShape,
  status: 201,
  handle: async ({ services: { access }, body }) => {
    const people = await access.listPeople()
    const [person, other] =
      body.email === undefined
        ? people.filter(({ sample }) => !sample)
        : people.filter(({ email }) => email === body.email?.toLowerCase())
    if (person === undefined) throw body.email === undefined ? nobodyYet() : unknownPerson()
    if (other !== undefined) throw whichPerson(people.map(({ email }) => email))
    const { url, expiresAt } = await access.signInLink(person.id)
    return { url, expiresAt: expiresAt.toISOString(), person: { name: person.name, email: person.email } }
  },
})

function nobodyYet(): Refusal {
  return new Refusal(
    'nobody_yet',
    'Nobody owns this installation yet, so nobody can have lost a password.',
    'Start the server and open the set-up link that it prints.',
    { status: 409 },
  )
}

function unknownPerson(): Refusal {
  return new Refusal(
    'person_not_found',
    'Nobody with this e-mail address can sign in here.',
    'Check the address: it is the one that was given when the firm was set up.',
    { status: 404 },
  )
}

function whichPerson(emails: readonly string[]): Refusal {
  const more = emails.length > NAMED_MAX ? ', …' : ''
  return new Refusal(
    'which_person',
    'Several people can sign in here.',
    `Say who is meant by --email: ${emails.slice(0, NAMED_MAX).join(', ')}${more}.`,
    { status: 409 },
  )
}
