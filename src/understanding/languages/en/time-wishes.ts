import type { Phrase } from '../../recognise/time/atoms.ts'
import { sideOf } from './time-words.ts'

const ASAP = [
  'asap',
  'a\\.s\\.a\\.p',
  'need (?:a |an |some |the )?(?:tech|someone|somebody|plumber|anyone|help|u|you|guy|engineer)(?: out)?(?: here)? (?:right )?now',
  '(?:tech|plumber|someone|somebody|anybody|help|guy|here) now (?:please|pls)',
  "(?:send|get) (?:me |us )?(?:someone|somebody|anybody|anyone|a (?:guy|man|tech|plumber|truck)|whoever)(?: is)?(?: out)?(?: here)?(?: (?:please|pls|now|quick))?(?=[,.!\\n]|$| it'?s| its| please| pls| now| the water)",
  'come quick',
  'quickly please',
  "(?:as )?soon as (?:poss\\w*|you\\b|u\\b|ya\\b|y'all|can|someone|somebody|anyone|humanly|practical\\w*|one of|physics|the next)",
  'soonest',
  '(?:the )?sooner (?:[a-z]+ ){0,6}(?:the )?better',
  'sooner (?:rather )?than later',
  'need\\w* (?:this |it |you )?(?:done |fixed |here )?yesterday',
  'right away',
  'straight ?away',
  'immediately',
  'at once',
  'first (?:available|opening|slot|avail|appointment|thing you)',
  'next (?:available|opening|slot|appointment|avail)',
  'earliest(?! (?:i|we) (?:can|could))',
  'as (?:early|quick|quickly|fast|soonest) as',
  'quickest',
  'pronto',
  'urgently',
  'how (?:soon|fast|quick(?:ly)?) (?:can|could|would)',
  'hurry',
  'before (?:it|she|this) (?:goes|floods|splits)',
  '(?:before|by) (?:dark|nightfall|the end of the day|end of day|close of play)',
  '(?:within|in) (?:the|an|the next) (?:next )?(?:hour|couple of hours)',
  'someone now',
  'here now',
  'out here now',
  'out now',
  'over now',
  'come now',
  'today if',
  'emergency (?:visit|call ?out|service please)',
  'get (?:here|over here|someone)(?: out)?(?: here)? (?:fast|quick)',
  'squeeze (?:me|us) in',
  'first one you',
  'drop everything',
]

const FLEXIBLE = [
  'any ?time(?! (?:i|we|the|it|he|she|they|someone|my|our|after|before|between|from|you (?:flush|run|turn))\\b)',
  'any (?:week)?day',
  'any morning',
  'any afternoon',
  'any evening',
  '(?:on |any |a )?(?:weekday|weekdays|week ?nights?)(?=,? (?:is|are|works?|after|before|mornings?|afternoons?|evenings?))',
  'it has to be a weekday',
  'weekdays',
  'no preference',
  'flexible',
  'at your (?:convenience|leisure)',
  'up to you',
  '(?:take )?your pick',
  'your (?:call|choice)(?=[.!,]|$)',
  "we'?re easy",
  'you (?:tell (?:me|us)|name|pick) (?:a|the) (?:day|date|time)',
  'no particular',
  'whatever works',
  'whatever (?:day|time)',
  'which(?:ever)? (?:day|time)s? (?:suits?|works?)',
  "when(?:ever)? (?:you|u|ya|y'all|ur|you guys|you all|your (?:guy|guys|tech|schedule)|someone|somebody|one of you)(?:'re|r| are| is| be|'ll be| will be| might be| have| get| got| has| can| could| come| want| like| happen| find| next)?\\b(?! (?:flush|run|turn|use|said|told|do laundry|open))",
  'when(?:ever)? (?:it )?(?:suits|convenient|is convenient|works|possible)',
  'whenever(?! (?:i|we|the|it|he|she|they|someone|my|our|you|u|somebody|anyone|a|that|this|water|any|his|her|their|upstairs|neighbou?rs?|unit|one)\\b)',
  'next time (?:you|u|your|ur|someone|he|one)',
  '(?:in|around) (?:the|my|our) (?:area|neighbou?rhood)',
  '(?:out|down) (?:this|our) (?:way|road|street)',
  "i'?m (?:home|around|here|off|in|free) (?:all|most|every|any)",
  'either (?:is|works|one|day) (?:is )?(?:fine|ok|good)?',
  'my schedule is open',
  "i'?m retired",
  'slow day',
  'next in',
  'passing by',
  'passing through',
  'sometime(?! (?:next|this|in|on|after|before|between|around|tomorrow|today|mon|tue|wed|thu|fri|sat|sun))',
]

/** Words that point back at a day or a time: "any time before that", "could you come then". */
export const thenPhrases: Phrase[] = [
  {
    pattern: /\bany ?(?:time|day) (before|after)(?=[.,!?\n]|$)/g,
    read: (m) => ({ kind: 'then', side: sideOf(m[1]) }),
  },
  {
    pattern: /\b(before|after|by) (?:that|then)\b(?! (?:i|we|it|he|she|they|the)\b)/g,
    read: (m) => ({ kind: 'then', side: sideOf(m[1]) }),
  },
  {
    pattern:
      /\b(?:(?:that|the same|same) day|(?:happen|come|work|do|do it|book|visit|over|there|free|be|home|in|available|out) then)\b/g,
    read: () => ({ kind: 'then', side: null }),
  },
]

/** Wishes that need no calendar: as soon as possible, and whenever it suits. */
export const wishPhrases: Phrase[] = [
  {
    pattern: new RegExp(`\\b(?:${ASAP.join('|')})\\b`, 'g'),
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 12), m.index)
      return /\b(?:no|not|don'?t|n't|without|in no|at the)\s$|\b(?:got|came|fixed|arrived|called|stopped|caught|responded) $/.test(
        before,
      ) ||
        (/hurry/.test(m[0]) && /\b(?:no|in (?:a|any)|a)\s$/.test(before))
        ? null
        : { kind: 'asap' }
    },
  },
  {
    pattern:
      /\b(?:(?:need|get|want|send|come|help|please|pls|somebody|someone|anyone|anybody|can (?:you|u|someone|somebody|anyone)|live|out)\b[^.!?\n]{0,50}\bright now|right now (?:please|pls)|please right now)\b/g,
    read: () => ({ kind: 'asap' }),
  },
  {
    pattern: new RegExp(`\\b(?:${FLEXIBLE.join('|')})\\b`, 'g'),
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 14), m.index)
      if (
        /^when you (?:come|get|can|have|want|got|are|'re)?$/.test(m[0].replace(/ (?:guys|all)/, '')) &&
        /\?/.test(text.slice(m.index, m.index + 60))
      )
        return null
      if (
        /^when (?:you|u|ya|your|ur|someone|somebody)\b/.test(m[0]) &&
        !/(?:'re|r| are| is| be| have| get| got| has| can| next| could)\b/.test(m[0])
      )
        return null
      return /\b(?:not|isn'?t|never|call me|text me|thanks|hardly)\s$/.test(before)
        ? null
        : { kind: 'flexible' }
    },
  },
]
