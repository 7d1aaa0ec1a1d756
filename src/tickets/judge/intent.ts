import { foldInPlace } from './words.ts'

/** What a message does to a trouble that was told of before. */
export type Intent = {
  kind: 'cancellation' | 'correction' | 'complaint'
  /** 0 to 1. */
  confidence: number
  /** Span in the message's words. */
  start: number
  end: number
  /** For "14B, not 14A": what holds, and what does not. */
  instead?: { wrong: string; right: string }
}

type Phrases = { pattern: RegExp; confidence: number }

/** They call it off, in so many words; then those that may mean no more than that it runs again. */
const CANCELS: Phrases[] = [
  {
    pattern:
      /\b(?:never ?mind|nvm|(?:please |pls |want to |need to |like to |have to |gotta )?cancel(?:l?ing)?\b(?! my (?:subscription|plan|card))|no longer need\w*|(?:don'?t|do not|won'?t) need (?:you|it|anyone|anybody|a (?:plumber|tech)|the (?:visit|appointment|plumber)|to come)|no need to (?:come|send)|(?:call it|calling it) off|found (?:someone|somebody|another)(?: else| plumber)?|(?:had|got) (?:someone|somebody) else|(?:please )?disregard|scratch that|fixed it (?:myself|ourselves)|(?:got|had) it (?:fixed|sorted)|false alarm)\b/,
    confidence: 0.9,
  },
  {
    pattern:
      /\b(?:odwoluj\w*|chcial\w* (?:to )?odwolac|prosze odwolac|rezygnuj\w*|anuluj\w*|nieaktualn\w*|juz nie (?:trzeba|potrzeb\w*)|nie trzeba juz|juz niepotrzebn\w*|(?:prosze )?nie przyjezdza\w*|znalaz\w+ (?:juz )?(?:kogos|innego)|sam[aio]? (?:to )?naprawil\w*|falszywy alarm|juz po sprawie)/,
    confidence: 0.9,
  },
  {
    pattern:
      /\b(?:(?:it'?s|its|is|all|everything'?s?|that'?s) (?:now )?(?:fixed|sorted|resolved|working (?:again|now|fine)|back (?:on|to normal))|(?:works|working) (?:again|now)|fixed itself|(?:stopped|went away) (?:by itself|on its own))\b/,
    confidence: 0.6,
  },
  {
    pattern:
      /\b(?:juz (?:dziala|naprawion\w*|nie (?:cieknie|kapie)|wszystko (?:ok|dziala|gra))|dziala juz|samo (?:przeszlo|sie naprawilo)|sie naprawilo)/,
    confidence: 0.6,
  },
]

/** Takes back what calling off says: it is asked, supposed, put off, or not so. */
const HEDGED =
  /\?|\b(?:if|unless|maybe|might|not yet|hasn'?t|haven'?t|isn'?t|still|but|until|don'?t cancel|do not cancel|instead|resched\w*|move|another (?:day|time)|jesli|jezeli|moze|chyba|ale|jeszcze nie|wciaz|nadal|nie odwoluj\w*|przeloz\w*|inny termin|zamiast)\b/

const COMPLAINS: Phrases[] = [
  {
    pattern:
      /\b(?:same (?:problem|thing|issue|spot|leak|noise)|(?:is|it'?s|came|come) back(?! (?:on|to normal)| home)|back again|(?:didn'?t|did not|never) (?:fix|hold|work|last)\w*|(?:not|isn'?t|wasn'?t) (?:fixed|solved|right)|(?:leak\w*|drip\w*|runn?ing|clog\w*|broken?|out|noise|cold|block\w*|backed up|acting up|dead) again|still (?:leak\w*|drip\w*|runn?ing|clog\w*|broken|not|no|cold|out|doing)|worse than before)\b/,
    confidence: 0.85,
  },
  {
    pattern:
      /\b(?:to samo|reklamacj\w*|nie naprawi\w*|wrocil\w*|(?:znowu|znow|nadal|dalej|wciaz) (?:cieknie|kapie|leci|nie (?:dziala|grzeje|chlodzi)|zapchan\w*|stoi|halas\w*|zimn\w*|ciekn\w*|to samo)|(?:cieknie|kapie|nie dziala|nie grzeje|zapchan\w*) (?:znowu|znow|nadal|dalej))\b/,
    confidence: 0.85,
  },
  {
    pattern: /\b(?:again|still|worse|znowu|znow|nadal|dalej|wciaz|ponownie|gorzej)\b/,
    confidence: 0.6,
  },
]

const CORRECTS =
  /^\W*(?:sorry|oops|whoops|correction|wait|actually|i mean[t]?|typo|my bad|scratch that|przepraszam|sorki|pardon|pomylka|pomylil\w*|korekta|poprawka|znaczy|mialo byc|to znaczy)\b/
const RIGHT_NOT_WRONG =
  /\b([\p{L}\p{N}#'.-]+(?: [\p{L}\p{N}#'-]+){0,2}?),? (?:not|and not|instead of|rather than|a nie|nie|zamiast) (?:the |on |in |at |w |na |we )?([\p{L}\p{N}#'-]+(?: [\p{L}\p{N}#'-]+)?)(?=[\s.,!;)]*$|[.,!;)])/u
const NOT_WRONG_BUT_RIGHT =
  /\b(?:not|nie) (?:the |on |in |w |na |we )?([\p{L}\p{N}#'-]+),? (?:but|it'?s|tylko|ale|a|lecz) (?:the |on |in |w |na |we )?([\p{L}\p{N}#'-]+)/u
/** "Sure, not a problem" and its like put nothing right. */
const SET_PHRASE =
  /^(?:a|an|problem|sure|yet|bad|now|really|urgent|working|so|too|to|that|it|going|able|po|ma|jest|dziala|wiem|moge|mam|bardzo|tak)$/
const CORRECTION_CHARACTERS_MAX = 160

/** What a message does to a trouble told of before; the surest reading of each kind. Pure; any text. */
export function intentsIn(words: string): Intent[] {
  const folded = foldInPlace(words)
  const found: Intent[] = []
  const correction = correctionIn(words, folded)
  if (correction !== undefined) found.push(correction)
  const cancels = surest(folded, CANCELS)
  if (cancels !== undefined) {
    const rest = folded.slice(0, cancels.start) + folded.slice(cancels.end)
    found.push({
      ...cancels,
      kind: 'cancellation',
      confidence: HEDGED.test(rest) ? cancels.confidence - 0.4 : cancels.confidence,
    })
  }
  const complains = surest(folded, COMPLAINS)
  if (complains !== undefined) found.push({ ...complains, kind: 'complaint' })
  return found
}

function surest(folded: string, phrases: readonly Phrases[]): Omit<Intent, 'kind'> | undefined {
  for (const { pattern, confidence } of phrases) {
    const match = pattern.exec(folded)
    if (match !== null) return { confidence, start: match.index, end: match.index + match[0].length }
  }
  return undefined
}

/** "Sorry, 14B not 14A", "it's the kitchen, not the bath"; a longer message tells more than a correction. */
function correctionIn(words: string, folded: string): Intent | undefined {
  if (words.length > CORRECTION_CHARACTERS_MAX) return undefined
  const opening = CORRECTS.exec(folded)
  const first = RIGHT_NOT_WRONG.exec(folded)
  const second = NOT_WRONG_BUT_RIGHT.exec(folded)
  const turned = first ?? second
  const [right, wrong] =
    first === null ? [second?.[2], second?.[1]] : differing(first[1] ?? '', first[2] ?? '')
  const isPair =
    turned !== null &&
    right !== undefined &&
    wrong !== undefined &&
    right !== wrong &&
    !SET_PHRASE.test(wrong) &&
    !SET_PHRASE.test(right)
  if (isPair) {
    const start = turned.index
    const instead = { wrong: asWritten(words, folded, wrong), right: asWritten(words, folded, right) }
    const end = start + turned[0].length
    return { kind: 'correction', confidence: opening === null ? 0.75 : 0.95, start, end, instead }
  }
  if (opening === null) return undefined
  return { kind: 'correction', confidence: 0.6, start: opening.index, end: opening.index + opening[0].length }
}

/** The last words in which two phrases differ: `kitchen` and `bathroom` of "kitchen sink, not the bathroom sink". */
function differing(right: string, wrong: string): [string | undefined, string | undefined] {
  const rights = right.split(' ')
  const wrongs = wrong.split(' ')
  while (rights.length > 1 && wrongs.length > 1 && rights.at(-1) === wrongs.at(-1)) {
    rights.pop()
    wrongs.pop()
  }
  return [rights.at(-1), wrongs.at(-1)]
}

function asWritten(words: string, folded: string, part: string): string {
  const at = folded.indexOf(part)
  return at < 0 ? part : words.slice(at, at + part.length)
}
