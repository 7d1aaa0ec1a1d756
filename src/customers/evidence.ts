/** One thing that speaks for or against a match, in plain words for the person who looks. */
export type Evidence = {
  /** What was compared: `phone`, `email`, `address`, `name`, `group`, `history`. */
  what: 'phone' | 'email' | 'address' | 'name' | 'group' | 'history'
  detail: string
}

/** How a contact point came to its customer, or a question arose. */
export type MatchMethod = 'exact' | 'alternate_phone' | 'email' | 'property' | 'fuzzy_name'

/** Evidence as stored; what is not of that shape is left out. */
export function readEvidence(stored: unknown): Evidence[] {
  if (!Array.isArray(stored)) return []
  return stored.filter(
    (item): item is Evidence =>
      typeof item === 'object' &&
      item !== null &&
      typeof item.what === 'string' &&
      typeof item.detail === 'string',
  )
}
