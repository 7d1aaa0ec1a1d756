import { readFileSync } from 'node:fs'
import { polish } from 'multilingual-stemmer'
import { fold, languageOf, prepare, tokensIn } from '../../understanding/understanding.ts'

/** Words that are read; what a message is about stands at its beginning, and the model's time grows with its length. */
const WORDS_MAX = 80
const CHARACTERS_MAX = 2_000

/**
 * What the English model reads of a message: English as it is, and of Polish what our glossary has for its words. Empty when there is
 * nothing to read. A Polish word that the glossary lacks stays: names, brands and numbers are the same in both.
 */
export function englishOf(text: string): string {
  const prepared = prepare(text.slice(0, CHARACTERS_MAX))
  const { language } = languageOf(prepared)
  if (language === 'en') return firstWords(prepared.text)
  const tokens = tokensIn(prepared.folded).slice(0, WORDS_MAX)
  const english: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const { word = '', start, end } = tokens[at] ?? {}
    const together = glossary.get(`${word} ${tokens[at + 1]?.word}`)
    if (together !== undefined) {
      english.push(together)
      at++
    } else if (!SMALL.has(word))
      english.push(
        glossary.get(word) ??
          glossary.get(stemOf(prepared.text.slice(start, end))) ??
          glossary.get(beginningOf(word)) ??
          word,
      )
  }
  return english.join(' ')
}

function firstWords(text: string): string {
  return (text.match(/[^\s]+/gu) ?? []).slice(0, WORDS_MAX).join(' ')
}

/** Words that say nothing by themselves, folded. */
const SMALL = new Set(
  'dzien dobry witam czesc pozdrawiam w z i a o na do sie ze to po od za przy u jak mi mam mnie by dla prosze prosimy pan pani panstwo co czy ale juz tylko bardzo jest sa panie panem we a by tez zeby ze go mu jej ta te ten tej tym tego ja my ma bede bedzie jestem jestesmy wiec tu tam'.split(
    ' ',
  ),
)

const BEGINNING = 5
/** A shorter word's beginning is that of too many others. */
const beginningOf = (folded: string) => `${folded.slice(0, BEGINNING)}…`
const stemOf = (word: string) => fold(polish(word.toLowerCase()))

/**
 * English by the stem of a Polish word, and by how it begins where its stem is another: kotła, kotłem. Of words with one stem the first
 * holds.
 */
const glossary = new Map<string, string>()
for (const line of readFileSync(new URL('./glossary.tsv', import.meta.url), 'utf8').split('\n')) {
  const [word, english] = line.split('\t')
  if (word === undefined || english === undefined) continue
  const isOne = !word.includes(' ')
  const keys = [
    fold(word),
    ...(isOne ? [stemOf(word)] : []),
    ...(isOne && word.length >= BEGINNING ? [beginningOf(fold(word))] : []),
  ]
  for (const key of keys) if (!glossary.has(key)) glossary.set(key, english)
}
