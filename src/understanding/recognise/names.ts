import { englishFirstNames } from '../languages/en/first-names.ts'
import { polishFirstNames } from '../languages/pl/first-names.ts'
import { warsawPlaces } from '../languages/pl/warsaw-places.ts'
import { fold } from '../text/prepare.ts'
import type { Spotted } from './emails.ts'

/** The sender's own name, best guess first, at most one; staff, relatives and other people named are left out. */
export function namesIn(
  text: string,
  folded: string,
  part: { signature: number; end: number; channel: string },
): Spotted<string>[] {
  const found: Spotted<string>[] = []
  for (const { pattern, score } of CUES)
    for (const match of folded.matchAll(pattern)) {
      const at = match.index + match[0].length
      const name = nameAt(text, folded, at, score >= 0.9 || part.channel === 'voicemail')
      if (name && !isThirdParty(folded, match.index)) found.push({ ...name, score: score + name.score / 20 })
      if (found.length > 40) break
    }
  for (const match of folded.matchAll(AFTER_CUES)) {
    const name = nameBefore(text, folded, match.index)
    if (name) found.push({ ...name, score: 0.88 + name.score / 20 })
  }
  found.push(...signatureNames(text, folded, part), ...openingName(text, folded, part.channel))
  const best = found.sort((a, b) => b.score - a.score || b.value.length - a.value.length)[0]
  if (!best) return []
  const fuller = found.find(
    (other) =>
      other !== best &&
      other.value.length > best.value.length &&
      new RegExp(`(?:^| )${literal(best.value)}(?: |$)`, 'i').test(other.value),
  )
  return [fuller ?? best]
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const FIRST = new Set(`${englishFirstNames} ${polishFirstNames}`.split(/\s+/).filter(Boolean))
/** First names that are also everyday words: they need a capital and a firm cue. */
const WORDS = new Set(
  'will may hope grace april june august art mark bill rose dawn faith joy sandy rich frank pat drew grant chase hunter summer angel precious mercy patience king duke guy van lane max ray rob rusty dusty skip bud chip basil ginger pearl ruby olive iris violet lily daisy holly ivy heather hazel fern crystal amber jade opal star sky skye sunny buddy a an the said sue don dale glen cliff lance miles art gene jean rocky clay bea dot mo al ali ming lan hung hong mai ola ela ala iga roma lena mira kama gaja hala pola alan ty sam sal star kit rex'.split(
    ' ',
  ),
)
const TITLE =
  /^(?:(?:monsieur|madame|mme|senor|senora|signora?|herr|frau|brother|fr|mr|mrs|ms|miss|dr|doctor|prof|professor|rev|reverend|father|sister|pastor|coach|officer|sgt|capt|sir|pan|pani|panstwo|ksiadz|ks|mgr|inz|inzynier|dr hab|mec|mecenas|siostra)\.? )+/

const CUES: { pattern: RegExp; score: number }[] = [
  {
    pattern:
      /\b(?:my name is|my name'?s|name is|the name'?s|name'?s|name:|full name:|contact:|contact name:|imie:|imie i nazwisko:|nazwisko:|nazywam sie|na imie mam|mam na imie|na imie mi|nazwisko|podpisano|kontakt:|osoba kontaktowa:?)\s*/g,
    score: 0.95,
  },
  {
    pattern:
      /\b(?:hi|hello|hey|yes|yeah|good (?:morning|afternoon|evening)|dzien dobry|dobry wieczor|witam|czesc|halo|hej|siema|siemka|no)?[,.! ]*\b(?:this is|this here is|this's|it'?s|its|it is|tis)(?: (?:me|just|only|again|uh|um))?,? /g,
    score: 0.84,
  },
  { pattern: /\b(?:i am|i'?m|im) /g, score: 0.72 },
  {
    pattern:
      /\b(?:tu|tutaj|mowi|z tej strony|dzwoni|pisze|klania sie|mowila|tu mowi|tu znowu|to znowu|to ja|to znow|tu znow|tu jeszcze raz)[,:]? /g,
    score: 0.9,
  },
  { pattern: /\b(?:hello this|hi this|hi is|hello is|ja|we are|we're) (?=[a-z])/g, score: 0.7 },
  {
    pattern:
      /\b(?:pozdrawiam\w*|pozdro|pozdrowienia|pzdr|z powazaniem|z wyrazami szacunku|regards|sincerely|love|best wishes)(?: (?:serdecznie|to all))?[\s,.!~:-]{1,4}/g,
    score: 0.8,
  },
  {
    pattern:
      /\b(?:dzieki|dziekuje|thanks|thank you|thx|cheers|best|ty)(?: (?:again|so much|everyone|all|serdecznie))?(?:[ ]?[,.!-]+\s{0,2}|\s?\n\s?)(?=[\w.' -]{2,40}\s*$)/g,
    score: 0.8,
  },
]
const AFTER_CUES =
  /(?:,| -)? (?:here\b(?! (?:is|we|i|they|the|it))|speaking|calling\b(?! (?:about|the|you))|z tej strony|tutaj|sie klania|mowi\b|przy telefonie|again\b|(?=from (?:the|unit|apt|apartment|\d)))/g
const THIRD =
  /\b(?:my (?:\w+ )?(?:name is not|husband|wife|son|daughter|mom|mother|dad|father|neighbou?r|tenant|boss|landlord|brother|sister|friend|partner)|your (?:guy|tech|man|plumber|driver|lady|boy)|ask for|talk to|thanks to|call my|maz|moj maz|zona|syn|corka|mama|sasiad\w*|panstwa pan|wasz\w*|lokator\w*|najemc\w*)\s?(?:is |was |named |called )?$/

function isThirdParty(folded: string, at: number): boolean {
  return THIRD.test(folded.slice(Math.max(0, at - 30), at))
}

type Token = { word: string; folded: string; start: number; end: number; capital: boolean }

/** Reads one to four name words from `at`; null when they are no name. Without capitals the first must be a known name. */
function nameAt(text: string, folded: string, at: number, firm: boolean): Spotted<string> | null {
  const title = TITLE.exec(folded.slice(at, at + 30))
  const start = at + (title ? title[0].length : 0)
  const words = tokens(text, folded, start, 4)
  const first = words[0]
  if (!first || first.start - start > 2 || STOP.has(first.folded) || /^i'/.test(first.folded)) return null
  const known = FIRST.has(first.folded) || FIRST.has(first.folded.split(/[-']/)[0] ?? '')
  if (!first.capital && (!known || WORDS.has(first.folded))) return null
  if (!known && !firm && !title) return null
  if (!known && first.folded.length < 3) return null
  const take: Token[] = [first]
  for (const next of words.slice(1)) {
    const gap = text.slice(take.at(-1)?.end ?? 0, next.start)
    if (!/^ $/.test(gap)) break
    if (/^i'/.test(next.folded)) break
    if (!next.capital || STOP.has(next.folded) || (COMPANY.test(next.folded) && take.length > 0)) break
    if (text[next.end - 1] === '.' && next.folded.length > 3) break
    take.push(next)
    if (take.length >= 4) break
  }
  if (!known && take.length === 1 && COMPANY.test(first.folded)) return null
  return joined(text, take, (known ? 1 : 0.4) + (take.length > 1 ? 0.4 : 0))
}

/** The name that ends at `end` ("Beth here", "Adam Mróz z tej strony"). */
function nameBefore(text: string, folded: string, end: number): Spotted<string> | null {
  const from = Math.max(0, end - 48)
  const words = tokens(text, folded, from, 12).filter((token) => token.end <= end)
  const take: Token[] = []
  for (let i = words.length - 1; i >= 0 && take.length < 3; i--) {
    const word = words[i]
    if (!word || STOP.has(word.folded) || COMPANY.test(word.folded)) break
    const gap = text.slice(word.end, take[0]?.start ?? end)
    if (!/^[\s]?$/.test(gap)) break
    const known = FIRST.has(word.folded)
    if (!word.capital && !(known && !WORDS.has(word.folded))) break
    take.unshift(word)
    if (known && !word.capital) break
  }
  const first = take[0]
  if (!first) return null
  const start = take.findIndex((token) => FIRST.has(token.folded))
  if (start < 0) return null
  return joined(text, take.slice(start), 1 + (take.length - start > 1 ? 0.4 : 0))
}

/** Names in the closing lines, or the lone name that ends a text ("… any chance of today? Gemma"). */
function signatureNames(
  text: string,
  folded: string,
  part: { signature: number; end: number },
): Spotted<string>[] {
  const found: Spotted<string>[] = []
  const body = text.slice(0, part.end)
  if (part.signature < part.end) {
    let at = part.signature
    let lineNo = 0
    for (const line of body.slice(part.signature).split('\n')) {
      let pieceAt = at
      for (const piece of line.split(/(?<=[,/|•·–—]|\s-\s)/)) {
        const name = wholeName(text, folded, pieceAt, pieceAt + piece.length)
        if (name) found.push({ ...name, score: 0.86 + name.score / 20 - lineNo / 60 })
        pieceAt += piece.length
      }
      at += line.length + 1
      lineNo++
    }
  }
  const trimmed = withoutTrail(body)
  const windowAt = Math.max(0, trimmed.length - 110)
  const tail = TAIL.exec(trimmed.slice(windowAt))
  if (tail?.[1]) {
    const start =
      windowAt +
      tail.index +
      tail[0].indexOf(tail[1], tail[0].length - tail[1].length - (tail[2]?.length ?? 0) - 1)
    const end = start + tail[1].length
    const name = wholeName(text, folded, start, end)
    const known = name !== null && FIRST.has(folded.slice(name.start, name.end).split(/[ -]/)[0] ?? '')
    const alone = !/[.,]$/.test(tail[2] ?? '') && (tail[2] ?? '') === '' && start > 30 && !POLISH.test(body)
    if (name && (known ? !/^,/.test(tail[0]) || start > 40 : alone && !isPlace(folded.slice(start, end))))
      found.push({ ...name, score: (known ? 0.78 : 0.66) + name.score / 20 })
  }
  return found
}

/** `body` without the spaces, emoji and kisses it ends in; one pass from the end. */
function withoutTrail(body: string): string {
  let end = body.length
  while (end > 0 && /[\s~*xX\u200d]|\p{Extended_Pictographic}|[\ud800-\udfff]/u.test(body[end - 1] ?? ''))
    end--
  return body.slice(0, end)
}

/** The last words of a message: a name alone, or with where its bearer is from ("Olaf z Wawra", "Dana at Inkwell Press"). */
const TAIL =
  /(?:^|[.!?;)"~\n:]\s*|, |\s-+\s?|\p{Extended_Pictographic}\s*)((?:(?:Mrs?|Ms|Dr)\.? )?[\p{Lu}\p{Ll}][\p{L}'’-]+(?: (?:& )?\p{Lu}[\p{L}'’.-]+){0,2})((?:,? (?:from|at|in|with|w\/|@|z|ze|spod) [^.!?\n]{2,40}|, [^.!?\n]{2,48})?[.,]?)$/u
const POLISH = /[ąćęłńóśźż]|\b(?:nie|jest|prosze|dzien|czy|sie)\b/i
const PLACES = new Set(warsawPlaces.flatMap((place) => place.forms.map(fold)))

function isPlace(folded: string): boolean {
  return (
    PLACES.has(folded) ||
    /^(?:marki|zabki|pruszkow|piaseczno|legionowo|otwock|konstancin|jozefow|lomianki|warszawa|grodzisk|milanowek|zielonka|wolomin|sulejowek|piastow|raszyn|ul|wm)\b/.test(
      folded,
    )
  )
}

/** "Rochelle Tan, Oakline Property. …", "dzień dobry Marta Sikora przenosimy kuchnię …": a name the message opens with. */
function openingName(text: string, folded: string, channel: string): Spotted<string>[] {
  const greeting =
    /^\s*(?:(?:hi|hello|hey|yes|yeah|good (?:morning|afternoon|evening|day)|morning|afternoon|evening|greetings|halo|dzien dobry|dobry wieczor|dobry dzien|witam|czesc|siemanko|no|uh|um|ok|so|panstwu|serdecznie|oh|dobry|there|prosze (?:pana|pani|panstwa)|panie \w{3,14}|moi drodzy|chat rep please)[\s,.!-]{1,3}){0,4}/.exec(
      folded,
    )
  const at = greeting ? greeting[0].length : 0
  const after = (end: number) => folded.slice(end, end + 14)
  const linked =
    /^,? (?:from\b|@|w\/|at (?:the|\d)|down at|over at|z (?:tej|firmy|budowy)\b|z [a-z]|ze [a-z]|spod\b|here\b|again\b|calling\b|mowi\b|super at\b)/
  const name = nameAt(
    text,
    folded,
    at,
    linked.test(
      folded
        .slice(at)
        .replace(/^[a-z'-]+(?: [a-z'-]+)?/, '')
        .slice(0, 14),
    ) && /^\p{Lu}\p{Ll}/u.test(text.slice(at)),
  )
  if (!name || /^'s\b/.test(after(name.end)) || /(?:ing|ed)$/.test(name.value)) return []
  const known = FIRST.has(folded.slice(name.start, name.end).split(/[ -]/)[0] ?? '')
  const two = name.value.includes(' ')
  if (/^,? (?:it'?s|this is|its|i'?m just|don'?t)\b/.test(after(name.end)) && !two) return []
  if (linked.test(after(name.end))) return [{ ...name, score: (known ? 0.8 : 0.7) + name.score / 20 }]
  if (!known) return two && /^,/.test(after(name.end)) ? [{ ...name, score: 0.68 }] : []
  const spoken =
    channel === 'voicemail' && (at === 0 || !/^\s*(?:hi|hello|hey)[ ,!]+$/.test(folded.slice(0, at)))
  return two || spoken || (at === 0 && /^,/.test(after(name.end)))
    ? [{ ...name, score: 0.76 + name.score / 20 }]
    : []
}

/** A stretch that is nothing but a name: a known first name, or two to four capitalised words that are no company. */
function wholeName(text: string, folded: string, from: number, to: number): Spotted<string> | null {
  let start = from
  while (start < to && !/\p{L}/u.test(text[start] ?? '')) start++
  const role =
    /^(?:(?:zarzadca nieruchomosci|administrator\w*(?: budynku)?|manager\w*(?: klubu)?|kierownik|prezes|wlasciciel\w*|dyrektor\w*|recepcja|sekretariat|owner|manager|property manager|the|from|your neighbou?r|mr|mrs|ms|miss|dr|pan|pani|mgr|inz|mec|prof|ks)\.?[ :,]+){1,4}/.exec(
      folded.slice(start, to),
    )
  if (role) start += role[0].length
  const title = TITLE.exec(folded.slice(start, to))
  if (title) start += title[0].length
  const words = tokens(text, folded, start, 6).filter((token) => token.start < to)
  const first = words[0]
  if (!first || words.length > 4) return null
  const known = FIRST.has(first.folded) || FIRST.has(first.folded.split(/[-']/)[0] ?? '')
  if (words.some((word) => STOP.has(word.folded) || COMPANY.test(word.folded))) return null
  if (/[&+/]| i | and /.test(folded.slice(start, to)) && !known) return null
  const leftover = folded.slice(words.at(-1)?.end ?? to, to)
  if (/[a-z]{3,}/.test(leftover) || /\d/.test(folded.slice(start, words.at(-1)?.end ?? to))) return null
  const last = words.at(-1)
  if (!known && !words.every((word) => word.capital || PARTICLE.has(word.folded))) return null
  if (!known && words.length === 1 && (first.folded.length < 3 || !/^\p{Lu}\p{Ll}/u.test(first.word)))
    return null
  if (
    known &&
    words.length > 1 &&
    !words
      .slice(1)
      .every((word) => word.capital || PARTICLE.has(word.folded) || (!first.capital && words.length === 2))
  )
    return null
  if (known && WORDS.has(first.folded) && !first.capital) return null
  if (last && PARTICLE.has(last.folded)) return null
  return joined(text, words, (known ? 1.2 : 0.5) + (words.length > 1 ? 0.5 : 0))
}

function joined(text: string, take: Token[], score: number): Spotted<string> | null {
  const first = take[0]
  const last = take.at(-1)
  if (!first || !last) return null
  const value = text.slice(first.start, last.end).replace(/\s+/g, ' ').replace(/[.,]$/, '')
  const shown = first.capital
    ? value
    : value.replace(/(^|[\s-])(\p{Ll})/gu, (_all, gap: string, letter: string) => gap + letter.toUpperCase())
  return { value: shown, start: first.start, end: first.start + value.length, score }
}

const PARTICLE = new Set([
  'de',
  'la',
  'del',
  'van',
  'von',
  'da',
  'di',
  'le',
  'el',
  'al',
  'bin',
  'st',
  'den',
  'der',
  'dos',
  'ter',
])
const COMPANY =
  /^(?:inc|ltd|llc|co|corp|company|plumbing|heating|property|properties|management|mgmt|lettings|realty|group|hotel|restaurant|cafe|shop|store|school|church|office|dental|clinic|market|bakery|bistro|deli|bar|grill|salon|services?|solutions|apartments?|condos?|hoa|association|partners|holdings|associates|insurance|mutual|bank|biuro|sklep|restauracja|szkola|przedszkole|gabinet|salon|sp|spolka|zoo|zarzadca|zarzad|wspolnota|spoldzielnia|administracja|administrator|manager|kierownik|dyrektor|recepcja|firma|zaklad|hurtownia|piekarnia|hotel|pizzeria|kancelaria|parafia|fundacja|tel|mobile|cell|phone|email|fax|ul|ulica|al|street|road|ave|lane|suite|unit|apt|floor|director|supervisor|coordinator|specjalista|prezes|wlasciciel|daycare|montessori|academy|university|college|brewery|lounge|inn|motel|lodge|theatre|gym|fitness|spa|studio|tire|auto|motors|foods?|kitchen|pub|department|dept|team|crew|superintendent|homes|estates|rentals|center|centre|klub|siec|delikatesy|warsztat|instytut|urzad|szpital|przychodnia|nieruchomosci|kamienica|tenant|najemca|lokator\w*|warszawa|poland|polska|chicago|boston|york|london)$/
const STOP = new Set(
  'the a an my your our his her their its it is was are be been i im we you he she they this that there here not no yes ok okay hi hello hey dear sir madam and or but so if when what why how who where which please pls thanks thank thx cheers regards best sincerely love from with at on in of for to about because just still again also very really too going gonna getting got have has had do does did can could would will wont should may might must need want water heater heat furnace boiler ac toilet sink drain leak pipe faucet tub shower kitchen bathroom basement gas smell emergency urgent asap today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december morning afternoon evening night merry happy christmas easter new year good great all any some one two three four five me us them him same down out up off over under broken back cold hot freezing coming leaking calling sent re fwd subject only dzien dobry witam czesc prosze pan pani panstwo panu pana pozdrawiam dziekuje dzieki tak nie jest sa byl byla bylo mam mamy ma moze czy co jak gdzie kiedy ile bo ale wiec oraz albo lub po na w we z ze do od za przy przed pod nad u o sie juz tylko jeszcze bardzo dzis dzisiaj jutro wczoraj poniedzialek wtorek sroda czwartek piatek sobota niedziela wiadomosc temat adres ulica warszawa mokotow ursynow bielany bemowo wola ochota praga zoliborz wilanow wawer wesola targowek rembertow ursus wlochy bialoleka srodmiescie klient klientka lokator najemca sasiad sasiadka mieszkaniec mieszkanka wlasciciel wlascicielka restauracja sekretariat pralnia sklep szkola przedszkole biuro recepcja parafia tej strony ten ta to te znowu znow ja my on ona ono wy oni nasz nasza wasz wasza brak awaria pilne rura kran piec kociol klima klimatyzacja woda zlew zamiast np itd unit apt apartment building flat tenant landlord everyone anyone someone nobody everything nothing legend received perfect brilliant mum mom dad mama tata babcia uncle aunt soonest anchorage awesome amazing lovely excellent super job work team crew guys folks man mate bro dude lol haha omg wow sorry excuse god jesus lord'.split(
    ' ',
  ),
)

function tokens(text: string, folded: string, from: number, count: number): Token[] {
  const found: Token[] = []
  const pattern = /[\p{L}][\p{L}'’-]*\.?/gu
  pattern.lastIndex = from
  for (let match = pattern.exec(text); match && found.length < count; match = pattern.exec(text)) {
    const bare = match[0].replace(/\.$/, '')
    const initial = bare.length === 1 && match[0].endsWith('.')
    const word = initial ? match[0] : bare.replace(/['’]s$/, '').replace(/['’-]+$/, '')
    if (word === '') continue
    const start = match.index
    found.push({
      word,
      folded: folded.slice(start, start + word.length),
      start,
      end: start + word.length,
      capital: /^\p{Lu}/u.test(word),
    })
    if (match.index - from > 200) break
  }
  return found
}
