import { companyWords, everydayNames, neverNames } from '../languages/name-words.ts'
import { fold } from '../text/prepare.ts'
import type { Spotted } from './emails.ts'
import { isFirstName, isPlace, nameAt, nameBefore, type Words, wholeName } from './name-words.ts'

/**
 * The sender's own name, best guess first; staff, relatives and other people named are left out. Usually at most one;
 * two when a couple signs. Contacts in the text are best blanked with `#`: a name may stand before them.
 */
export function namesIn(
  text: string,
  folded: string,
  part: { signature: number; end: number; channel: string },
): Spotted<string>[] {
  const words: Words = { text, folded, lowered: !/\p{Lu}\p{Ll}/u.test(text) }
  const end = endOfOwnWords(folded, part.end)
  const found = [...announced(words, part.channel), ...calling(words)].filter((name) => name.start < end)
  found.push(
    ...inSignature(words, Math.min(part.signature, end), end),
    ...atTheEnd(words, end),
    ...inPassing(words, end, part.channel),
    ...atTheStart(words, part.channel),
  )
  const best = found.sort((a, b) => b.score - a.score || b.value.length - a.value.length)[0]
  if (!best) return []
  const fuller = found.find(
    (other) =>
      other.value.length > best.value.length && ` ${fold(other.value)} `.includes(` ${fold(best.value)} `),
  )
  return couple(fuller ?? best)
}

