/** What one server found about a mail (RFC 8601): `Authentication-Results`, or `ARC-Authentication-Results` without its `i=`. */
export type AuthenticationResults = {
  /** The server that says so, lower case. */
  server: string
  results: MethodResult[]
}

export type MethodResult = {
  /** `dmarc`, `dkim`, `spf`, `arc` …, lower case. */
  method: string
  /** `pass`, `fail`, `none` …, lower case. */
  result: string
  /** `header.from`, `header.i`, `smtp.mailfrom` …; values in lower case. */
  properties: ReadonlyMap<string, string>
}

/** A real one has some 500 characters. */
const FIELD_CHARS_MAX = 16_384

/**
 * Reads such a field. Comments and quoted strings are taken as what they are, for strangers choose what stands in
 * them: `spf=pass smtp.mailfrom="a; dmarc=pass"@example.org` says nothing of DMARC. null when no server is named.
 */
export function authenticationResults(field: string): AuthenticationResults | null {
  const [head, ...statements] = statementsOf(field.slice(0, FIELD_CHARS_MAX))
  const server = head?.[0]?.toLowerCase() ?? ''
  if (server === '' || server.includes('=')) return null
  return { server, results: statements.flatMap((words) => resultOf(words) ?? []) }
}

function resultOf(words: string[]): MethodResult | null {
  const match = /^([a-z][a-z0-9-]*)(?:\/\d+)?=([a-z]+)$/i.exec(words[0] ?? '')
  if (match === null) return null
  const properties = new Map<string, string>()
  for (const word of words.slice(1)) {
    const equals = word.indexOf('=')
    const name = word.slice(0, equals).toLowerCase()
    if (equals > 0 && !properties.has(name)) properties.set(name, word.slice(equals + 1).toLowerCase())
  }
  return { method: (match[1] ?? '').toLowerCase(), result: (match[2] ?? '').toLowerCase(), properties }
}

/** The statements between semicolons, each as its words; comments are gone, quotes are opened. */
function statementsOf(field: string): string[][] {
  const statements: string[][] = []
  let words: string[] = []
  let word = ''
  let depth = 0
  let isQuoted = false
  const endWord = () => {
    if (word !== '') words.push(word)
    word = ''
  }
  for (let at = 0; at < field.length; at++) {
    const sign = field.charAt(at)
    if (sign === '\\') {
      at++
      if (depth === 0) word += field.charAt(at)
    } else if (isQuoted) {
      if (sign === '"') isQuoted = false
      else word += /\s/.test(sign) ? '_' : sign
    } else if (depth > 0) {
      if (sign === '(') depth++
      else if (sign === ')') depth--
    } else if (sign === '"') isQuoted = true
    else if (sign === '(') {
      depth = 1
      endWord()
    } else if (sign === ';') {
      endWord()
      statements.push(words)
      words = []
    } else if (/\s/.test(sign)) endWord()
    else word += sign
  }
  endWord()
  statements.push(words)
  // `method = result` may have white space around its sign.
  return statements.map((statement) => statement.join(' ').replace(/ ?= ?/g, '=').split(' '))
}
