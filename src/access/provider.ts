import type pg from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import { errorCode, Refusal } from '../base/refusal.ts'
import type { Role } from '../contract/permissions.ts'
import type { Holder, Secrets } from '../secrets/secrets.ts'
import { holderOf } from './holder.ts'
import { isAnybodys } from './mail-domain.ts'
import type { Principal } from './principal.ts'
import { discover } from './provider-client.ts'
import { actorOf, inToldTransaction, type Trail } from './trail.ts'

/** An OpenID provider by which a firm's people sign in. */
export type SignInProvider = {
  /** As the provider calls itself: `https://accounts.google.com`. */
  issuer: string
  /** What the provider calls Plumbline. */
  clientId: string
  /** Domains, lower case, of the addresses that it may vouch for. */
  emailDomains: string[]
  /** What somebody becomes who is new; null lets in only who works for the firm or is invited. */
  newcomerRole: Exclude<Role, 'owner'> | null
  changedAt: Date
}

/** What an owner says of the provider; the secret that is kept stays when none is given. */
export type NewSignInProvider = Omit<SignInProvider, 'changedAt'> & { clientSecret?: string | undefined }

/** What providers are kept with. */
export type ProviderIo = Trail & {
  clock: Clock
  secrets: Pick<Secrets, 'seal' | 'unseal'>
  /** What people's browsers call the server. */
  baseUrl: string
}

/** A provider with its secret, sealed. */
export type KeptProvider = SignInProvider & { firmId: Id; sealed: Buffer }

/** How identities of a firm's provider are named in auth.account: no other firm's provider can vouch for them. */
export const providerId = ({ firmId, issuer }: { firmId: Id; issuer: string }) => `oidc:${firmId}:${issuer}`

const placeOf = (firmId: Id) => `sign_in_provider/${firmId}`

/** Seals firms' client secrets anew when the installation's key is rotated. */
export function providerHolder(pool: pg.Pool): Holder {
  return holderOf(pool, { table: 'auth.sign_in_provider', key: 'organization_id', placeOf })
}

/** The provider of a firm, by id or short name; null when it has none. */
export async function findProvider(pool: pg.Pool, firm: string): Promise<KeptProvider | null> {
  const { rows } = await pool.query<KeptProvider>(`${PROVIDERS} where $1 in (o.id, o.slug) limit 1`, [firm])
  return rows[0] ?? null
}

/**
 * The one provider that vouches for addresses of this one's domain; null when none does, or several, or the domain is
 * anybody's. By the domain alone, so that it tells nothing of who works where.
 */
export async function findProviderFor(pool: pg.Pool, email: string): Promise<KeptProvider | null> {
  const domain = domainOf(email)
  if (isAnybodys(domain)) return null
  const { rows } = await pool.query<KeptProvider>(`${PROVIDERS} where $1 = any(p.email_domains) limit 2`, [
    domain,
  ])
  return rows.length === 1 ? (rows[0] ?? null) : null
}

/** The domain of an e-mail address, lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** The secret by which Plumbline shows itself to the provider. Call it outside transactions. */
export async function clientSecretOf(
  { pool, secrets }: Pick<ProviderIo, 'pool' | 'secrets'>,
  { firmId, sealed }: KeptProvider,
): Promise<string> {
  const open = async (value: Buffer) => (await secrets.unseal(value, placeOf(firmId))).toString()
  try {
    return await open(sealed)
  } catch (error) {
    const fresh = errorCode(error) === 'sealed_unreadable' ? await findProvider(pool, firmId) : null
    if (fresh === null) throw error
    return open(fresh.sealed) // a rotation may have sealed it anew between the two, and deleted its key
  }
}

/**
 * Sets the provider of the asker's firm, once it has answered. Where issuer or client are others than before, what the
 * provider before vouched for ends: sessions but the asker's, and whom it knew. Refuses with `issuer_unusable`,
 * `provider_silent`, `client_secret_needed`, `domain_anybodys`.
 */
