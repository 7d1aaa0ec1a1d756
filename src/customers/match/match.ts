import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { type Address, normalizeAddress } from '../address.ts'
import { type Evidence, evidence, type MatchMethod } from '../evidence.ts'
import { cleanName, isFullName, tidyText } from '../name.ts'
import { type Candidate, loadCandidates } from './candidate.ts'
import { type Finding, findByAddress, findByName, findByPlace } from './find.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { isUtterlyDifferent, nameLikeness } from './likeness.ts'
import { addressLengthMax } from './place.ts'

/** What is known of somebody; the more, the surer. */
export type MatchQuery = {
  phone?: string | null | undefined
  alternatePhones?: readonly string[] | undefined
  email?: string | null | undefined
  /** Street address of a property. */
  address?: string | null | undefined
  name?: string | null | undefined
  /** ISO 3166 country whose plan reads phone numbers without a country code. */
  region: string
}

/** A customer it may be. */
export type Match = {
  customerId: Id
  name: string | null
  /** What weighed most. */
  matchType: MatchMethod
  /** 0 to 1. From `sureFrom` on it is safe to go by; below, a person should look. */
  confidence: number
  evidence: Evidence[]
}

/** Whether a match rests on an address that is the customer's already, so that going by it adds nothing doubtful. */
export function isByOwnAddress({ matchType }: Match): boolean {
  return matchType === 'exact' || matchType === 'alternate_phone' || matchType === 'email'
}

/** From here on a match is taken without asking. A name alone never gets there. */
export const sureFrom = 0.85

const CONFIDENCE_MIN = 0.2
const MATCHES_MAX = 10

/**
 * Customers that somebody may be, the likeliest first, at most ten: by phone, other phones, e-mail, property and name,
 * each with its evidence. Several kinds of evidence strengthen each other; a quite different name weakens them. At most
 * four statements.
 */
export async function matchCustomer(db: Db, written: MatchQuery): Promise<Match[]> {
  const query: MatchQuery = {
    ...written,
    email: tidyText(written.email ?? '', 254),
    address: tidyText(written.address ?? '', addressLengthMax),
    name: cleanName(written.name),
  }
  const findings = [
    ...(await findByAddress(db, writtenAddresses(query))),
    ...(query.address ? await findByPlace(db, query.address) : []),
  ]
  const named = await findByName(db, [query.name ?? '', nameInEmail(query.email)])
  const candidates = await loadCandidates(db, [...findings.map(({ customerId }) => customerId), ...named])
  const byCustomer = Map.groupBy(findings, ({ customerId }) => customerId)
  return [...candidates.values()]
    .flatMap((candidate) => weigh(candidate, byCustomer.get(candidate.customerId) ?? [], query))
    .filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
    .sort((a, b) => b.confidence - a.confidence || (a.customerId < b.customerId ? -1 : 1))
    .slice(0, MATCHES_MAX)
}

/** The addresses of a query in stored form, each with how it was given. */
export function writtenAddresses(
  query: MatchQuery,
): { address: Address; as: 'phone' | 'alternate' | 'email' }[] {
  const given = [
    ...(query.phone ? [{ written: query.phone, as: 'phone' as const }] : []),
    ...(query.alternatePhones ?? []).map((written) => ({ written, as: 'alternate' as const })),
    ...(query.email ? [{ written: query.email, as: 'email' as const }] : []),
  ]
  return given
    .map(({ written, as }) => ({ address: normalizeAddress(written, query.region), as }))
    .filter(({ address }) => address.kind === 'phone' || address.kind === 'email')
}

function weigh(candidate: Candidate, findings: readonly Finding[], query: MatchQuery): Match[] {
  const all = [...findings, ...findingsByName(candidate, query)].sort((a, b) => b.confidence - a.confidence)
  const [best] = all
  if (best === undefined) return []
  const together = 1 - all.reduce((doubt, { confidence }) => doubt * (1 - confidence), 1)
  const isCertain = best.confidence === 1
  const contrary = contraryName(candidate, query.name)
  const factor = contrary === undefined ? 1 : best.method === 'property' ? 0.55 : 0.8
  const confidence = isCertain ? 1 : Math.min(0.97, together)
  return [
    {
      customerId: candidate.customerId,
      name: candidate.name,
      matchType: best.method,
      confidence: Math.round(confidence * factor * 100) / 100,
      evidence: [...all.map(({ evidence }) => evidence), ...(contrary ?? [])],
    },
  ]
}

/** At most one: by the name said, else by what the e-mail address reads like. */
function findingsByName(candidate: Candidate, query: MatchQuery): Finding[] {
  const { customerId } = candidate
  const found: Finding[] = []
  for (const [name, weight, said] of [
    [query.name ?? '', 1, 'name'],
    [nameInEmail(query.email), 0.75, 'email'],
  ] as const) {
    const best = candidate.names
      .map((known) => ({ known, ...nameLikeness(name, known) }))
      .sort((a, b) => b.confidence - a.confidence)[0]
    if (best === undefined || best.confidence < CONFIDENCE_MIN || found.length > 0) continue
    found.push({
      customerId,
      method: 'fuzzy_name',
      confidence: best.confidence * weight,
      evidence:
        said === 'name'
          ? evidence('name', 'names_alike', { name, known: best.known, reason: best.reason })
          : evidence('email', 'email_reads_like', { email: query.email ?? '', known: best.known }),
    })
  }
  const like = candidate.emails.find((email) => query.email && areLikeEmails(query.email, email))
  if (like !== undefined && found.length > 0)
    found.push({
      customerId,
      method: 'fuzzy_name',
      confidence: 0.4,
      evidence: evidence('email', 'emails_alike', { email: query.email ?? '', known: like }),
    })
  return found
}

/** Says so when a full name was given and everything this customer was ever called is quite different. */
function contraryName({ names }: Candidate, name: string | null | undefined): Evidence[] | undefined {
  if (!name || !isFullName(name)) return undefined
  const full = names.filter(isFullName)
  if (
    full.length === 0 ||
    full.length < names.length ||
    !full.every((known) => isUtterlyDifferent(known, name))
  )
    return undefined
  return [evidence('name', 'name_unlike', { name, known: full[0] ?? '' })]
}

/** `priya.raman82@…` → `priya raman`; empty when fewer than two words stand in it. */
function nameInEmail(email: string | null | undefined): string {
  const words = (email?.split('@')[0] ?? '').split(/[^\p{L}]+/u).filter((word) => word.length > 1)
  return words.length >= 2 ? words.join(' ') : ''
}

/** One slip apart, or the same name at another provider. */
function areLikeEmails(a: string, b: string): boolean {
  const [local = '', domain = ''] = a.toLowerCase().split('@')
  const [otherLocal = '', otherDomain = ''] = b.split('@')
  if (local.length < 5 || (local === otherLocal && domain === otherDomain)) return false
  return local === otherLocal || (domain === otherDomain && jaroWinkler(local, otherLocal) >= 0.95)
}
