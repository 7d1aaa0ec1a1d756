import type { Id } from '../base/ids.ts'
import { type Evidence, evidence, type MatchMethod } from './evidence.ts'
import { isCommonName } from './match/known-names.ts'
import { isUtterlyDifferent, nameLikeness } from './match/likeness.ts'
import { foldName, isFullName, nameKey, tellingWords } from './name.ts'
import { compare, newestName, type Point } from './point.ts'

/** An address that somebody of the same name has. */
export type Namesake = {
  pointId: Id
  kind: string
  value: string
  customerId: Id
  /** The name that agrees, as written. */
  name: string
  /** What the address is called now. */
  newest: string
}

/** What is known of the points to be linked. */
export type Surroundings = {
  /** By `nameKey`; at most `namesakesMax` each. */
  namesakes: ReadonlyMap<string, readonly Namesake[]>
  /** Pairs `point point` and `point customer` that were in one group conversation. */
  together: ReadonlySet<string>
}

/** Whose a point is. */
export type Link = {
  point: Point
  customerId: Id
  /** `new`: the customer is to be made; `join`: it exists; `stay`: it is the point's own already. */
  step: 'new' | 'join' | 'stay'
  method: MatchMethod | 'new'
  confidence: number
  evidence: Evidence[]
}

/** Whether a point might be a customer's; a person decides. */
export type Doubt = {
  pointId: Id
  customerId: Id
  method: MatchMethod | 'renamed'
  confidence: number
  evidence: Evidence[]
}

/** A name that more addresses than this have tells nobody apart, and is followed no further. */
export const namesakesMax = 20
const CUSTOMERS_ALIKE_MAX = 3
/** Below this a likeness is not worth a person's time. */
export const askAtLeast = 0.5

/**
 * Links points to customers by the names in the contacts. One person with several numbers is recognised by the same
 * full name on both, unless something speaks against it; whatever is weaker gets a customer of its own and, where it
 * may well be the same person, a doubt for somebody to settle. Points are taken in order of address, names last,
 * so that the result does not depend on the order in which they were seen. A point that has a customer already, made
 * before anybody said its name, may join another's.
 */
export function decideLinks(
  points: readonly Point[],
  around: Surroundings,
  newId: () => Id,
): { links: Link[]; doubts: Doubt[] } {
  const links: Link[] = []
  const doubts: Doubt[] = []
  const known = new Map([...around.namesakes].map(([key, namesakes]) => [key, [...namesakes]]))
  for (const point of points.toSorted(byAddressNamesLast)) {
    const name = newestName(point)?.name
    const namesakes = (name === undefined ? [] : (known.get(nameKey(name)) ?? [])).filter(
      ({ pointId, customerId }) => pointId !== point.id && customerId !== point.customerId,
    )
    const found = name === undefined ? undefined : findOwner(point, name, namesakes, around.together)
    const step = found !== undefined ? 'join' : point.customerId !== null ? 'stay' : 'new'
    const alone = {
      customerId: point.customerId ?? newId(),
      method: 'new' as const,
      confidence: 1,
      evidence: [],
    }
    const link = { point, step, ...(found ?? alone) } satisfies Link
    links.push(link)
    if (name === undefined) continue
    const others = namesakes.filter(({ customerId }) => customerId !== link.customerId)
    doubts.push(
      ...doubtsAbout(point, name, others, around.together),
      ...doubtsAboutNamePoint(point, link, others),
    )
    const self = {
      pointId: point.id,
      kind: point.kind,
      value: point.value,
      customerId: link.customerId,
      name,
      newest: name,
    }
    known.set(nameKey(name), [...(known.get(nameKey(name)) ?? []), self])
  }
  return { links, doubts }
}

type Found = Pick<Link, 'customerId' | 'method' | 'confidence' | 'evidence'>

function findOwner(
  point: Point,
  name: string,
  namesakes: readonly Namesake[],
  together: ReadonlySet<string>,
): Found | undefined {
  const withAddress = namesakes.filter(({ kind }) => kind !== 'name')
  const [owner, another] = new Set(withAddress.map(({ customerId }) => customerId))
  if (point.kind === 'name') {
    const [exact, more] = new Set(
      withAddress.filter((one) => foldName(one.name) === point.value).map(({ customerId }) => customerId),
    )
    if (exact === undefined || more !== undefined) return undefined
    return found(
      exact,
      'exact',
      0.9,
      evidence('name', 'in_contacts_once', { name, value: withAddress[0]?.value ?? '' }),
    )
  }
  if (owner === undefined) return ownerOfBareName(name, namesakes)
  if (another !== undefined || point.kind !== 'phone' || !isFullName(name)) return undefined
  const phones = withAddress.filter(({ kind }) => kind === 'phone')
  if (phones.length === 0 || against(point, name, withAddress, together).length > 0) return undefined
  const confidence = tellingWords(name).every(isCommonName) ? 0.88 : 0.92
  return found(
    owner,
    'alternate_phone',
    confidence,
    evidence('name', 'in_contacts_too', { name, values: listed(phones) }),
  )
}

