import type { TimeGrammar } from '../../recognise/time/atoms.ts'
import { clockPhrases } from './time-clock.ts'
import { datePhrases, monthPhrases, nthPhrases } from './time-dates.ts'
import { dayPhrases, weekPhrases } from './time-days.ts'
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
      'by',
      new RegExp(`${NOT_COMING}\\b(?:by|until|till|til|up to|no later than)(?: about| around)?(?: the)? $`),
    ],
    ['before', /\b(?:before|this side of)(?: the)? $/],
    [
      'from',
      /\b(?:from|starting|as of|not before|no earlier than|(?:once|as soon as) (?:[a-z']+ ){0,6}[a-z']+(?: on)?)(?: the)? $/,
    ],
    ['after', /\bafter(?: the)? $/],
  ],
  sidesAfter: [
    [
      'from',
      /^,?(?: on(?=[,.?!]|$)| onwards?\b| (?:or|and) (?:later|after|thereafter|onwards?)\b| at the earliest\b)/,
    ],
    ['by', /^,?(?: at the latest\b| or (?:before|sooner|earlier)\b| latest\b| tops\b)/],
  ],
  past: /\b(?:was|were|had|came|went|did|didn'?t|fixed|installed|replaced|put in|paid|said|told|snaked|cleared|cleaned|happened|noticed|visited|died|quit|charged|promised|supposed|booked|since|ago|last|yesterday|lost|finished|arrived|showed|took|began|bought|ordered|clogged|backed up|broke|stopped|started|leaked|froze|flooded|failed|dripped|serviced|repaired|been|fixed|waited|stood|never|warning|forecast|heat index|until|thru|through|turned|shut|concert|wedding|game|quiz|party|closed on|passed|discharged|came home|invoice|receipt)\b/,
  wish: /\b(?:i'?d like|we'?d like|would like|can|could|would|will|please|pls|plz|ok|okay|works?|available|free|open|book|schedule[ds]?|come|prefer\w*|best|good|fine|suits?|possible|maybe|any|how about|let'?s|need|want|like|be (?:home|here|there|in)|i'?m (?:home|off|around|in|here)|we'?re (?:home|off|around|in|here)|move|reschedule|push|instead|after|before|between|shoot for|do|see you|appointment|appt|slot|visit|looking|hoping|due|access|arranged|ready|home|there|either|or)\b|\?/,
  since:
    /\b(?:since|from last|as of last|until last|ever since|through|thru|till|every|each|per|most|on hold since|waiting since|last)\s(?:the |about |around |early |late )?$/,
  ruledOut:
    /\b(?:not|isn'?t|can'?t(?: do)?|cannot(?: do)?|cant(?: do)?|won'?t be (?:home|here|there)|unavailable|except|but not|no good|instead of|rather than|cancel\w*|away|out of town|vacation|flying out|scrap|skip|forget|wont be (?:home|here)|nobody (?:home|here|in)|except for|(?:any|every) ?(?:day|time|thing) (?:but|bar)|all but|bar|barring|besides|apart from|other than|closed on|don'?t need|no need for|not needed|never mind)\s?(?:(?!so |but |then )[a-z']+\s){0,4}$/,
  ask: /\b(?:can|could|please|pls|plz|need|come|any chance|squeeze|love|get (?:to|some|out|here)|send|available|fit|possible|help|asap|someone|somebody|anyone|anybody|open|out here|look|swing|stop by|before)\b|\?|today,? today/,
  moved:
    /\b(?:reschedul\w*|slide|move|push|bump|postpone|switch|change|swap|moving|cancel\w*)\b(?! to)(?: (?!to\b|until\b|for\b)[a-z0-9':]+){0,5} $/,
  ruledAfter:
    /^[^.!?,;]{0,30}\b(?:needs? to be (?:cancel|moved|resch)|(?:has|have) to be (?:cancel|moved)|won'?t work|doesn'?t work|does not work|(?:is|'s) no (?:good|use)|no longer works|(?:is|'s|are) (?:cancel\w*|off|out|full|booked|busy|bad)\b(?! of\b)|isn'?t (?:possible|gonna|going to|good|great)|doesn'?t suit)|^,? (?:we'?re|i'?m|we are|i am) (?:out|away|gone|busy|working|booked)\b/,
  event:
    /\b(?:wedding|party|dinner|brunch|banquet|guests?|in-?laws|closing|inspection|inspector|exams?|meetings?|flight|fly(?:ing)? (?:out|home|in|to)|leave for|leaving|travel\w*|concert|recital|rehearsal|funeral|christening|baptism|bar mitzvah|graduation|picture day|thanksgiving|diwali|eid|easter|christmas|game|tournament|festival|fair|surgery|due date|delivery|order|shipment|parents|mother|sister|family|arrives?|arriving|conference|event|class(?:es)?|service at|bingo|fish fry|rush|audit|concrete|movers?|check(?:s|ing)? in|health (?:inspector|department)|storm|forecast|snow|heat index|degrees|slab pours|start a new job|back to work)\b|^[^@]{0,24}\b(?:it'?s|its|it is|today is|now it'?s) @|@ (?:is|are) (?:a|an|the|my|our|their|his|her|half|when|\w+'s)\b|\b(?:off|away|gone|busy|hosting|expecting|open(?:s|ing)?|working|full) (?:on |for |by )?@|\b(?:came|come|brought|got|get|coming|went|back) (?:[a-z]+ ){0,3}home (?:from [a-z ]{0,16})?@|\bhospital @|\b(?:back|away|gone|out) (?:in town |here |from [a-z]+ )?(?:on |until |till |til )?@|^(?:[^@]{0,12} )?@ (?:is|'s) (?!good|fine|ok|okay|best|great|perfect|open|free|wide|available|clear|possible|better|ideal|the only|when|also|still|my (?:only|day off)|our (?:only|day off))[a-z]+|@ (?:morning |night |afternoon )?(?:dinner|lunch|rush|service)\b|middle of @/,
  request:
    /\b(?:only (?:day|time)|(?:i'?m|we'?re|i am|we are|be) (?:home|free|available)|can|could|would|will|please|pls|plz|come|send|book|schedule|need(?:s|ed)?|has to|have to|gotta|must|done|fixed|ready|possible|works|available|any chance|how about|visit|appointment|appt|suits?|fit (?:me|us)|technician|plumber|engineer)\b(?!.{0,20}\b(?:arrive|leave|fly)\b)/,
  business:
    /\b(?:pay|paid|bill|bill's|rent|rebate|thanks?(?: you)?(?: again)? for|(?:was|were) supposed to|(?:had|missed) (?:an?|my|our) (?:appt|appointment|booking)|was it|they come|adjuster)\b[^@]{0,50}@|\b(?:hours|we(?:'re| are)? open(?: from)?|is open|are open|opens?|office is) (?:[a-z0-9: -]{0,20} )?@|\bhow much\b|\b(?:charge|charged|rates?|fees?|cost|costs|extra|price list|prices|bill) (?:[a-z$0-9']+ ){0,6}@|@ (?:rate|fee|call-?out fee|surcharge|price)|\b(?:bids?|tenders?|returns|decision|payment|invoice|orders?|numbers|proposals?|quotes are|rsvp|requirements|back ?order|will call|hold (?:your|the|this)|held|effective|statement)\b[^@]{0,40}@|\bdo (?:u|you) (?:do|work|open|offer)\b[^@]{0,30}@/,
  clause: /[,:(]\s|\b(?:but|so|because|cuz|cause|if)\s|\s-\s|\band (?=i |we |she |he |they |my |our |the )/g,
  either: /^,? (?:or|or else|or maybe|or any ?time)(?: on)? $/,
  change:
    /\b(?:make it|change (?:it|that)|instead|rather|move (?:it|that)|push (?:it|that)|can't|cant|cannot|could it be|can it be|how about|what about)\b/,
  or: /^[\s,]*(?:or|and|&|\/|either|,|or else|or maybe)[\s,]*(?:on |the |maybe |even |also |this |next )*$/,
}
