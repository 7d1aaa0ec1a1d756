/** What stands in the plain part of a mail of Google Voice once what Google writes around it is gone. */
export type PlainWords = {
  words: string
  /** The picture's link above or the footer below was there: the layout is one that is known. */
  recognised: boolean
}

/** Google Voice's logo, as a link: bare, as a relay shows it, or as it was until 2018. */
const LOGO = /^(?:\[image: Google Voice\]\s*)?<https?:\/\/(?:voice\.google\.com|www\.google\.com\/voice)\/?>$/
const FOOTER_LINES = 8
/** The last line before the footer; long ones are broken. */
const HINT =
  /^(?:To respond to this (?:text )?message, reply to this email or visit Google Voice(?: ?<https?:\/\/[^>]*>)?\.|To (?:respond to|listen to|reply to) this (?:text message|message|voicemail), launch Google Voice ?\(https?:\/\/[^)]*\) on your mobile device or computer\.)$/
const HINT_LINES = 3
/** Lines of this many columns or more were broken by Google, at about 75; a shorter one was ended by whoever wrote it. */
const BROKEN_COLUMNS_MIN = 60

/** Reads the plain part of a text, of any year since 2009. What is not recognised stays. */
export function plainWords(plain: string): PlainWords {
  const { lines, recognised } = plainLines(plain)
  return { words: rejoined(lines), recognised }
}

/** The same as lines, as they were broken. */
export function plainLines(plain: string): { lines: string[]; recognised: boolean } {
  const lines = plain.split('\n').map((line) => line.trimEnd())
  const start = afterLogo(lines)
  const footer = footerStart(lines, start)
  const end = beforeHint(lines, start, footer ?? lines.length)
  const hasLogo = lines.slice(0, start).some((line) => LOGO.test(line))
  const rest = lines.slice(start, end)
  // A footer in another language is still there, and nobody can tell where it begins.
  const isWhole = hasLogo && !rest.some((line) => HELP.test(line))
  return { lines: rest, recognised: footer !== null || isWhole }
}

function afterLogo(lines: readonly string[]): number {
  let at = 0
  while (lines[at] === '') at++
  if (LOGO.test(lines[at] ?? '')) at++
  while (lines[at] === '') at++
  return at
}

/**
 * A customer may write "YOUR ACCOUNT", so the whole of the footer must follow; and a customer may send on a whole footer, so it is
 * the last one. null when there is none.
 */
function footerStart(lines: readonly string[], start: number): number | null {
  for (let at = lines.length - 1; at >= start; at--) {
    const line = lines[at] ?? ''
    if (!line.startsWith('YOUR ACCOUNT') && line !== '--') continue
    const following = lines.slice(at, at + FOOTER_LINES).join(' ')
    const isFooter = line === '--' ? SMS_TO_EMAIL.test(following) : LINKS.test(following)
    if (isFooter) return at
  }
  return null
}

const LINKS = /^YOUR ACCOUNT\b(?: <[^>]*>)? ?HELP CENTER\b(?: <[^>]*>)? ?(?:HELP FORUM\b|To respond\b)/
const HELP = /<https:\/\/support\.google\.com\/voice\b/
/** Until 2015, and only below the first text of a thread. */
const SMS_TO_EMAIL =
  /^-- +Sent using SMS-to-email\. +Reply to this email to text the sender back and +save on SMS fees\./

function beforeHint(lines: readonly string[], start: number, end: number): number {
  const last = lastWritten(lines, start, end)
  for (let count = 1; count <= HINT_LINES && last - count >= start - 1; count++) {
    if (HINT.test(lines.slice(last - count, last).join(' '))) return lastWritten(lines, start, last - count)
  }
  return last
}

function lastWritten(lines: readonly string[], start: number, end: number): number {
  let at = end
  while (at > start && lines[at - 1] === '') at--
  return at
}

function rejoined(lines: readonly string[]): string {
  let words = ''
  let columns = 0
  for (const [at, line] of lines.entries()) {
    const goesOn = columns >= BROKEN_COLUMNS_MIN && line !== ''
    words += at === 0 ? line : (goesOn ? ' ' : '\n') + line
    columns = line.length
  }
  return words
}
