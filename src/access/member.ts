import type pg from 'pg'
import type { Id } from '../base/ids.ts'
import { Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import { inTransaction } from '../store/store.ts'

/** Somebody who works for a firm. */
export type Member = {
  personId: Id
  name: string
  email: string
  /** Whether the address was proved to be theirs. */
  emailVerified: boolean
  role: Role
  since: Date
  /** To the day; null when they are signed in nowhere. */
  lastSeenAt: Date | null
}

/** Who works for a firm, who came first at the top. */
export async function listMembers(pool: pg.Pool, firmId: Id): Promise<Member[]> {
  const { rows } = await pool.query<Member>(
    `select u.id as "personId", u.name, u.email, u.email_verified as "emailVerified", m.role, m.created_at as since,
       (select max(s.updated_at) from auth.session s where s.user_id = u.id) as "lastSeenAt"
     from auth.member m join auth."user" u on u.id = m.user_id
     where m.organization_id = $1 order by m.created_at, m.id`,
    [firmId],
  )
  return rows
}

/** What somebody is in a firm; null when they do not work there. */
export async function roleIn(
  client: pg.ClientBase | pg.Pool,
  firmId: Id,
  personId: Id,
): Promise<Role | null> {
  const { rows } = await client.query<{ role: Role }>(
    'select role from auth.member where organization_id = $1 and user_id = $2',
    [firmId, personId],
  )
  return rows[0]?.role ?? null
}

/** Gives somebody of the firm another role. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
export async function setRole(
  pool: pg.Pool,
  input: { firmId: Id; personId: Id; role: Role; byOwner: boolean },
): Promise<void> {
  await changeMember(pool, input, async (client) => {
    if (input.role === 'owner' && !input.byOwner) throw onlyOwners()
    await client.query('update auth.member set role = $3 where organization_id = $1 and user_id = $2', [
      input.firmId,
      input.personId,
      input.role,
    ])
  })
}

/** Ends somebody's work for the firm, at once. Refuses with `person_not_found`, `only_owners`, `last_owner`. */
export async function removeMember(
  pool: pg.Pool,
  input: { firmId: Id; personId: Id; byOwner: boolean },
): Promise<void> {
  await changeMember(pool, input, async (client) => {
    await client.query('delete from auth.member where organization_id = $1 and user_id = $2', [
      input.firmId,
      input.personId,
    ])
  })
}

/** A change after which the firm still has an owner. Changes of one firm's people wait for one another. */
async function changeMember(
  pool: pg.Pool,
  { firmId, personId, byOwner }: { firmId: Id; personId: Id; byOwner: boolean },
  change: (client: pg.ClientBase) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('select 1 from auth.organization where id = $1 for no key update', [firmId])
    const role = await roleIn(client, firmId, personId)
    if (role === null) {
      throw new Refusal(
        'person_not_found',
        'Nobody of this firm is meant by that.',
        'Look at the list of people.',
        {
          status: 404,
        },
      )
    }
    if (role === 'owner' && !byOwner) throw onlyOwners()
    await change(client)
    const { rowCount } = await client.query(
      `select 1 from auth.member where organization_id = $1 and role = 'owner' limit 1`,
      [firmId],
    )
    if (rowCount === 0) {
      throw new Refusal(
        'last_owner',
        'A firm cannot be without an owner.',
        'Make somebody else an owner first.',
        {
          status: 409,
        },
      )
    }
  })
}

export function onlyOwners(): Refusal {
  return new Refusal('only_owners', 'Only an owner may say who is an owner.', 'Ask an owner of the firm.', {
    status: 403,
  })
}
