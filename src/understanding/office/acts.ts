import { prepare } from '../text/prepare.ts'

/** What a message does in the course of some work, whoever wrote it. */
export const acts = [
  /** Names what something costs. */
  'price',
  /** Speaks of a quote, an estimate, an offer. */
  'quote',
  /** Says that something was sent. */
  'sent',
  /** Says that the work, or the trouble, is over. */
  'done',
  /** Speaks of invoices and payment. */
  'bill',
  /** Offers or takes a time for a visit. */
  'visit',
  /** Takes what was offered. */
  'accepts',
  /** Says no, or calls it off. */
  'declines',
  /** Puts it off: will think, will see, next year. */
  'defers',
  /** Sends elsewhere or says that the firm does not do such work. */
  'refers',
  /** Wants to sell, to be given, or is meant for somebody else. */
  'not_work',
] as const
export type Act = (typeof acts)[number]

/** What a message does, and where it says so; spans in the message's words, UTF-16 units. */
export type FoundAct = { act: Act; start: number; end: number; text: string }

/** A sum of money that a message names. */
export type Price = { amount: number; currency: 'USD' | 'PLN'; start: number; end: number; text: string }

const PATTERNS: Record<Exclude<Act, 'price'>, RegExp> = {
  quote:
    /\b(?:quot(?:e|es|ed)|estimates?|proposal|both prices|(?:two|three|both|some) options|prices? for|wycen\w*|ofert\w*|kosztorys\w*)\b/,
  sent: /\b(?:sent|e-?mailed|resent|reissued|in your (?:e-?mail|mail|inbox)|in the mail|quote's in|attached|see attached|forwarded|wyslan\w*|wyslal\w*|na mail\w*|na maila|w zalaczniku|przeslal\w*)\b/,
  done: /\b(?:done|finished|complete(?:d)?|all set|(?:is|are|was|now|got|been|new \w+) installed|fixed|repaired|replaced|swapped|cleared|unclogged|cleaned|flushed|tightened|patched|capped|resealed|tested|passed|back on|up and running|all (?:in|clear|good|fine|settled|crossed off)|flowing|(?:warm|cold) air|we have (?:heat|water|hot water)|it (?:just )?let go|it'?s (?:off|running|working|heating|cooling|hot|clear|gone|going again)|works (?:now|great|again)|working (?:now|again)|runs again|running(?: now)?|heating (?:now|again)|cooling|(?:it|has) stopped|false alarm|no leaks?|settled|sorted|taken care of|corrected|refunded|cancelled|canceled|changed it|saved|flushes|no charge|paid|zrobione|zrobiony|gotowe|naprawi\w*|wymienion\w*|wymienilem|wstawilem|podlaczon\w*|przepchan\w*|wyczyszczon\w*|odetkan\w*|juz (?:dziala|chlodzi|grzeje|szumi|ok|dobrze)|dziala|grzeje|chodzi|przestal\w*|zaplac(?:one|ilem|ilam)|przelal\w*|przeglad zrobiony|odwolane|puscilo|cicha|suchy)\b/,
  bill: /\b(?:invoice|bill(?:ed)?|receipt|paid|payment|reminder on|still open|faktur\w*|rachun\w*|zaplac\w*|przelew\w*)\b/,
  visit:
    /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|this (?:morning|afternoon|evening)|next week|noon|\d{1,2}(?::\d\d)?\s*(?:am|pm)|\d{1,2}:\d\d|(?:between|at|by|after|before|around) \d{1,2}\b|\d{1,2} to \d{1,2}\b|on (?:the|his|my) way|\d{1,2} min(?:utes)?\b|outside|poniedzial\w*|wtor\w*|srod[aey]\w*|czwart\w*|piat\w*|sobot\w*|niedziel\w*|jutro|pojutrze|dzis\w*|rano|po poludniu|o \d{1,2}\b|kolo \d|miedzy \d|jade|jestem)\b/,
  accepts:
    /^(?:\W|oh |ok(?:ay)?,? |great[,.!]? |perfect[,.!]? |fine[,.]? )*(?:y(?:es|ep|eah|up)|ok(?:ay)?|sure|do (?:it|both)|go ahead|deal|book(?:ed)?|let'?s (?:do|book|say)|perfect|great|works?|good|fine|approved|please|sounds good|see (?:you|him|her)|lovely|agreed|send (?:him|her|ken|marek|it)|you'?re hired|top up|the (?:first|second|cheaper|middle)|tak|dobrze|pasuje|moze byc|prosze|zgoda|super|bierzemy|jasne|umow\w*|liked|loved|👍|\d{1,2}(?::\d\d)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\b(?:go ahead|let'?s do (?:it|that)|we'?ll do the|going with you|i'?ll take it|book (?:it|us|me)|works for (?:me|us)|is (?:good|fine|great|ok)|do both|that i can do|quote me)\b/,
  declines:
    /\b(?:no thanks?|no thank you|no longer (?:need|want)\w*|not (?:needed|interested)|don'?t need|went with|going with (?:someone|somebody|another)|someone else|somebody else|found (?:someone|somebody|another)|please cancel|cancel (?:the|my|our|it|that|mon|tues|wed|thurs|fri|sat|sun|tomorrow)\w*|never ?mind|nvm|changed (?:my|our) minds?|call it off|took the job|nah it can wait|decided (?:not to|against)|odwol\w*|rezygn\w*|nie trzeba|juz nie|niepotrzebn\w*|nieaktualn\w*|zrobil kto inny|kogos innego|kto inny)\b/,
  defers:
    /\b(?:let (?:me|us) (?:think|get thr\w*|see)|think about it|thinking|next (?:month|year|spring|summer|fall|winter)|not (?:yet|now|right now)|roof first|look at it|will (?:read|look)|i'?ll (?:text|call|let|get back|push)|we'?ll (?:let|see|get back|think)|get back to you|talk (?:it over|to my)|after the|ask me in|too (?:much|expensive)|save (?:me|for)|when it dies|zastanowi\w*|damy znac|dam znac|pomysl\w*|za drogo|po (?:swietach|wakacjach|nowym roku)|w przyszlym (?:roku|miesiacu))\b/,
  refers:
    /\b(?:we don'?t(?:,? sorry|\b.{0,20}\bsorry)|sorry, we don'?t|not our area|you'?ll be faster|an hour from us|wrong number|you'?ve got the plumber|electric\. we only|try a \w+ company|we (?:don'?t|do not) (?:do|service|cover|repair|pump|fix)|nie (?:robimy|obslugujemy|zajmujemy sie|dojezdzamy)|pomylka)\b/,
  not_work:
    /\b(?:wrong (?:number|person|chat)|is this (?:tony|the)|who is this|page one|seo\b|guaranteed|loan|pre[- ]?approved|congratulations|gift card|press one|claim your|act now|click|unsubscribe|reply (?:yes|stop)|stop(?:2|to)end|buy your house|buy leads|listing|final (?:notice|courtesy)|toll balance|package is on hold|vehicle warranty|yoga teacher|chip in|sponsors?\b|are you(?: guys)? hiring|apprenticeship|i'?m a student|trade careers|savings|deals end|marketing|website|google ranking|verification code|do not share|on a scale of|merchant|credit card processing|your business|pomylk\w*|zly numer|szukam pracy|czy panstwo zatrudniaja|kod weryfikacyjny|pozycjonowan\w*|kredyt\w*|fotowoltaik\w*|reklam[aey]\b|promocj\w*|wygral\w*|kliknij|ofert[aey] (?:wspolpracy|handlow\w*|dla firm))\b|^stop$/,
}

/** What a message does. Each once, on the first words that say so; a sentence that asks does nothing but `visit` and `quote`. */
export function actsIn(text: string): FoundAct[] {
  const prepared = prepare(text)
  const found: FoundAct[] = []
  const add = (act: Act, from: number, to: number) =>
    found.push({
      act,
      start: prepared.toRaw(from),
      end: prepared.toRaw(to - 1) + 1,
      text: prepared.text.slice(from, to),
    })
  const [price] = pricesIn(text)
  if (price !== undefined) found.push({ act: 'price', start: price.start, end: price.end, text: price.text })
  const stated = blankQuestions(prepared.folded)
  for (const [act, pattern] of Object.entries(PATTERNS) as [Exclude<Act, 'price'>, RegExp][]) {
    const match = pattern.exec(ASKED.has(act) ? prepared.folded : stated)
    if (match !== null && match[0] !== '') add(act, match.index, match.index + match[0].length)
  }
  return found
}

/** What may be asked and still does it: "Thursday at 10?" offers a visit. */
const ASKED: ReadonlySet<Act> = new Set(['visit', 'quote', 'not_work', 'declines', 'bill'])

/** Sentences that end with a question mark, as spaces: "Is it fixed?" does not say that it is. */
function blankQuestions(folded: string): string {
  return folded.replace(/[^.!?\n]*\?/g, (question) => ' '.repeat(question.length))
}

const MONEY =
  /\$\s?(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.\d\d)?|\b(\d{1,3}(?:[\s.]\d{3})+|\d+)(?:,\d\d)?\s?(zl\b|zlotych|pln\b|usd\b|dollars|bucks)/g

/** Sums of money in a message, in reading order: dollars, and złoty. */
export function pricesIn(text: string): Price[] {
  const prepared = prepare(text)
  return [...prepared.folded.matchAll(MONEY)].map((match) => {
    const [whole, dollars, other, unit = '$'] = match
    const start = prepared.toRaw(match.index)
    return {
      amount: Number((dollars ?? other ?? '0').replace(/[\s.,]/g, '')),
      currency: unit.startsWith('zl') || unit === 'pln' ? 'PLN' : 'USD',
      start,
      end: prepared.toRaw(match.index + whole.length - 1) + 1,
      text: prepared.text.slice(match.index, match.index + whole.length),
    }
  })
}
