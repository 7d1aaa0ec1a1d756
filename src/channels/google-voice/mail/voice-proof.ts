import type { AuthenticationResults, MethodResult } from '../../mail/authentication-results.ts'
import type { OpenMail } from '../../mail/open-mail.ts'
import { ARC_SEALERS, isUnder, ownResults, type SenderProof, sealedResults } from '../../mail/sender-proof.ts'

/** Where Google Voice has what cannot be delivered sent to; nobody else can send from there. */
const BOUNCES = 'grandcentral.bounces.google.com'

/**
 * Whether a mail that says so is from Google Voice, by the word of the account's own server: DMARC, or, for there was none
 * before 2012, a signature of Google's, or the address of Google Voice's bounces checked by SPF. A server that looked and
 * found none of them makes it `failed`.
 */
export function voiceProof(mail: OpenMail): SenderProof {
  if (mail.proof !== 'untold') return mail.proof
  const own = ownResults(mail.header, mail.options.authServer)
  if (own === null) return 'untold'
  const isChained = own.results.some(({ method, result }) => method === 'arc' && result === 'pass')
  const sealed = isChained ? sealedResults(mail.header, mail.options.arcSealers ?? ARC_SEALERS) : []
  return [own, ...sealed].some(isOfGoogle) ? 'aligned' : 'failed'
}

function isOfGoogle({ results }: AuthenticationResults): boolean {
  if (results.some(({ method, result }) => method === 'dmarc' && result === 'fail')) return false
  return results.some((found) => found.result === 'pass' && (isSigned(found) || isSentBy(found)))
}

function isSigned({ method, properties }: MethodResult): boolean {
  const signer = properties.get('header.d') ?? properties.get('header.i') ?? ''
  return method === 'dkim' && isUnder(domainOf(signer), 'google.com')
}

function isSentBy({ method, properties }: MethodResult): boolean {
  const sender = properties.get('smtp.mailfrom') ?? properties.get('smtp.mail') ?? ''
  return method === 'spf' && domainOf(sender) === BOUNCES
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
