import type { Id } from '../base/ids.ts'
import type { Log } from '../base/log.ts'
import type { AuthSource } from './auth.ts'
import type { Principal } from './principal.ts'
import {
  findProvider,
  type NewSignInProvider,
  type ProviderIo,
  removeProvider,
  type SignInProvider,
  setProvider,
} from './provider.ts'
import {
  beginProviderSignIn,
  CALLBACK_PATH,
  type CameBack,
  type FirmMeant,
  finishProviderSignIn,
} from './provider-sign-in.ts'
import type { Visitor } from './sign-in.ts'

/** Firms' OpenID providers, and signing in by them. */
export type Providers = {
  /** Where a provider sends browsers back to; it must know this address. */
  redirectUrl: string
  /** The provider of a firm; null when it has none. */
  find(firmId: Id): Promise<SignInProvider | null>
  /**
   * Sets the provider of the asker's firm. Refuses with `issuer_unusable`, `provider_silent`, `client_secret_needed`,
   * `domain_anybodys`.
   */
  set(by: Principal, input: NewSignInProvider): Promise<SignInProvider>
  /** Takes it away, and ends the sessions it vouched for but the asker's; false when there is none. */
  remove(by: Principal): Promise<boolean>

  /**
   * Where to send a browser to sign in by the provider of a firm, found by id or short name, or by the domain of an
   * address; and the cookie to set, without which it cannot come back. Refuses with `provider_not_set_up`, `provider_silent`.
   */
  begin(by: FirmMeant, visitor: Visitor): Promise<{ url: string; cookie: string }>
  /**
   * Signs in whom the provider vouches for, to its firm alone; returns the cookies to set. Refuses with
   * `provider_sign_in_stale`, `provider_silent`, `provider_refuses`, `provider_denied`, `provider_answer_invalid`,
   * `provider_email_unproved`, `provider_email_elsewhere`, `provider_address_unproved`, `provider_address_taken`,
   * `provider_person_unknown`.
   */
  finish(back: CameBack, visitor: Visitor): Promise<string[]>
}

export function openProviders(io: ProviderIo & { auth: AuthSource; log: Log }): Providers {
  return {
    redirectUrl: new URL(CALLBACK_PATH, io.baseUrl).href,
    find: async (firmId) => {
      const found = await findProvider(io.pool, firmId)
      if (found === null) return null
      const { issuer, clientId, emailDomains, newcomerRole, changedAt } = found
      return { issuer, clientId, emailDomains, newcomerRole, changedAt }
    },
    set: (by, input) => setProvider(io, by, input),
    remove: (by) => removeProvider(io, by),
    begin: (by, visitor) => beginProviderSignIn(io, by, visitor),
    finish: (back, visitor) => finishProviderSignIn(io, back, visitor),
  }
}
