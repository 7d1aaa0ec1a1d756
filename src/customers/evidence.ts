/** One thing that speaks for or against a match, in plain words for the person who looks. */
export type Evidence = {
  /** What was compared: `phone`, `email`, `address`, `name`, `group`, `history`. */
  what: 'phone' | 'email' | 'address' | 'name' | 'group' | 'history'
  /** In English. */
  detail: string
  /** What `detail` says, for screens that say it in another language; null where it was stored without. */
  detailCode: EvidenceCode | null
  /** What is filled in: names, addresses, and `reason`, which is a code of its own. */
  detailParams: Record<string, string | number>
}

export type EvidenceCode = keyof typeof SENTENCES

const SENTENCES = {
  number_theirs: '{address} is theirs',
  another_number_theirs: '{address} is another number of theirs',
  places_alike: '“{address}” and “{known}”: {reason}',
  names_alike: '“{name}” and “{known}”: {reason}',
  name_is_all: '“{name}” is all that was ever known of this customer, and of whoever asks now',
  name_unlike: 'against it: “{name}” is nothing like “{known}”',
  email_reads_like: '{email} reads like “{known}”',
  emails_alike: '{email} is nearly {known}',
  in_contacts_once: '“{name}” is in the contacts once, with {value}',
  in_contacts_too: '“{name}” is in the contacts with {values} too',
  no_number_before: 'messages with “{name}” and no number came before',
  no_number_either: 'messages with “{name}” and no number could be for {value} as well',
  also_called: '“{name}” is also what {values} is called',
  both_called: 'both are called “{name}”',
  one_group: '{value} and {other} wrote in one group',
  renamed: '{value} was “{earlier}” and is “{name}” now',
  called_now: '{value} is called “{name}” now',
  was_called: '{value} was called “{name}” as well',
  answered_ours: '{value} answered a mail that was sent to {other}',
  merged_by_person: 'somebody of the firm said that both are one customer',
  given_by_person: 'somebody of the firm gave it to this customer',
} as const

export type LikenessReason = keyof typeof REASONS

/** How two names or places are alike. */
const REASONS = {
  no_name: 'no name to compare',
  numbered_apart: 'told apart by their numbers',
  nothing_in_common: 'next to nothing in common',
  same_common_name: 'the same name, which many people have',
  two_words_alike: 'two words alike, others different',
  typing_slip: 'the same full name but for a typing slip',
  short_form: 'the same full name, once in its short form',
  same_full_name: 'the same full name',
  same_words: 'the same words',
  same_first_name_and_family: 'the same first name and family',
  initial: 'one name alike, the other only an initial',
  one_word_alike: 'one word alike, the others different',
  same_name: 'the same name',
  one_common_name: 'one name alike, which many people have',
  one_rare_name: 'one name alike, not a common one',
  same_house_one_flat: 'the same house, but only one names a flat',
  same_house: 'the same house',
  same_flat: 'the same flat',
} as const

/** Every code of evidence, and every reason within. */
export const evidenceCodes = Object.keys(SENTENCES) as EvidenceCode[]
export const likenessReasons = Object.keys(REASONS) as LikenessReason[]

/** Makes a piece of evidence. */
export function evidence(
  what: Evidence['what'],
  code: EvidenceCode,
  params: Record<string, string | number> = {},
): Evidence {
  const detail = SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'reason' ? REASONS[params.reason as LikenessReason] : String(params[name] ?? ''),
  )
  return { what, detail, detailCode: code, detailParams: params }
}

/** How a contact point came to its customer, or a question arose. */
export type MatchMethod = 'exact' | 'alternate_phone' | 'email' | 'property' | 'fuzzy_name' | 'answered'

/** Evidence as stored; what is not of that shape is left out. */
export function readEvidence(stored: unknown): Evidence[] {
  if (!Array.isArray(stored)) return []
  return stored
    .filter(
      (item): item is Pick<Evidence, 'what' | 'detail'> & Partial<Evidence> =>
        typeof item === 'object' &&
        item !== null &&
        typeof item.what === 'string' &&
        typeof item.detail === 'string',
    )
    .map(({ what, detail, detailCode = null, detailParams = {} }) => ({
      what,
      detail,
      detailCode,
      detailParams,
    }))
}
