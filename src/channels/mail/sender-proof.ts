import {
  type AuthenticationResults,
  authenticationResults,
  type MethodResult,
} from './authentication-results.ts'

/** Whether the domain in a mail's `From` stands behind it. */
export type SenderProof = 'aligned' | 'failed' | 'untold'

export type ProofOptions = {
  /**
   * Names (authserv-id, RFC 8601, 2.5) under which the account's own server writes what it found. Without them the
   * topmost field is taken for its word.
   */
  authServer?: readonly string[] | undefined
  /**
   * Domains whose seals (ARC, RFC 8617) are believed to tell what they received. Anybody can seal anything, so that a
   * chain which is whole proves nothing by itself.
   */
  arcSealers?: readonly string[] | undefined
}

type Fields = { all(name: string): string[] }

/** Big receivers that seal what they pass on, and check what they receive. */
export const ARC_SEALERS = ['google.com', 'microsoft.com']

/**
 * By DMARC (RFC 7489), on the word of the account's own server: of one field, the topmost, or the topmost of
 * `authServer`; a stranger can write all that is below. `domain`: of the address in `From`. A mail with several
 * `From` fields has failed, for servers and readers choose differently among them.
 */
export function senderProof(header: Fields, domain: string, options: ProofOptions = {}): SenderProof {
  if (header.all('from').length > 1) return 'failed'
  const own = ownResults(header, options.authServer)
  if (own === null) return 'untold'
  const proof = dmarc(own.results, domain)
  if (proof === 'aligned' || !own.results.some(({ method, result }) => method === 'arc' && result === 'pass'))
    return proof
  const sealers = options.arcSealers ?? ARC_SEALERS
  const sealed = sealedResults(header, sealers).some(({ results }) => dmarc(results, domain) === 'aligned')
  return sealed ? 'aligned' : proof
}

/** What the account's own server found; null when it says nothing. */
export function ownResults(
  header: Fields,
  authServer: readonly string[] | undefined,
): AuthenticationResults | null {
  const names = authServer?.map((name) => name.toLowerCase())
  for (const field of header.all('authentication-results')) {
    const read = authenticationResults(field)
    if (names === undefined) return read
    if (read !== null && names.includes(read.server)) return read
  }
  return null
}

/**
 * What servers before it found, newest first: as far down as the seals are of `sealers`. Only worth anything where the
 * account's own server says `arc=pass`, that nothing in the chain was changed.
 */
export function sealedResults(header: Fields, sealers: readonly string[]): AuthenticationResults[] {
  const seals = byInstance(header.all('arc-seal'))
  const found = byInstance(header.all('arc-authentication-results'))
  const results: AuthenticationResults[] = []
  for (let instance = seals.size; instance >= 1; instance--) {
    const seal = seals.get(instance) ?? []
    const told = found.get(instance) ?? []
    const domain = /(?:^|;)\s*d\s*=\s*([^;\s]+)/i.exec(seal[0] ?? '')?.[1]?.toLowerCase() ?? ''
    if (seal.length !== 1 || told.length !== 1 || !sealers.includes(domain)) break
    const read = authenticationResults((told[0] ?? '').replace(/^\s*i\s*=\s*\d+\s*;/i, ''))
    if (read !== null) results.push(read)
  }
  return results
}

/** Fields by their `i=`; RFC 8617, 4.2.1, allows 50. */
function byInstance(fields: readonly string[]): Map<number, string[]> {
  const byNumber = new Map<number, string[]>()
  for (const field of fields.slice(0, 100)) {
    const instance = Number(/(?:^|;)\s*i\s*=\s*(\d{1,2})\s*(?:;|$)/i.exec(field)?.[1] ?? 0)
    byNumber.set(instance, [...(byNumber.get(instance) ?? []), field])
  }
  return byNumber
}

function dmarc(results: readonly MethodResult[], domain: string): SenderProof {
  const found = results.filter(({ method }) => method === 'dmarc')
  if (found.some(({ result }) => result === 'fail')) return 'failed'
  const passed = found.filter(({ result }) => result === 'pass')
  if (passed.length === 0) return 'untold'
  const from = passed.map(({ properties }) => properties.get('header.from') ?? '')
  return from.every((checked) => isUnder(domain, checked)) ? 'aligned' : 'failed'
}

/** Whether it is the result of a signature (DKIM) of `domain`, or of one above it. */
export function isSignedUnder({ method, properties }: MethodResult, domain: string): boolean {
  const signer = properties.get('header.d') ?? properties.get('header.i') ?? ''
  return method === 'dkim' && isUnder(domain, signer.slice(signer.lastIndexOf('@') + 1))
}

/** Servers name the domain of `From`, or the one above it that has the policy. */
export function isUnder(domain: string, above: string): boolean {
  const name = domain.toLowerCase()
  return above.includes('.') && (name === above || name.endsWith(`.${above}`))
}
