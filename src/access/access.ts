import type { IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Actor, Audit } from '../audit/audit.ts'
import type { Clock } from '../base/clock.ts'
import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import { errorCode } from '../base/refusal.ts'
import type { Permission } from '../contract/permissions.ts'
import type { SendLetter } from '../mail/mail.ts'
import { readOrMakeKeyFile, type Secrets } from '../secrets/secrets.ts'
import { inTransaction, type Store } from '../store/store.ts'
import { type Account, openAccount } from './account.ts'
import { type ApiKey, listApiKeys, makeApiKey, type NewApiKey, revokeApiKey } from './api-key.ts'
import type { Auth } from './auth.ts'
import { mailEmailProof, proveEmail } from './email-proof.ts'
import {
  changeFirm,
  type Firm,
  type FirmAsSet,
  type FirmChanges,
  type FirmDetails,
  findOwner,
  insertFirm,
  insertOwner,
  listFirms,
  listFirmsOf,
  readFirm,
} from './firm.ts'
import { type Letters, mailOf } from './letters.ts'
import type { OneTimeLink } from './link.ts'
import { mailSignInLink } from './lost-password.ts'
import { hashPassword } from './password.ts'
import { openPeople, type People } from './people.ts'
import {
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPeople,
  type Person,
  type Profile,
} from './person.ts'
import { authenticate, isOperator, type Principal } from './principal.ts'
import { openProviders, type Providers } from './providers.ts'
import { issueToken, type ServiceToken } from './service-token.ts'
import { claim, isClaimed, issueSetupToken, refuseWrongSetupToken } from './setup.ts'
import { openSession, type SessionCookie, signIn, signOut, switchFirm, type Visitor } from './sign-in.ts'
import { issueSignInToken, mailedTo, useSignInToken } from './sign-in-link.ts'
import { type PublicKey, publicKeys } from './signing-key.ts'
import { tell } from './trail.ts'

export { type Account, refuseFirmOnly, type SignedIn, signedIn } from './account.ts'
export type { ApiKey, NewApiKey } from './api-key.ts'
export { type Firm, type FirmAsSet, type FirmDetails, listFirms } from './firm.ts'
export type { Invitation } from './invitation.ts'
export { type Limit, type Limits, openLimits, type Standing } from './limits.ts'
export type { OneTimeLink } from './link.ts'
export type { Member } from './member.ts'
export type { People } from './people.ts'
export type { Person, Profile } from './person.ts'
export { bearsKey, type Principal } from './principal.ts'
export { providerHolder } from './provider.ts'
export type { Providers } from './providers.ts'
export { secondFactorHolder } from './second-factor.ts'
export type { ServiceToken } from './service-token.ts'
export type { Session } from './session.ts'
export type { SessionCookie, Visitor } from './sign-in.ts'
export { type PublicKey, signingKeyHolder } from './signing-key.ts'
export { actorNameOf, actorOf } from './trail.ts'

/** What the person who takes over a new installation says. */
export type ClaimInput = {
  token: string
  firmName: string
  name: string
  email: string
  password: string
  timeZone: string
  region: string
}

