/** Where the newest part of an e-mail ends, and where its signature begins; offsets into the text given. */
export type NewestPart = { end: number; signature: number; subjectEnd: number }

/**
 * Finds the newest part of an e-mail: before "On … wrote:", "W dniu … pisze:", an Outlook header block, a divider or
 * the first quoted line that nothing follows. `signature` is where the closing ("Thanks," "Pozdrawiam") or the last
 * short lines begin; equal to `end` when there is none. A forwarded text stays, for it sets service and urgency.
 */
export function newestPart(text: string, folded: string): NewestPart {
  const lines = linesOf(folded)
  let endLine = lines.length
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const two = `${line.text} ${lines[i + 1]?.text ?? ''}`
    if (
      i > 0 &&
      (isQuoteIntro(line.text) ||
        (line.text.length < 200 && isQuoteIntro(two)) ||
        DIVIDER.test(line.text) ||
        isHeaderBlock(lines, i))
    ) {
      endLine = i
      break
    }
  }
  while (endLine > 0 && /^\s*(?:>.*)?$/.test(lines[endLine - 1]?.text ?? '')) endLine--
  const end = endLine === 0 ? text.length : (lines[endLine - 1]?.end ?? text.length)
  const subject = /^\s*(?:subject|temat|re|fwd?|odp)\s?:[^\n]*\n/.exec(folded)
  return {
    end,
    signature: signatureStart(lines.slice(0, endLine), end),
    subjectEnd: subject ? subject[0].length : 0,
  }
}

type Line = { text: string; start: number; end: number }

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start <= text.length) {
    const next = text.indexOf('\n', start)
    const end = next < 0 ? text.length : next
    lines.push({ text: text.slice(start, end).trimEnd(), start, end })
    start = end + 1
  }
  return lines
}

const DIVIDER =
  /^-{2,}\s?(?:original message|wiadomosc oryginalna|oryginalna wiadomosc|wiadomosc napisana)|^_{10,}$/
const HEADER = /^\s*(?:from|sent|to|subject|date|cc|od|wyslano|wyslane|do|temat|data|dw)\s?:\s/

function isQuoteIntro(line: string): boolean {
  const text = line.trim()
  if (text.length > 300) return false
  return (
    /^on\s.{6,220}\bwrote:$/.test(text) ||
    /^(?:w dniu|dnia|dn\.)\s.{4,220}(?:pisze|napisal\(a\)|napisala?|napisano):?$/.test(text) ||
    /^(?:pon|wt|sr|czw|pt|sob|niedz|nd|nie)\w*\.?,\s.{4,220}(?:napisal\(a\)|napisala?|pisze):?$/.test(text) ||
    /^\d{1,2}[ ./-].{4,200}(?:napisal\(a\)|napisala?|pisze|wrote):?$/.test(text)
  )
}

function isHeaderBlock(lines: Line[], at: number): boolean {
  if (!HEADER.test(lines[at]?.text ?? '')) return false
  return lines.slice(at, at + 5).filter((line) => HEADER.test(line.text)).length >= 3
}

const CLOSING =
  /^(?:(?:many |kind |best |warm |with |many )?(?:thanks|thank you|thx|cheers|regards|best|sincerely|yours|respectfully|cordially|warmly|diolch|ta|take care|much appreciated|appreciate it|gracias|all the best|best wishes)(?: again| so much| in advance| and regards| very much| you)?|(?:serdecznie |goraco )?pozdrawiam\w*(?: serdecznie)?|pozdrowienia|z powazaniem|z wyrazami szacunku|z gory dziekuje|dziekuje(?: z gory)?|dzieki|lacze pozdrowienia|z pozdrowieniami|pzdr|milego dnia)[\s,.!-]*$/
const SENT_FROM = /^(?:--\s?$|sent from my|get outlook for|wyslano z|wyslane z|pobierz outlook)/

function signatureStart(lines: Line[], end: number): number {
  for (let i = Math.max(1, lines.length - 9); i < lines.length; i++) {
    const text = lines[i]?.text.trim() ?? ''
    if (CLOSING.test(text)) return lines[i]?.start ?? end
    if (SENT_FROM.test(text)) {
      const above = signatureStart(lines.slice(0, i), lines[i]?.start ?? end)
      return Math.min(above, lines[i]?.start ?? end)
    }
  }
  let first = lines.length
  for (let i = lines.length - 1; i > 0 && lines.length - i <= 5; i--) {
    const text = lines[i]?.text.trim() ?? ''
    if (text === '') break
    if (
      text.length > 70 ||
      /[.!?]$/.test(
        text.replace(
          /\b(?:inc|ltd|co|llc|o\.o|jr|sr|s\.c|s\.a|sp\.? ?[jk]|st|ave|rd|blvd|dr|hon|n\.? ?a)\.$/,
          '',
        ),
      )
    )
      break
    first = i
  }
  return first < lines.length && first > 0 ? (lines[first]?.start ?? end) : end
}