/** Messages filed under a bare name before its address was seen. */
function ownerOfBareName(name: string, namesakes: readonly Namesake[]): Found | undefined {
  const bare = namesakes.find(({ kind, value }) => kind === 'name' && value === foldName(name))
  if (bare === undefined) return undefined
  return found(bare.customerId, 'exact', 0.9, evidence('name', 'no_number_before', { name }))
}

function found(customerId: Id, method: MatchMethod, confidence: number, grounds: Evidence): Found {
  return { customerId, method, confidence, evidence: [grounds] }
}

/** Whether `point` might be one of its namesakes' after all. */
export function doubtsAbout(
  point: Point,
  name: string,
  others: readonly Namesake[],
  together: ReadonlySet<string>,
): Doubt[] {
  const byCustomer = Map.groupBy(
    others.filter(({ kind }) => kind !== 'name'),
    ({ customerId }) => customerId,
  )
  if (byCustomer.size > CUSTOMERS_ALIKE_MAX) return []
  const doubts = [...byCustomer].map(([customerId, namesakes]): Doubt => {
    const contrary = against(point, name, namesakes, together)
    const likeness = nameLikeness(name, name).confidence
    const alike = isFullName(name) ? Math.max(0.6, likeness - 0.05) : likeness
    const confidence = alike - 0.1 * contrary.length - 0.05 * (byCustomer.size - 1)
    return {
      pointId: point.id,
      customerId,
      method:
        point.kind === 'phone' && namesakes.some(({ kind }) => kind === 'phone')
          ? 'alternate_phone'
          : 'fuzzy_name',
      confidence: isFullName(name) ? Math.max(askAtLeast, confidence) : confidence,
      evidence: [evidence('name', 'also_called', { name, values: listed(namesakes) }), ...contrary],
    }
  })
  return doubts.filter(({ confidence }) => confidence >= askAtLeast)
}

/** A bare name that messages were filed under, when a second customer turns up who is called so. */
function doubtsAboutNamePoint(
  point: Point,
  link: Pick<Link, 'customerId'>,
  others: readonly Namesake[],
): Doubt[] {
  const bare = others.find(
    ({ kind, value }) => kind === 'name' && value === foldName(newestName(point)?.name ?? ''),
  )
  if (bare === undefined || point.kind === 'name') return []
  return [
    {
      pointId: bare.pointId,
      customerId: link.customerId,
      method: 'exact',
      confidence: askAtLeast,
      evidence: [evidence('name', 'no_number_either', { name: bare.name, value: point.value })],
    },
  ]
}

/** What speaks against `point` being the namesakes' own, though the name is the same. */
function against(
  point: Point,
  name: string,
  namesakes: readonly Namesake[],
  together: ReadonlySet<string>,
): Evidence[] {
  const contrary: Evidence[] = []
  const inGroup = namesakes.find(
    ({ pointId, customerId }) =>
      together.has(`${point.id} ${pointId}`) || together.has(`${point.id} ${customerId}`),
  )
  if (inGroup !== undefined)
    contrary.push(evidence('group', 'one_group', { value: point.value, other: inGroup.value }))
  const renamed = namesakes.find(({ newest }) => isUtterlyDifferent(newest, name))
  if (renamed !== undefined)
    contrary.push(evidence('history', 'called_now', { value: renamed.value, name: renamed.newest }))
  const other = point.names.find((known) => isUtterlyDifferent(known.name, name))
  if (other !== undefined)
    contrary.push(evidence('history', 'was_called', { value: point.value, name: other.name }))
  return contrary
}

function listed(namesakes: readonly Namesake[]): string {
  return [...new Set(namesakes.map(({ value }) => value))].slice(0, 3).join(', ')
}

function byAddressNamesLast(a: Point, b: Point): number {
  return (
    Number(a.kind === 'name') - Number(b.kind === 'name') ||
    compare(a.kind, b.kind) ||
    compare(a.value, b.value)
  )
}
