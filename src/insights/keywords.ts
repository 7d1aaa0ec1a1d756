import { english, polish } from 'multilingual-stemmer'

/** Words by their stem: how often, and as they were written first. */
export type Keywords = Map<string, { count: number; word: string }>

const LETTERS_MIN = 4
const WORDS_MAX = 400
const WORD = /\p{L}+(?:['’-]\p{L}+)*/gu
const STOPS = new Set(
  (
    'about above after again ain also always another any anybody anyone anything around away back because been before being below between both came cannot come comes coming could couldn did didn does doesn doing done down during each else even every everyone everything few find first from further gave get gets getting give goes going gone good gonna got great had hadn has hasn have haven having hello here hers herself him himself his hope how however into isn its itself just keep know last least less let like little long look made make makes many maybe might mine more morning most much must mustn myself need needs never next nobody nothing now off okay once one only onto other others our ours ourselves out over own perfect please probably put really right said same say says see seems shall she should shouldn since some somebody someone something soon still such sure take tell than thank thanks that the their theirs them themselves then there these they thing things think this those though through time today together told tomorrow tonight too try two under until upon very want wants was wasn way well went were weren what when where whether which while who whole whom whose why will with within without won work would wouldn yeah yes yet you your yours yourself yourselves afternoon evening ' +
    'aby albo ale ani bardzo bądź bedzie będzie będę beda będą bez bo być był była było były chce chciałbym chciałabym chyba ciebie coś czasem czego czemu czy czyli dla dlaczego dlatego dobrze dobry dobra dziękuję dziekuje dzień dzien dziś dzis dzisiaj gdy gdyby gdzie ich ile inne jak jaka jaki jakie jakiś jako jedna jeden jest jestem jesteśmy jeszcze jeśli jutro już juz kiedy kilka która które którego której który których ktoś lub mam mają mamy mnie może moze można mój moja moje musi nad nam nas nasz nasza nasze nawet nich nie niego niej nigdy nim ona one oni ono oraz pana pani panie panu państwa państwo pod podczas poza prosze proszę przed przez przy razie się sie sobie swoje tak taka taki takie tam tego tej ten teraz też tez tobie tuż tutaj tylko tym tych tyle wam was wasz wcale wczoraj wiem wszystko właśnie zaraz zawsze żadna żaden żeby witam pozdrawiam rano'
  ).split(' '),
)

/**
 * The words that tell what a message is about, by their stems; English and Polish. Without what names people, numbers and
 * places (`personal` spans), and without capitalised words in the midst of a sentence, which are names, too.
 */
export function keywordsIn(
  text: string,
  input: { language: 'en' | 'pl'; personal: readonly { start: number; end: number }[] },
): Keywords {
  const found: Keywords = new Map()
  let words = 0
  for (const match of text.matchAll(WORD)) {
    if (words++ >= WORDS_MAX) break
    const [written] = match
    const start = match.index
    const word = written.toLowerCase().replace(/['’].*$/, '')
    if (word.length < LETTERS_MIN || STOPS.has(word)) continue
    if (input.personal.some((span) => start < span.end && start + written.length > span.start)) continue
    if (isName(text, start, written)) continue
    const stem = input.language === 'pl' ? polish(word) : english(word)
    const known = found.get(stem)
    if (known === undefined) found.set(stem, { count: 1, word })
    else known.count++
  }
  return found
}

/** Capitalised in the midst of a sentence that is not all in capitals. */
function isName(text: string, start: number, written: string): boolean {
  const isCapitalised = /^\p{Lu}\p{Ll}/u.test(written)
  return isCapitalised && !/(?:^|[.!?\n:]\s*)$/u.test(text.slice(Math.max(0, start - 3), start))
}

/** Adds words to `sums`. */
export function addKeywords(
  sums: Keywords,
  more: Iterable<readonly [string, { count: number; word: string }]>,
): void {
  for (const [stem, { count, word }] of more) {
    const known = sums.get(stem)
    if (known === undefined) sums.set(stem, { count, word })
    else known.count += count
  }
}

/** The most used words, the most used first, of equal ones in the order of the alphabet. */
export function topKeywords(words: Keywords, limit: number): { word: string; count: number }[] {
  return [...words.values()]
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
    .map(({ word, count }) => ({ word, count }))
}
