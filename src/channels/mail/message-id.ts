/** RFC 5322, 2.1.1: no line is longer. */
const ID_CHARS_MAX = 998
/** Of a long thread the first and the last are kept. */
const ANSWERS_MAX = 200

/**
 * A message id (RFC 5322, 3.6.4) in the form in which two can be compared: without angle brackets and white space, the
 * domain in lower case. null when there is none in `field`.
 */
export function messageId(field: string | null): string | null {
  return messageIds(field ?? '')[0] ?? null
}

/** The ids of which a mail says that it answers them: of `References`, then of `In-Reply-To`; the last is answered directly. */
export function answeredIds(
  references: string | null,
  inReplyTo: string | null,
  own: string | null,
): string[] {
  const direct = messageIds(inReplyTo ?? '')
  const before = messageIds(references ?? '').filter((id) => !direct.includes(id))
  const all = [...new Set([...before, ...direct])].filter((id) => id !== own)
  return all.length <= ANSWERS_MAX ? all : [...all.slice(0, 1), ...all.slice(1 - ANSWERS_MAX)]
}

function messageIds(field: string): string[] {
  const bracketed = [...field.matchAll(/<([^<>]{1,998})>/g)].map(([, id]) => normal(id ?? ''))
  const found = bracketed.length > 0 ? bracketed : bareIds(field)
  return found.filter((id) => id !== '' && id.length <= ID_CHARS_MAX)
}

/** Some mailers forget the brackets. In a sentence, `Your mail of Monday to rosa@…`, a word with an @ is no id. */
function bareIds(field: string): string[] {
  const words = field.split(/[\s,]+/).filter((word) => word !== '')
  return words.every((word) => word.includes('@')) ? words.map(normal) : []
}

function normal(id: string): string {
  const bare = id.replace(/[\s<>]+/g, '')
  const at = bare.lastIndexOf('@')
  return at === -1 ? bare : bare.slice(0, at) + bare.slice(at).toLowerCase()
}