/** People, firms and keys. Call everything here outside the store's transactions. Disposing it waits for letters under way. */
export type Access = AsyncDisposable & {
  /** The key of the local command line, also in `<dataDir>/cli.key`; whoever bears it is the principal `operator`. */
  operatorKey: string
  /** Who the request's headers prove to be asking; null when they prove nobody. */
  authenticate(headers: IncomingHttpHeaders): Promise<Principal | null>
  /** Whether the headers bear the command line's key. Asks no database. */
  isOperator(headers: IncomingHttpHeaders): boolean

  /** Whether the installation has its first owner. */
  isClaimed(): Promise<boolean>
  /** A fresh link for the first owner, which voids the one before; null once claimed. */
  setupLink(): Promise<OneTimeLink | null>
  /** Makes the first owner with their firm, and signs them in. Refuses with `setup_link_invalid`, `email_taken`. */
  claim(input: ClaimInput, visitor: Visitor): Promise<SessionCookie>

  /** Signs in by password, and by a code where there is a second factor. Refuses with `wrong_credentials`, `second_factor_needed`, `wrong_code`. */
  signIn(
    input: { email: string; password: string; code?: string | undefined },
    visitor: Visitor,
  ): Promise<SessionCookie>
  /** Ends the session that the headers carry. Returns the cookie that clears it in the browser. */
  signOut(headers: IncomingHttpHeaders): Promise<SessionCookie>
  /** A link that signs a person in once, within a day. */
  signInLink(personId: Id): Promise<OneTimeLink & { expiresAt: Date }>
  /**
   * Uses up such a link; a mailed one with a code, from who has a second factor. Refuses with `sign_in_link_invalid`,
   * `second_factor_needed`, `wrong_code`.
   */
  signInByLink(input: { token: string; code?: string | undefined }, visitor: Visitor): Promise<SessionCookie>
  /** The address that such a link was mailed to; null for any other. */
  linkMailedTo(token: string): Promise<string | null>
  /** Everybody who works for a firm, who came first at the top. */
  listPeople(): Promise<Person[]>
  /** Name and address of a person. */
  person(personId: Id): Promise<Profile | null>

  /** Whether letters are sent. */
  mails: boolean
  /**
   * Mails a link to sign in by to an address that was proved to be somebody's, in the background, so that the time tells
   * nothing. Refuses with `mail_not_set_up`.
   */
  lostPassword(email: string): void
  /** Mails a link to one's own address. Refuses with `mail_not_set_up`, `email_proved`, `too_many_letters`, `mail_failed`. */
  mailEmailProof(by: Principal): Promise<void>
  /** Marks the address as proved that such a link went to. Refuses with `email_proof_invalid`. */
  proveEmail(token: string): Promise<void>

  /** Who works for a firm, and who is asked to. */
  people: People
  /** What is a person's own: where they are signed in, and what they show at signing in. */
  account: Account
  /** Firms' OpenID providers, and signing in by them. */
  providers: Providers

  /** The firm's first owner; null when nobody owns it yet. */
  ownerOf(firmId: Id): Promise<Id | null>
  /** All firms, oldest first. */
  listFirms(): Promise<Firm[]>
  /** The firms a person works for, oldest first. */
  listFirmsOf(personId: Id): Promise<Firm[]>
  /** Where and how a firm works; null when there is none such. */
  firmDetails(firmId: Id): Promise<FirmDetails | null>
  /** How a firm is set; null when there is none such. */
  firm(firmId: Id): Promise<FirmAsSet | null>
  /**
   * Changes what is given of the asker's firm; its slug stays. Refuses with `unknown_time_zone`, `unknown_region`,
   * `country_in_use`.
   */
  changeFirm(by: Principal, changes: FirmChanges): Promise<FirmAsSet>
  /** Makes the headers' session look at another firm of its person; false when it is not one of theirs. */
  switchFirm(headers: IncomingHttpHeaders, firmId: Id): Promise<boolean>
  /**
   * Sets up a firm. Its owner is a person who is here already, or one who is made without a password unless
   * the address is known; a firm set up without one belongs to whoever claims the installation.
   */
  makeFirm(
    details: FirmDetails,
    owner?: { personId: Id } | { name: string; email: string },
  ): Promise<Firm & { ownerId: Id | null }>

  /** Makes a key of the asker's firm; `key` is shown this once. */
  makeKey(by: Principal, input: NewApiKey): Promise<ApiKey & { key: string }>
  /** The keys of a firm, newest first. */
  listKeys(firmId: Id): Promise<ApiKey[]>
  /** Ends a key of the asker's firm at once; false when it has no such key. */
  revokeKey(by: Principal, keyId: string): Promise<boolean>

  /** Makes a token of the key that asks: for ten minutes at most, with its scopes or fewer. Refuses with `only_keys`. */
  issueToken(by: Principal, input: { scopes?: readonly Permission[] | undefined }): Promise<ServiceToken>
  /** By what keys anybody can check such tokens. */
  publicKeys(): Promise<PublicKey[]>
}

/**
 * Opens access over the store. Keys are kept in `dataDir`: `auth.key` signs the session cookies unless
 * `secret` is given, `cli.key` is the command line's. `baseUrl` is what people's browsers call the server.
 */
