import { tellingWords } from '../name.ts'
import { genericWords } from '../name-words.ts'
import { fullForms } from './known-names.ts'

/**
 * The beginnings by which a name is found before it is compared: the first four letters of each word that tells
 * people apart, first names in their full form (`Mike` is found under `mich`). Sorted, each once.
 */
export function nameTokens(name: string): string[] {
  const words = tellingWords(name).filter((word) => word.length > 1)
  const telling = words.filter((word) => !genericWords.has(word))
  const tokens = (telling.length > 0 ? telling : words).flatMap(fullForms).map((word) => word.slice(0, 4))
  return [...new Set(tokens)].sort()
}
