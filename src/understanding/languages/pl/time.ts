import type { TimeGrammar } from '../../recognise/time/atoms.ts'
import { clockPhrases } from './time-clock.ts'
import { datePhrases, monthPhrases, nthPhrases } from './time-dates.ts'
import { dayPhrases, weekPhrases } from './time-days.ts'
import { polishSentences } from './time-sentences.ts'
import { thenPhrases, wishPhrases } from './time-wishes.ts'

/** Polish dates, times and wishes, on folded text. */
export const polishTime: TimeGrammar = {
  phrases: [
    ...datePhrases,
    ...monthPhrases,
    ...weekPhrases,
    ...dayPhrases,
    ...nthPhrases,
    ...clockPhrases,
    ...thenPhrases,
    ...wishPhrases,
  ],
  sidesBefore: [
    [
      'from',
      /\b(?:od|poczawszy od|poczeka\w* do|(?<!jak )najwczesniej(?: moge| mozemy| bede)?(?: w| na)?|nie wczesniej (?:niz|jak)(?: w)?|dopiero od) $/,
    ],
    ['by', /\b(?:do|najdalej|(?:naj|nie )pozniej(?: niz)?(?: w| do)?) (?:konca )?$/],
    ['before', /\bprzed $/],
    ['after', /\b(?:dopiero )?po $/],
  ],
  sidesAfter: [
    ['from', /^,? (?:i|lub|albo) pozniej\b|^ wzwyz\b|^ najwczesniej\b(?! (?:o|po|od)\b)/],
    ['by', /^,? (?:i|lub|albo) wczesniej\b|^ najpozniej\b(?! (?:o|do)\b)|^ maksymalnie\b/],
  ],
  ...polishSentences,
  clause: /[,:(]\s|\b(?:ale|wiec|bo|tylko|czyli|zatem)\s|\s-\s|\b(?:i|a) (?=ja |my |wtedy |moze |prosze )/g,
  clauseEnd: /[,:(]\s|\s(?:ale|wiec|bo|i|a)\s|\s-\s/,
  either: /^,? (?:albo|lub|czy|ewentualnie) $/,
  insteadOf: /\b(?:zamiast|nie) (?:o |na )?$/,
  conclusion: /\b(?:wiec|zatem|dlatego)\b/,
  rebook: /\b(?:zmieni\w*|przesun\w*|przeloz\w*|przenies\w*)\b/,
  change: /\b(?:zmieni\w*|przesun\w*|przeloz\w*|moze byc|zamiast|nie dam rady|nie damy rady|raczej|jednak)\b/,
  or: /^[\s,]*(?:lub|albo|czy|i|oraz|a|,|ewentualnie|badz|\/)[\s,]*(?:w |we |moze |na |tez |nawet |do |ten |ta |te )*$/,
}
