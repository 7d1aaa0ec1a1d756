/** A text as it can go out by mail, and into how many short messages it is cut. */
export type VoiceReply = { text: string; parts: number }

/** Google cuts longer texts into several. */
const PART_CHARS = 160

/**
 * Makes a text fit what Google Voice takes by mail: plain, without quotes, without blank lines, for what stands behind the first of
 * them is not sent. `parts` is 0 when nothing is left to send. Send it to the address the text came from, from the account's own
 * Google mail account, and only when a person asked for it.
 */
export function voiceReplyText(text: string): VoiceReply {
  const lines = withoutQuote(text.replace(/\r\n?/g, '\n')).split('\n')
  const words = lines
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trimEnd())
    .filter((line) => line.trim() !== '')
    .join('\n')
    .trim()
  return { text: words, parts: Math.ceil([...words].length / PART_CHARS) }
}

/**
 * What Google Voice sent of a mail to one of its addresses: the words above the first blank line (so much goes out as a text), and in any
 * case without the mail that they answer and without the signature that mailers set off.
 */
export function sentWords(body: string): string {
  const typed = withoutQuote(body.replace(/\r\n?/g, '\n')).replace(/^\s+/, '')
  const [paragraph = ''] = typed.split(/\n[^\S\n]*\n/, 1)
  const lines = paragraph.split('\n').map((line) => line.trimEnd())
  const signature = lines.findIndex((line) => line === '--' || SENT_FROM.test(line))
  return (signature === -1 ? lines : lines.slice(0, signature)).join('\n').trim()
}

const SENT_FROM = /^(?:Sent from my |Get Outlook for |Wysłano z |Wysłane z )/
/** `On Thu, Dec 21, 2023 at 8:40 AM (512) 555-0142 <…> wrote:`, possibly over two lines, and its like. */
const INTRODUCTION = [
  /^on\s.{6,300}\bwrote:$/i,
  /^(?:w dniu|dnia)\s.{4,300}\b(?:pisze|napisał\(?a?\)?|napisała|wrote):?$/i,
  /^.{0,200}<\d+\.\d+\.[\w-]+@txt\.voice\.google\.com>\s*(?:wrote|napisał\(?a?\)?|napisała|pisze):?$/i,
  /^-{2,}\s?(?:original message|forwarded message|oryginalna wiadomość|wiadomość oryginalna)/i,
  /^(?:from|od):\s.{0,200}txt\.voice\.google\.com/i,
]
const LINE_CHARS_MAX = 600

/** The text above what it quotes. */
function withoutQuote(text: string): string {
  const lines = text.split('\n')
  for (const [at, written] of lines.entries()) {
    const line = written.trim()
    const two = `${line} ${lines[at + 1]?.trim() ?? ''}`
    const isBeginning = [line, two].some(
      (candidate) =>
        candidate.length < LINE_CHARS_MAX && INTRODUCTION.some((pattern) => pattern.test(candidate)),
    )
    if (isBeginning) return lines.slice(0, at).join('\n')
  }
  let end = lines.length
  while (end > 0 && /^\s*(?:>.*)?$/.test(lines[end - 1] ?? '')) end--
  return lines.slice(0, end).join('\n')
}
