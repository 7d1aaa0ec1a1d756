import type { TimeGrammar } from '../../recognise/time/atoms.ts'
import { clockPhrases } from './time-clock.ts'
import { datePhrases, monthPhrases, nthPhrases } from './time-dates.ts'
import { dayPhrases, weekPhrases } from './time-days.ts'
import { englishSentences } from './time-sentences.ts'
import { thenPhrases, wishPhrases } from './time-wishes.ts'
import { NOT_COMING } from './time-words.ts'

/** English dates, times and wishes, on folded text. */
export const englishTime: TimeGrammar = {
  phrases: [
    ...datePhrases,
    ...weekPhrases,
    ...monthPhrases,
    ...dayPhrases,
    ...nthPhrases,
    ...clockPhrases,
    ...thenPhrases,
    ...wishPhrases,
  ],
  sidesBefore: [
    [
      'from',
      /\b(?:from|starting|as of|not before|no earlier than|not until|(?:wait|hold off|leave it) (?:until|till)|earliest (?:i|we) [a-z' ]{2,20}|(?:once|as soon as) (?:[a-z']+ ){0,6}[a-z']+(?: on)?)(?: the)? $/,
    ],
    [
      'by',
      new RegExp(
        `${NOT_COMING}\\b(?:now and|by|until|till|til|up to|no later than|on or before)(?: about| around)?(?: the)? $`,
      ),
    ],
    ['before', /\b(?:before|this side of)(?: the)? $/],
    ['after', /\bafter(?: the)? $/],
  ],
  sidesAfter: [
    [
      'from',
      /^,?(?: on(?=[,.?!]|$)| onwards?\b| (?:or|and) (?:later|after|thereafter|onwards?)\b| at the earliest\b)/,
    ],
    ['by', /^,?(?: at the latest\b| or (?:before|sooner|earlier)\b| latest\b| tops\b)/],
  ],
  ...englishSentences,
  clause: /[,:(]\s|\b(?:but|so|because|cuz|cause|if)\s|\s-\s|\band (?=i |we |she |he |they |my |our |the )/g,
  clauseEnd: /[,:(]\s|\s(?:but|so|because|and)\s|\s-\s/,
  either: /^,? (?:or|or else|or maybe|or any ?time)(?: on)? $/,
  insteadOf: /\b(?:instead of|rather than|not)(?: at)? $/,
  conclusion: /\b(?:so|therefore)\b/,
  rebook: /\b(?:make it|(?:change|move|push|switch|bump) (?:it|that|this))\b/,
  change:
    /\b(?:make it|change (?:it|that)|instead|rather|move (?:it|that)|push (?:it|that)|can't|cant|cannot|could it be|can it be|how about|what about)\b/,
  or: /^[\s,]*(?:or|and|&|\/|either|,|or else|or maybe)[\s,]*(?:on |the |maybe |even |also |this |next )*$/,
}