export async function setProvider(
  io: ProviderIo,
  by: Principal,
  input: NewSignInProvider,
): Promise<SignInProvider> {
  const { clock, secrets } = io
  const { tenantId: firmId } = by
  const emailDomains = [...new Set(input.emailDomains.map((domain) => domain.toLowerCase()))]
  if (input.newcomerRole !== null && emailDomains.some(isAnybodys)) throw anybodysDomain()
  const { issuer } = await discover(input.issuer, io.baseUrl)
  const { clientId, newcomerRole } = input
  const set: SignInProvider = { issuer, clientId, emailDomains, newcomerRole, changedAt: clock.now() }
  return inToldTransaction(io, firmId, async (client) => {
    const { rows } = await client.query<{ issuer: string; clientId: string; sealed: Buffer }>(
      'select issuer, client_id as "clientId", sealed from auth.sign_in_provider where organization_id = $1 for update',
      [firmId],
    )
    const [before] = rows
    const isSame = before?.issuer === issuer && before.clientId === clientId
    if (!isSame && input.clientSecret === undefined) throw secretNeeded()
    if (before !== undefined && !isSame) await forgetAll(client, by)
    const sealed =
      input.clientSecret === undefined
        ? before?.sealed
        : await secrets.seal(client, input.clientSecret, placeOf(firmId))
    await client.query(
      `insert into auth.sign_in_provider (organization_id, issuer, client_id, sealed, email_domains, newcomer_role, changed_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (organization_id) do update set issuer = excluded.issuer, client_id = excluded.client_id, sealed = excluded.sealed,
         email_domains = excluded.email_domains, newcomer_role = excluded.newcomer_role, changed_at = excluded.changed_at`,
      [firmId, issuer, clientId, sealed, emailDomains, newcomerRole, set.changedAt],
    )
    const details = { issuer, clientId, emailDomains, newcomerRole }
    return { result: set, entry: { actor: actorOf(by), action: 'sign_in_provider.set', details } }
  })
}

/** Takes the provider away, and ends what it vouched for: sessions but the asker's. False when there is none. */
export async function removeProvider(io: Trail, by: Principal): Promise<boolean> {
  return inToldTransaction(io, by.tenantId, async (client) => {
    const { rowCount } = await client.query('delete from auth.sign_in_provider where organization_id = $1', [
      by.tenantId,
    ])
    if (rowCount !== 1) return { result: false, entry: null }
    await forgetAll(client, by)
    return { result: true, entry: { actor: actorOf(by), action: 'sign_in_provider.removed' } }
  })
}

async function forgetAll(client: pg.ClientBase, { tenantId, sessionId }: Principal): Promise<void> {
  await client.query('delete from auth.sign_in_attempt where organization_id = $1', [tenantId])
  await forgetVouched(client, { firmId: tenantId, personId: null, keptSessionId: sessionId })
}

/** Forgets whom a firm's provider knows, one person or all, and ends the sessions it vouched for but one. */
export async function forgetVouched(
  client: pg.ClientBase,
  { firmId, personId, keptSessionId }: { firmId: Id; personId: Id | null; keptSessionId: Id | null },
): Promise<void> {
  await client.query(
    'delete from auth.account where starts_with(provider_id, $1) and ($2::text is null or user_id = $2)',
    [providerId({ firmId, issuer: '' }), personId],
  )
  await client.query(
    `delete from auth.session where only_organization_id = $1 and ($2::text is null or user_id = $2) and id is distinct from $3`,
    [firmId, personId, keptSessionId],
  )
}

const PROVIDERS = `select o.id as "firmId", p.issuer, p.client_id as "clientId", p.sealed, p.email_domains as "emailDomains",
    p.newcomer_role as "newcomerRole", p.changed_at as "changedAt"
  from auth.sign_in_provider p join auth.organization o on o.id = p.organization_id`

function secretNeeded(): Refusal {
  return new Refusal(
    'client_secret_needed',
    'The client secret is missing.',
    'Give the one that the provider made for this client.',
  )
}

function anybodysDomain(): Refusal {
  return new Refusal(
    'domain_anybodys',
    'Anybody can have an address of one of these domains, and could join the firm by it.',
    'Leave it out, or let in only people who are invited.',
  )
}