export function openAccess(input: {
  store: Pick<Store, 'pool' | 'read'>
  secrets: Secrets
  audit: Audit
  clock: Clock
  log: Log
  dataDir: string
  baseUrl: string
  secret?: string | undefined
  /** Sends letters; without it none are. */
  mail?: SendLetter | undefined
}): Access {
  const { store, clock, log, baseUrl } = input
  const { pool } = store
  const secret =
    input.secret ?? readOrMakeKeyFile(join(input.dataDir, 'auth.key'), ', and everybody signs in again')
  const operatorKey = readOrMakeKeyFile(join(input.dataDir, 'cli.key'))
  let opened: Promise<Auth> | undefined
  const auth = () => {
    opened ??= import('./auth.ts').then(({ openAuth }) => openAuth({ pool, clock, log, baseUrl, secret }))
    return opened
  }
  const link = (place: string, token: string): OneTimeLink => ({
    token,
    url: new URL(place + token, baseUrl).href,
  })
  const firmDetails = async (firmId: Id): Promise<FirmDetails | null> =>
    (await store.read(firmId, (db) =>
      db.selectFrom('tenant').select(['name', 'region', 'timeZone']).executeTakeFirst(),
    )) ?? null
  const regionOf = async (firmId: Id) => (await firmDetails(firmId))?.region ?? ''
  const letters: Letters = { mail: input.mail, link, regionOf }
  const underWay = new Set<Promise<void>>()
  /** Begins once the request at hand has been answered. */
  const later = (work: () => Promise<void>) => {
    const done = nextTurn()
      .then(work)
      .catch((error: unknown) => log.error({ code: errorCode(error) }, 'what was to follow an answer failed'))
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }
  const io = { pool, clock, auth, later, secrets: input.secrets, audit: input.audit, ...letters }
  return {
    operatorKey,
    authenticate: (headers) => authenticate({ pool, auth, clock, operatorKey, baseUrl }, headers),
    isOperator: (headers) => isOperator(headers, operatorKey),

    isClaimed: () => isClaimed(pool),
    setupLink: async () => {
      const token = await issueSetupToken(pool, clock)
      return token === null ? null : link('/#claim=', token)
    },
    claim: async ({ token, firmName, name, email, password, timeZone, region }, visitor) => {
      await refuseWrongSetupToken(pool, token)
      const { personId } = await claim(io, {
        token,
        firm: { name: firmName, timeZone, region },
        person: { name, email, passwordHash: await hashPassword(password) },
      })
      return openSession(await auth(), { personId, openedBy: 'password' }, visitor)
    },

    signIn: (credentials, visitor) => signIn(io, credentials, visitor),
    signOut: (headers) => signOut(auth, headers),
    signInLink: async (personId) => {
      const { token, expiresAt } = await issueSignInToken(pool, clock, personId)
      return { ...link('/login#', token), expiresAt }
    },
    linkMailedTo: (token) => mailedTo(pool, token),
    signInByLink: async (used, visitor) => {
      const personId = await useSignInToken(io, used)
      return openSession(await auth(), { personId, openedBy: 'link' }, visitor)
    },
    listPeople: () => listPeople(pool),
    person: (personId) => findPerson(pool, personId),

    mails: input.mail !== undefined,
    lostPassword: (email) => {
      mailOf(letters)
      later(() => mailSignInLink(io, email))
    },
    mailEmailProof: (by) => mailEmailProof(io, by),
    proveEmail: (token) => proveEmail(io, token),

    people: openPeople(io),
    account: openAccount(io),
    providers: openProviders({ ...io, log, baseUrl }),

    ownerOf: (firmId) => findOwner(pool, firmId),
    listFirms: () => listFirms(pool),
    listFirmsOf: (personId) => listFirmsOf(pool, personId),
    firmDetails,
    firm: (firmId) => readFirm(pool, firmId),
    changeFirm: (by, changes) => changeFirm(io, by, changes),
    switchFirm: (headers, firmId) => switchFirm({ auth, pool }, headers, firmId),
    makeFirm: (details, owner) =>
      inTransaction(pool, async (client) => {
        const firm = await insertFirm(client, clock, details)
        if (owner === undefined) return { ...firm, ownerId: null }
        const ownerId =
          'personId' in owner
            ? owner.personId
            : ((await findPersonByEmail(client, owner.email)) ??
              (await insertPerson(client, clock, { ...owner, passwordHash: null })))
        await insertOwner(client, clock, firm.id, ownerId)
        const actor: Actor =
          'personId' in owner
            ? { kind: 'person', id: ownerId, label: (await findPerson(client, ownerId))?.name ?? '' }
            : { kind: 'operator', id: 'operator', label: 'command line' }
        await tell(client, io, firm.id, { actor, action: 'firm.made' })
        return { ...firm, ownerId }
      }),

    makeKey: (by, key) => makeApiKey(io, by, key),
    listKeys: (firmId) => listApiKeys(pool, firmId),
    revokeKey: (by, keyId) => revokeApiKey(io, by, keyId),

    issueToken: (by, input) => issueToken({ ...io, baseUrl }, by, input),
    publicKeys: () => publicKeys({ pool, clock }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(underWay)
    },
  }
}
