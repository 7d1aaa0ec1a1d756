import { anyOf, type SentenceWords } from '../../recognise/time/atoms.ts'

/** Words around a day that tell whether it is wished for, was, is ruled out, or belongs to something else. */
export const englishSentences: SentenceWords = {
  past: anyOf(
    /\b(?:was|were|had|came|went|did|didn'?t|fixed|installed|replaced|put in|paid|said|told|snaked|cleared|cleaned|happened|noticed|visited|died|quit|charged|promised|supposed|booked|lost|finished|arrived|showed|took|began|bought|ordered|clogged|backed up|broke|stopped|started|leaked|froze|flooded|failed|dripped|serviced|repaired|been|waited|stood|turned|shut|passed|discharged|called|emailed|texted|left|sent|wrote|saw|woke|rained|missed|sorted)\b/,
    /\b(?:since|ago|last|yesterday|never|until|thru|through|closed on|came home|warning|forecast|heat index|concert|wedding|game|quiz|party|invoice|receipt)\b/,
  ),
  wish: /\b(?:i'?d like|we'?d like|would like|can|could|would|will|please|pls|plz|ok|okay|works?|available|free|open|book|schedule[ds]?|come|prefer\w*|best|good|fine|suits?|possible|maybe|any|how about|let'?s|need|want|like|be (?:home|here|there|in)|(?:have|got|get) (?:the day |it )?off|i'?m (?:home|off|around|in|here)|we'?re (?:home|off|around|in|here)|move|reschedule|push|instead|after|before|between|shoot for|do|see you|appointment|appt|slot|visit|looking|hoping|access|arranged|ready|home|either|or)\b|\?/,
  statement:
    /^[\s"]*(?:(?:and|so|but|also|plus|hi|hello|hey|yes|no|well),? )*(?:i|i'm|i've|we|we're|we've|he|she|they|they're|it|it's|its|my|our|your|his|her|their|the|that|someone|somebody|happy|enjoy)\s/,
  since:
    /\b(?:since|from last|as of last|until last|ever since|through|thru|till|every|each|per|most|on hold since|waiting since|last)\s(?:the |about |around |early |late )?$/,
  ruledOut:
    /\b(?:not|isn'?t|can'?t(?: do)?|cannot(?: do)?|cant(?: do)?|(?:don'?t|do not) (?:come|send|call|need)|won'?t be (?:home|here|there)|unavailable|except|but not|no good|instead of|than|rather not|cancel\w*|away|out of town|vacation|flying out|scrap|skip|forget|wont be (?:home|here)|nobody (?:home|here|in)|except for|(?:any|every) ?(?:day|time|thing) (?:but|bar)|all but|bar|barring|besides|apart from|other than|closed on|no need (?:for|to)|not needed|never mind)\s?(?:(?!so |but |then )[a-z']+\s){0,4}$/,
  ruledAfter: anyOf(
    /^[^.!?,;]{0,30}\b(?:needs? to be (?:cancel|moved|resch)|(?:has|have) to be (?:cancel|moved)|won'?t work|doesn'?t work|does not work|(?:is|'s) no (?:good|use)|no longer works|(?:is|'s|are) (?:cancel\w*|off|out|full|booked|busy|bad)\b(?! of\b)|isn'?t (?:possible|gonna|going to|good|great)|doesn'?t suit)/,
    /^,? (?:we'?re|i'?m|we are|i am) (?:out|away|gone|busy|working|booked)\b/,
  ),
  moved:
    /\b(?:reschedul\w*|slide|move|push|bump|postpone|switch|change|swap|moving|cancel\w*)\b(?! to)(?: (?!to\b|until\b|for\b)[a-z0-9':]+){0,5} $/,
  ask: /\b(?:can|could|please|pls|plz|need|come|any chance|squeeze|love|get (?:to|some|out|here)|send|available|fit|possible|help|asap|someone|somebody|anyone|anybody|open|out here|look|swing|stop by|before)\b|\?|today,? today/,
  event: anyOf(
    // Feasts, journeys and people expected.
    /\b(?:wedding|party|dinner|brunch|banquet|guests?|in-?laws|birthday|anniversary|funeral|christening|baptism|bar mitzvah|graduat\w+|picture day|thanksgiving|diwali|eid|easter|christmas|game|tournament|festival|fair|concert|recital|rehearsal|holiday|flight|fly(?:ing)? (?:out|home|in|to)|leave for|leaving|travel\w*|parents|mother|sister|family|arrives?|arriving|movers?|check(?:s|ing)? in)\b/,
    // Duties, deliveries, dates set by others, the weather.
    /\b(?:closing|inspection|inspector|exams?|meetings?|surgery|due date|baby|delivery|order|shipment|conference|event|class(?:es)?|school|service at|bingo|fish fry|rush|audit|concrete|health (?:inspector|department)|storm|forecast|snow|freeze|heat index|degrees|slab pours|start a new job|back to work|someone else|another (?:company|plumber)|utility|water company|the city|lease|warranty|expires?)\b/,
    // "It's Monday", "Monday is the fair", "gone Monday", "home from hospital Monday".
    /^[^@]{0,24}\b(?:it'?s|its|it is|today is|now it'?s) @|@ (?:is|are) (?:a|an|the|my|our|their|his|her|half|when|\w+'s)\b/,
    /^(?:[^@]{0,12} )?@ (?:is|'s) (?!good|fine|ok|okay|best|great|perfect|open|free|wide|available|clear|possible|better|ideal|the only|when|also|still|my (?:only|day off)|our (?:only|day off))[a-z]+/,
    /\b(?:(?<!\b(?:i'm|im|i am|we're|have|day|days|both) )off|away|gone|busy|hosting|expecting|opens?|(?<!\ban |\bany )opening|closes?|working|full) (?:on |for |by )?@|\b(?:i|we) work (?:on )?@|\bhospital @|middle of @/,
    /\b(?:came|come|brought|got|get|coming|went|back) (?:[a-z]+ ){0,3}home (?:from [a-z ]{0,16})?@/,
    /\b(?:back|away|gone|out) (?:in town |here |from [a-z]+ )?(?:on |until |till |til )?@/,
    /@ (?:morning |night |afternoon )?(?:dinner|lunch|rush|service)\b/,
  ),
  request:
    /\b(?:only (?:day|time)|(?:i'?m|we'?re|i am|we are|be) (?:home|free|available)|can|could|would|will|please|pls|plz|come|send|book|schedule|need(?:s|ed)?|has to|have to|gotta|must|done|fixed|ready|possible|works|available|any chance|how about|visit|appointment|appt|suits?|fit (?:me|us)|technician|plumber|engineer)\b(?!.{0,20}\b(?:arrive|leave|fly)\b)/,
  told: anyOf(
    // Hours, prices and bills.
    /\b(?:hours|we(?:'re| are)? open(?: from)?|is open|are open|opens?|office is) (?:[a-z0-9: -]{0,20} )?@|\bdo (?:u|you) (?:do|work|open|offer)\b[^@]{0,30}@|\bclosed (?:on )?@/,
    /\bhow much\b|\b(?:charge|charged|rates?|fees?|cost|costs|extra|price list|prices|bill) (?:[a-z$0-9']+ ){0,6}@|@ (?:rate|fee|call-?out fee|surcharge|price)/,
    /\b(?:pay|pays|paying|paid|bill|bill's|rent|rebate|bids?|tenders?|returns|decision|payment|invoice|orders?|numbers|proposals?|quotes are|rsvp|requirements|back ?order|will call|hold (?:your|the|this)|held|effective|statement)\b[^@]{0,50}@/,
    // What was done or missed, and what the sender will do.
    /\b(?:thanks?(?: you)?(?: again)? for|(?:was|were) supposed to|(?:had|missed) (?:an?|my|our) (?:appt|appointment|booking)|(?:was|were) it|did (?:you|u|he|she|they|it|your|the|someone|anyone)|who (?:was|came)|had to|because of you|never (?:came|showed|called|turned)|(?:no ?one|nobody) (?:came|showed|called|turned)|they come|adjuster)\b[^@]{0,50}@|@[^@]{0,16}\bbecause of you\b/,
    /\b(?:i|we)(?:'ll| will) (?:call|pay|let you know|text|ring|get back|send|check|think|be in touch)\b[^@]{0,30}@/,
    /\b(?:already have|got|have) (?:someone|somebody|a guy|another \w+) (?:else )?(?:coming|booked|lined up)\b[^@]{0,20}@|\b(?:someone|somebody) else\b[^@]{0,30}@/,
  ),
}