/** Words that say a name comes now; `sure`: after them an unknown name is believed. */
const CUES: { pattern: RegExp; score: number; sure?: true }[] = [
  {
    pattern:
      /\b(?:my name is|my name'?s|(?<!\b(?:her|his|their|whose|its|middle|first|son's|dog's|daughter's) )name is|the name'?s|(?<!\b(?:her|his|their|whose) )name'?s|name:|full name:|contact:|contact name:|imie:|imie i nazwisko:|nazwisko:|nazywam sie|na imie mam|mam na imie|na imie mi|(?<!\b(?:na|panienskie) )nazwisko|podpisano|kontakt:|osoba kontaktowa:?)\s*/g,
    score: 0.95,
    sure: true,
  },
  {
    pattern:
      /\b(?:hi|hello|hey|yes|yeah|good (?:morning|afternoon|evening)|dzien dobry|dobry wieczor|witam|czesc|halo|hej|siema|siemka|no)?[,.! ]*\b(?:this is|this here is|this's|it'?s|its|it is|tis)(?: (?:me|just|only|again|uh|um|still|your friend)){0,2},? /g,
    score: 0.84,
  },
  { pattern: /\b(?:i am|i'?m|im) /g, score: 0.72 },
  {
    pattern:
      /\b(?:tu|tutaj|mowi|z tej strony|dzwoni|pisze|klania sie|mowila|tu mowi|tu znowu|to znowu|to ja|to znow|tu znow|tu jeszcze raz|to|ja)[,:]? /g,
    score: 0.9,
    sure: true,
  },
  { pattern: /\b(?:hello this|hi this|hi is|hello is|we are|we're) (?=[a-z])/g, score: 0.7 },
  {
    pattern:
      /\b(?:pozdrawiam\w*|pozdro|pozdr|pozdrowienia|pzdr|z powazaniem|z wyrazami szacunku|serdecznosci|usciski|regards|sincerely|love|best wishes)(?: (?:serdecznie|to all))?[\s,.!~:-]{1,4}/g,
    score: 0.8,
  },
  {
    pattern:
      /\b(?:dzieki|dziekuje|thanks|thank you|thx|cheers|best|ty)(?: (?:again|so much|everyone|all|serdecznie))?(?:[ ]?[,.!-]+\s{0,2}|\s?\n\s?)(?=[\w.' -]{2,40}\s*$)/g,
    score: 0.8,
  },
]

/** Names after "this is", "my name is", "tu", "nazywam się", "pozdrawiam". */
function announced(words: Words, channel: string): Spotted<string>[] {
  const found: Spotted<string>[] = []
  for (const { pattern, score, sure } of CUES)
    for (const match of words.folded.matchAll(pattern)) {
      if (/^(?:to|ja)[,:]? $/.test(match[0]) && !opensSpeech(words, match.index, match[0])) continue
      if (isThirdParty(words.folded, match.index) || isAsked(words.folded, match.index + match[0].length))
        continue
      const at = match.index + match[0].length
      const unknown =
        sure === true ||
        (channel === 'voicemail' && !words.lowered) ||
        (match[0].endsWith('this is ') && NAME_THEN_PLACE.test(words.text.slice(at, at + 60)))
      const name = nameAt(words, at, { unknown, cued: score > 0.72 })
      if (name) found.push({ ...name, score: score + name.score / 20 })
      if (found.length > 40) return found
    }
  return found
}

const NAME_THEN_PLACE = /^\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?(?:,| from | at | in | with )/u

/** "To Zygmunt co ma bojler": only right after a greeting is what "to" shows the speaker. */
const opensSpeech = ({ text, folded }: Words, at: number, cue: string) =>
  (cue.startsWith('ja') && /^\p{Lu}\p{Ll}/u.test(text.slice(at + cue.length))) ||
  (at <= 60 &&
    /^\s*(?:(?:no|tak|dzien dobry|dobry dzien|dobry|dobry wieczor|halo|witam|czesc|hej|siema|panie \w{3,12})[\s,.!-]{1,3}){0,3}$/.test(
      folded.slice(0, at),
    ))

/** "Is this Tina?", "czy to Jadzia": a name asked for is the other's. */
const isAsked = (folded: string, at: number) =>
  /\b(?:is (?:this|it|that)|czy (?:to|tu|tam)|talking to) $/.test(folded.slice(Math.max(0, at - 12), at))

const THIRD =
  /\b(?:my (?:\w+ )?(?:name is not|husband|wife|son|daughter|mom|mother|dad|father|neighbou?r|tenant|boss|landlord|brother|sister|friend|partner)|your (?:guy|tech|man|plumber|driver|lady|boy)|ask for|talk to|thanks to|call my|maz|moj maz|zona|syn|corka|mama|sasiad\w*|panstwa pan|wasz\w*|lokator\w*|najemc\w*)\s?(?:is |was |named |called )?$/

const isThirdParty = (folded: string, at: number) => THIRD.test(folded.slice(Math.max(0, at - 30), at))

const AFTER_CUES =
  /(?:,| -)? (?:here\b(?! (?:is|we|i|they|the|it))|speaking|calling\b(?! (?:the|you))|z tej strony|tutaj|sie klania|mowi\b|przy telefonie|again\b|(?=from (?:the|unit|apt|apartment|\d)))/g

/** Names before "here", "speaking", "z tej strony", "mówi". */
function calling(words: Words): Spotted<string>[] {
  const found: Spotted<string>[] = []
  for (const match of words.folded.matchAll(AFTER_CUES)) {
    const name = nameBefore(words, match.index)
    if (name && !isAsked(words.folded, name.start)) found.push({ ...name, score: 0.88 + name.score / 20 })
    if (found.length > 40) break
  }
  return found
}

/** What stands below a forwarding line is another's, unless nothing stands above it. */
function endOfOwnWords(folded: string, end: number): number {
  const divider = /\n-{2,}[ >]*(?:forwarded|begin forwarded|przekazana|przekazano|wiadomosc przekazana)/.exec(
    folded.slice(0, end),
  )
  return divider && /[a-z]{3}/.test(folded.slice(0, divider.index)) ? divider.index : end
}

/** Names in the closing lines: a line, or a piece of one, that is nothing but a name. */
function inSignature({ text, folded, lowered }: Words, from: number, end: number): Spotted<string>[] {
  const found: Spotted<string>[] = []
  let at = from
  let lineNo = 0
  for (const line of text.slice(from, end).split('\n')) {
    let pieceAt = at
    let pieceNo = 0
    for (const piece of line.split(/(?<=[,/|•·–—]|\s-\s)/)) {
      const name = wholeName({ text, folded, lowered }, pieceAt, pieceAt + piece.length)
      if (name) found.push({ ...name, score: 0.86 + name.score / 20 - lineNo / 60 - pieceNo / 40 })
      pieceAt += piece.length
      pieceNo++
    }
    at += line.length + 1
    if (line.trim() !== '') lineNo++
    if (lineNo > 12) break
  }
  return found
}

/** The last words of a message: a name alone, or with where its bearer is from ("Olaf z Wawra", "Dana at Inkwell Press"). */
const TAIL =
  /(?:^|[.!?;)"~\n:]\s*|, |\s-+\s?|\p{Extended_Pictographic}\s*)((?:(?:Mrs?|Ms|Dr)\.? )?(?:\p{Lu}\. ?)?[\p{Lu}\p{Ll}][\p{L}'’-]+(?: (?:& |i |and )?\p{Lu}[\p{L}'’.-]*){0,2})((?:,? (?:from|at|in|with|w\/|@|z|ze|spod|on) [^.!?\n]{2,40}|, [^.!?\n]{2,48})?[.,]?)$/u
const POLISH = /[ąćęłńóśźż]|\b(?:nie|jest|prosze|dzien|czy|sie)\b/i
/** The lone name that ends a text ("… any chance of today? Gemma"), contacts after it left aside. */
function atTheEnd(words: Words, end: number): Spotted<string>[] {
  const body = withoutTrail(words.text.slice(0, end))
  const windowAt = Math.max(0, body.length - 110)
  const tail = TAIL.exec(body.slice(windowAt))
  if (!tail?.[1]) return []
  const start =
    windowAt +
    tail.index +
    tail[0].indexOf(tail[1], tail[0].length - tail[1].length - (tail[2]?.length ?? 0) - 1)
  const name = wholeName(words, start, start + tail[1].length)
  if (!name) return []
  const first = words.folded.slice(name.start, name.end).split(/[ -]/)[0] ?? ''
  const known = isFirstName(first) || /^[a-z]\./.test(first)
  const followed = (tail[2] ?? '').length > 1
  const wholeNew = name.value.includes(' ') && start > 40 && !POLISH.test(body)
  const alone =
    (tail[2] ?? '') === '' &&
    start > 30 &&
    (!POLISH.test(body) || /(?:ski|cki|icz|czyk|uk|iak|sior|czak)$/.test(name.value)) &&
    !isPlace(words.folded.slice(name.start, name.end))
  const believed = known ? !/^,/.test(tail[0]) || start > 40 : followed ? wholeNew : alone
  return believed ? [{ ...name, score: (known ? 0.78 : 0.66) + name.score / 20 }] : []
}

/** A known name that is a sentence of its own ("… Hieronim. Po 15."), or the last word without a stop before it. */
function inPassing({ text, folded, lowered }: Words, end: number, channel: string): Spotted<string>[] {
  const found: Spotted<string>[] = []
  const put = (start: number, value: string, score: number) => {
    const first = folded.slice(start, start + value.length).split(' ')[0] ?? ''
    if (isFirstName(first) && !everydayNames.has(first) && !neverNames.has(first))
      found.push({ value, start, end: start + value.length, score })
  }
  const body = text.slice(0, end)
  for (const match of body.matchAll(
    /(?<=[.!?\n,] )(\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)(?=\.(?:\s|$)| (?:z|ze|spod) \p{Lu})/gu,
  ))
    if (match[1] && !lowered) put(match.index, match[1], 0.7)
  const last =
    / (\p{Ll}+) (\p{Lu}\p{Ll}+)(?: (?:flat|at|from|unit|apt|lok|m|nr|z|ze) [\p{L}\d ]{1,24})?\s*$/u.exec(
      body.slice(-80),
    )
  if (last?.[1] && last[2] && !BEFORE_OTHERS.test(fold(last[1])))
    put(Math.max(0, body.length - 80) + last.index + last[1].length + 2, last[2], 0.62)
  const spoken =
    lowered && channel === 'voicemail'
      ? / (\p{L}+(?: \p{L}+)?) (?:z|ze|spod|from|at the|over on) \p{L}+(?: \p{L}+){0,2}\s*$/u.exec(
          body.slice(-80),
        )
      : null
  if (spoken?.[1])
    put(
      Math.max(0, body.length - 80) + spoken.index + 1,
      spoken[1].replace(/^\p{L}|(?<= )\p{L}/gu, (c) => c.toUpperCase()),
      0.62,
    )
  return found
}

/** Before a last word these make it somebody else, or the one written to. */
const BEFORE_OTHERS =
  /^(?:to|for|with|and|from|by|is|ask|tell|call|hi|hey|hello|dear|thanks|you|thank|cheers|on|in|at|of|near|mr|mrs|named|called|u|od|do|dla|z|pan|pani|panie|pana|i|a|oraz|dzieki|dziekuje|drogi|droga|na|w|we|ulica|ulicy|ul|przy|przez|o|kolo|miasto|osiedle)$/

const LABEL_AT_END =
  /(?:[\s,;|(]|^)(?:tel|nr|numer|telefon|kom|mob|mobile|cell|phone|ph|m|t|e-?mail|mail|text|call|unit|apt|room|adres|address|is|at|on)\.?:?$/i

/** `body` without the spaces, emoji, kisses, blanked contacts and their labels it ends in. */
function withoutTrail(body: string): string {
  let end = body.length
  for (let round = 0; round < 8; round++) {
    while (
      end > 0 &&
      /[\s~*#|,;+/(:xX-]|\u200d|\p{Extended_Pictographic}|[\ud800-\udfff]/u.test(body[end - 1] ?? '') &&
      !(
        /[xX]/.test(body[end - 1] ?? '') &&
        /\p{L}/u.test(body[end - 2] ?? '') &&
        !/[xX]/.test(body[end - 2] ?? '')
      )
    )
      end--
    if (end === body.length || body[end] === undefined) break
    const label = body.slice(end, end + 12).includes('#')
      ? LABEL_AT_END.exec(body.slice(Math.max(0, end - 12), end))
      : null
    if (!label) break
    end -= label[0].length
  }
  return body.slice(0, end)
}

const GREETING =
  /^\s*(?:(?:hi|hello|hey|yes|yeah|good (?:morning|afternoon|evening|day)|g'?(?:day|morning)|morning|afternoon|evening|greetings|halo|hej|siema|hiya|yo|aye|ahoy|aloha|kia ora|salam|dzien dobry|dobry wieczor|dobry dzien|szczesc boze|witam|czesc|siemanko|no|tak|uh|um|ok|so|well|panstwu|panstwa|serdecznie|oh|dobry|there|lovey|dear|love|hola|shalom|prosze (?:pana|pani|panstwa)|panie \w{3,14}|moi drodzy|chat rep please)[\s,.!-]{1,3}){0,4}/
const LINKED =
  /^,? (?:from\b|@|w\/|with the|for \p{Lu}|at (?:the|\d|number|\p{Lu})|down at|over (?:at|on|by)|up at|out at|on (?:the|\p{Lu})|z (?:tej|firmy|budowy)\b|z \p{L}|ze \p{L}|spod\b|here\b|again\b|calling\b|callin\b|returning\b|mowi\b|super at\b)/u

const SPEAKS = /^,? (?:here\b|calling\b|again\b|from \p{Lu}|at \p{Lu}|@ ?\p{Lu}|for \p{Lu})/u

/** "Rochelle Tan, Oakline Property. …", "dzień dobry Marta Sikora przenosimy kuchnię …": a name the message opens with. */
function atTheStart(words: Words, channel: string): Spotted<string>[] {
  const { text, folded } = words
  const at = GREETING.exec(folded.slice(0, 120))?.[0].length ?? 0
  const opening = /^[a-z'-]+(?: [a-z'-]+)?/.exec(folded.slice(at, at + 50))?.[0] ?? ''
  const after = (end: number) => text.slice(end, end + 14)
  const oneWord = opening.split(' ')[0] ?? ''
  const links = [after(at + opening.length), after(at + oneWord.length)]
  const linkedNow = links.some((next) =>
    at > 0 || channel === 'voicemail' ? LINKED.test(next) && !/^ z/.test(next) : SPEAKS.test(next),
  )
  const capital = /^\p{Lu}\p{Ll}/u.test(text.slice(at))
  const name = nameAt(words, at, {
    unknown: linkedNow && (capital || words.lowered),
    cued: linkedNow && (capital || words.lowered),
  })
  if (!name || /^'s\b/.test(after(name.end)) || (!words.lowered && /(?:ing|ed)$/.test(name.value))) return []
  const known = isFirstName(folded.slice(name.start, name.end).split(/[ -]/)[0] ?? '')
  const two = name.value.includes(' ')
  const greeted = /^\s*(?:hi|hello|hey)[ ,!]+$/.test(folded.slice(0, at))
  if (/^,? (?:it'?s|this is|its|i'?m just|don'?t)\b/.test(folded.slice(name.end, name.end + 14)) && !two)
    return []
  if (LINKED.test(after(name.end))) return [{ ...name, score: (known ? 0.8 : 0.7) + name.score / 20 }]
  if (!known)
    return (two && /^,/.test(after(name.end))) || (channel === 'voicemail' && two && !greeted && capital)
      ? [{ ...name, score: 0.68 }]
      : []
  const spoken = channel === 'voicemail' && (at === 0 || !greeted)
  const shop = /^ (?:\w+ ){0,2}(\w+)[.,]/.exec(folded.slice(name.end, name.end + 40))?.[1] ?? ''
  return two || spoken || (at === 0 && (/^[,.] /.test(after(name.end)) || companyWords.has(shop)))
    ? [{ ...name, score: 0.76 + name.score / 20 }]
    : []
}

/** "Ursula & Ken" signs for two. */
function couple(name: Spotted<string>): Spotted<string>[] {
  const two = /^(\p{L}+)( (?:&|i|and|oraz|\+) )(\p{L}+)$/u.exec(name.value)
  if (!two?.[1] || !two[3]) return [name]
  const second = name.start + two[1].length + (two[2]?.length ?? 0)
  return [
    { ...name, value: two[1], end: name.start + two[1].length },
    { ...name, value: two[3], start: second },
  ]
}
