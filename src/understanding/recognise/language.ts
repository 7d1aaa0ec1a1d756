import { type Prepared, prepare } from '../text/prepare.ts'

/** The language a message is in, and how sure that is (0.5 to 1). */
export type LanguageGuess = { language: 'en' | 'pl'; score: number }

const POLISH = new Set(
  'nie jest sie i w z na do to ze co jak za od po dla przy juz tylko jeszcze czy moze prosze dzien dobry panie pan pani panstwo mam mamy mi mnie nam ale bo lub albo oraz jutro dzis wczoraj ktos ile kiedy gdzie woda wody wode kran piec klima cieknie dziala kuchni lazience lazienka dziekuje dzieki pozdrawiam witam czesc hej tu tam ten ta u nas sa byl byla bylo bedzie moge mozna pilne pilnie termin rura zlew kibel ogrzewanie kaloryfer grzejnik mieszkanie domu dom blok pietro ulica ul tel numer halo dobra super spoko oki jasne pasuje potwierdzam ok fachowiec hydraulik serwis naprawa wymiana montaz przeglad koszt kosztuje faktura faktury'.split(
    ' ',
  ),
)
const ENGLISH = new Set(
  'the a an is are was it its in on at of to for and or but my your our this that with from have has had not no can could would will please you we they he she i me us do does did there here when what how who where today tomorrow yesterday now just still need want water heater leak leaking drain toilet sink furnace heat ac broke broken working work fix fixed call thanks thank hi hello hey yes ok out up off down again hot cold gas house apartment unit kitchen bathroom basement someone anyone any time appointment quote cost price sounds good great perfect got'.split(
    ' ',
  ),
)
const SHARED = new Set([
  'to',
  'i',
  'ok',
  'do',
  'a',
  'on',
  'no',
  'we',
  'ten',
  'tam',
  'super',
  'pan',
  'my',
  'me',
  'most',
  'sa',
  'serwis',
  'hej',
])

/** English or Polish by diacritics and little words; what came before in the conversation decides a fragment. */
export function languageOf(prepared: Prepared, hint?: 'en' | 'pl'): LanguageGuess {
  const { folded } = prepared
  const text = prepared.text.slice(0, 3000)
  const marks = (text.match(/[ąćęłńśźżĄĆĘŁŃŚŹŻ]/g) ?? []).length
  let polish = Math.min(6, marks * 1.5)
  let english = 0
  let count = 0
  for (const match of folded.slice(0, 3000).matchAll(/[a-z']+/g)) {
    const word = match[0]
    count++
    const weight = SHARED.has(word) ? 0.3 : 1
    if (POLISH.has(word)) polish += weight
    if (ENGLISH.has(word)) english += weight
    if (
      /(?:sz|cz|rz|dz|ow|ie|ia|ej|ego|emu|ych|ich|ymi|scie|cie|owa|uje|aja|ecie)$|^(?:prz|szcz|chc|wsz)/.test(
        word,
      ) &&
      word.length > 3 &&
      !ENGLISH.has(word)
    )
      polish += 0.4
    if (
      /(?:th|ing|tion|ck|ght|ee|oo|sh|'s|n't|ly)$|^(?:wh|th|sh|qu)|[qvx]/.test(word) &&
      word.length > 2 &&
      !POLISH.has(word)
    )
      english += 0.5
    if (count > 400) break
  }
  if (hint === 'pl') polish += 0.6
  else if (hint === 'en') english += 0.6
  const total = polish + english
  if (total === 0) return { language: hint ?? 'en', score: 0.5 }
  const language = polish > english ? 'pl' : 'en'
  return { language, score: Math.min(1, Math.max(0.5, Math.max(polish, english) / total)) }
}

const HINT_SCORE_MIN = 0.75

/** The language of what was said before, as a hint for a fragment that follows; undefined when it does not tell. */
export function languageHintFrom(text: string): 'en' | 'pl' | undefined {
  const { language, score } = languageOf(prepare(text))
  return score < HINT_SCORE_MIN ? undefined : language
}
