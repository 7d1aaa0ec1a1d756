import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import { type Id, newId } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'

const UNIQUE_VIOLATION = '23505'

/**
 * Makes a person, inside somebody's transaction; returns their id. Without a password hash only a link signs
 * them in. Refuses with `email_taken`.
 */
export async function insertPerson(
  client: pg.ClientBase,
  clock: Clock,
  person: { name: string; email: string; passwordHash: string | null },
): Promise<Id> {
  const id = newId(clock)
  const now = clock.now()
  try {
    await client.query(
      'insert into auth."user" (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, false, $4, $4)',
      [id, person.name, person.email.toLowerCase(), now],
    )
  } catch (error) {
    if (errorCode(error) !== UNIQUE_VIOLATION) throw error
    throw new Refusal(
      'email_taken',
      'Somebody with this e-mail address is here already.',
      'Sign in, or use another address.',
      { status: 409 },
    )
  }
  if (person.passwordHash !== null) {
    await client.query(
      `insert into auth.account (id, account_id, provider_id, user_id, password, created_at, updated_at)
       values ($1, $2, 'credential', $2, $3, $4, $4)`,
      [newId(clock), id, person.passwordHash, now],
    )
  }
  return id
}

/** Somebody who can sign in. */
export type Person = {
  id: Id
  name: string
  email: string
  /** Works for nobody but sample firms. */
  sample: boolean
}

/** What a person is called, and reached by. */
export type Profile = {
  id: Id
  name: string
  email: string
  /** Whether the address was proved to be theirs. */
  emailVerified: boolean
}

/** Name and address of a person; null when there is none such. */
export async function findPerson(pool: pg.ClientBase | pg.Pool, personId: Id): Promise<Profile | null> {
  const { rows } = await pool.query<Profile>(
    'select id, name, email, email_verified as "emailVerified" from auth."user" where id = $1',
    [personId],
  )
  return rows[0] ?? null
}

/** Everybody who works for a firm, who came first at the top. */
export async function listPeople(pool: pg.Pool): Promise<Person[]> {
  const { rows } = await pool.query<Person>(
    `select u.id, u.name, u.email, bool_and(coalesce((o.metadata::json ->> 'sample')::boolean, false)) as sample
     from auth."user" u join auth.member m on m.user_id = u.id join auth.organization o on o.id = m.organization_id
     group by u.id, u.name, u.email, u.created_at order by u.created_at, u.id`,
  )
  return rows
}

/** The person with this e-mail address, or null. */
export async function findPersonByEmail(client: pg.ClientBase | pg.Pool, email: string): Promise<Id | null> {
  const { rows } = await client.query<{ id: Id }>('select id from auth."user" where email = $1', [
    email.toLowerCase(),
  ])
  return rows[0]?.id ?? null
}
