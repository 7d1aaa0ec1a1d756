/** What a firm promises its customers in words: to call, to send a price, to send something else, to say, to pay back. */
export const promiseKinds = ['call', 'quote', 'send', 'tell', 'refund'] as const
export type PromiseKind = (typeof promiseKinds)[number]

const WILL = String.raw`(?:'ll|\s+will|\s+am going to|'m going to|'re going to|\s+are going to|\s+is going to|'s going to|\s+gonna|'m gonna)`
const WHO = String.raw`\b(?!you\b|it\b|that\b|this\b|there\b|which\b|what\b|who\b|when\b|how\b)[a-z]+`
const ADVERBS = String.raw`(?:\s+(?:also|then|just|definitely|personally|gladly|still|quickly|certainly|try to|be sure to|make sure to|go ahead and))*\s+`
/** "I'll", "Ken will", "we're going to"; or nobody, at the start of a sentence: "Will call you tomorrow". */
const WE = String.raw`(?:${WHO}${WILL}|(?:^|[.!?\n,]\s*)(?:will|gonna))${ADVERBS}`
const YOU = '(?:you|u|ya|ye)'
/** What stands between "I'll" and the deed: "ask Ken and", "run the numbers and". */
const AND = String.raw`(?:(?:ask|check|talk|speak|run|look|find|see|figure|go)\b[\w' ]{0,40}?\sand\s+)?`
const PRICE = '(?:quotes?|estimates?|prices?|pricing|numbers?|bid|proposal|options)'

/** In order: of two that say the same words the first counts. Patterns of folded text. */
export const promiseWords: readonly { kind: PromiseKind; pattern: RegExp }[] = [
  {
    kind: 'quote',
    pattern: new RegExp(
      String.raw`(?:${WE}|\b${YOU}(?:'ll|\s+will)\s+)(?:send|email|e-mail|text|get|have|prepare|write|put together|work up|redo|bring|receive|give)\b[^.!?\n]{0,30}\b${PRICE}\b(?!\s+you)`,
      'g',
    ),
  },
  {
    kind: 'quote',
    pattern: new RegExp(String.raw`${WE}(?:quote|price|redo)\s+(?:it|that|this|the|both|them)\b`, 'g'),
  },
  { kind: 'quote', pattern: /(?:^|[.!?\n]\s*)(?:quote|estimate|price|numbers?)\s+by\s+\w+/g },
  {
    kind: 'quote',
    pattern:
      /\b(?:wysle|wyslemy|przesle|przeslemy|podesle|podeslemy|przygotuje|przygotujemy|zrobie|zrobimy|dam|damy)\b[^.!?\n]{0,40}\b(?:wycen\w*|ofert\w*|kosztorys\w*|cen[eay])\b/g,
  },
  {
    kind: 'quote',
    pattern:
      /\b(?:wycenie|wycenimy)\b|\bwycena bedzie\b|\bwycene (?:wysle|wyslemy|przesle|podesle|dosle)\w*/g,
  },
  {
    kind: 'call',
    pattern: new RegExp(
      String.raw`${WE}${AND}(?:(?:call|ring|phone|dial)\s+(?:${YOU}|back|with)\b(?:\s+back\b)?|give\s+${YOU}\s+a\s+(?:quick\s+)?(?:call|ring|buzz|shout)\b)`,
      'g',
    ),
  },
  {
    kind: 'call',
    pattern: new RegExp(
      String.raw`${WE}(?:have|ask|get|tell)\s+(?!you\b)[a-z]+(?:\s+(?!you\b)[a-z]+)?\s+(?:to\s+)?(?:call|ring|phone)\b`,
      'g',
    ),
  },
  {
    kind: 'call',
    pattern: new RegExp(String.raw`\blet me\s+${AND}(?:call|ring|phone)\s+${YOU}(?:\s+back)?\b`, 'g'),
  },
  { kind: 'call', pattern: /\b(?:expect|you'll get)\s+a\s+call\s+from\b/g },
  {
    kind: 'call',
    pattern:
      /\b(?:oddzwonie|oddzwonimy|oddzwoni|zadzwonie|zadzwonimy|zadzwoni|przedzwonie|przedzwonimy|zatelefonuje|zatelefonujemy)\b(?!\s+(?:po|do\s+(?!pan|was|ciebie)))/g,
  },
  {
    kind: 'refund',
    pattern: new RegExp(String.raw`${WE}(?:refund|pay\s+(?:you|it|that)\s+back|credit)\b`, 'g'),
  },
  { kind: 'refund', pattern: /\b(?:zwroce|zwrocimy|oddam|oddamy)\b/g },
  {
    kind: 'tell',
    pattern: new RegExp(
      String.raw`${WE}${AND}(?:let\s+${YOU}\s+know|get\s+(?:right\s+)?back\s+(?:to|with)\s+${YOU}|be\s+in\s+touch|find\s+out|check\s+(?:with|on|the|that|when|what|if|whether|and|his|her|our)\b|look\s+into|ask\s+(?!you\b)\w+|keep\s+${YOU}\s+(?:posted|updated|in the loop)|follow\s+up|(?:text|message|write)\s+${YOU}|update\s+${YOU}|confirm|touch\s+base)`,
      'g',
    ),
  },
  {
    kind: 'tell',
    pattern: new RegExp(
      String.raw`\blet me\s+${AND}(?:get\s+(?:right\s+)?back\s+to|let|text|message)\s+${YOU}\b|\blet me\s+(?:check|ask|find out|look into)\b`,
      'g',
    ),
  },
  {
    kind: 'tell',
    pattern:
      /\b(?:dam|damy|da)\b(?:\s+\w+){0,2}\s+znac\b|\b(?:odezwe|odezwiemy|odezwie)\s+sie\b|\bodpisze(?:my)?\b|\bdopytam(?:y)?\b|\b(?:dowiem|dowiemy)\s+sie\b|\b(?:sprawdze|sprawdzimy|zapytam|zapytamy)\s+(?:i|w|u|kiedy|czy)\b|\b(?:napisze|napiszemy)\b|\bpotwierdz(?:e|imy)\b/g,
  },
  {
    kind: 'send',
    pattern: new RegExp(
      String.raw`${WE}${AND}(?:(?:email|e-mail|mail|forward|resend)\s+(?:them|him|her)\b|(?:send|email|e-mail|mail|forward|resend|shoot)\s+(?:${YOU}|it|that|this|those|these|one|both|over|a|an|the|your|our|everything|pictures|photos|dates|copies|paperwork)\b)`,
      'g',
    ),
  },
  {
    kind: 'send',
    pattern: new RegExp(
      String.raw`\b${YOU}(?:'ll|\s+will)\s+(?:have|get|receive)\s+(?:it|them|that|both|the\s+\w+|your\s+\w+)\b[^.!?\n]{0,20}\b(?:by|today|tonight|tomorrow|in your|this|before)\b`,
      'g',
    ),
  },
  { kind: 'send', pattern: /\b(?:wysle|wyslemy|przesle|przeslemy|podesle|podeslemy|dosle|doslemy)\b/g },
]

/** Said under a condition, which may never come: "if I need anything", "gdyby coś". */
export const CONDITION =
  /\b(?:if|unless|in case|should you|otherwise|or else|jesli|jezeli|gdyby|jakby|w razie|jak cos|chyba ze)\b/
/** Not a condition: "check if", "see whether". */
export const ASKING_IF =
  /\b(?:see|check|ask|know|tell|find out|wonder(?:ing)?|sure|confirm|remember|sprawdz\w*|zobacz\w*|zapyta\w*|dopyta\w*)\s+(?:him |her |them )?(?:if|whether|jesli|jezeli)\b/g
/** Asks the other side to do something first: "Text us here and we'll get back to you". */
export const ON_THEIR_WORD =
  /^[\s,]*(?:please\s+|just\s+|prosze\s+)?(?:text|call|send|reply|write|message|email|let us|let me know|leave|ring|tell|napisac|zadzwonic|wyslac|przeslac)\b[^.!?\n]*\b(?:and|then|a|i|to)\s+$/
/** Asks whether it should be done: "Shall I have him call?" */
export const ASKING_LEAVE = /^[\s,"']*(?:shall|should|can|could|may|do you want|want me|would you|czy)\b/
/** Takes it back just before: "I don't think we'll call", "nie oddzwonię". */
export const DENIED =
  /\b(?:not|never|don't think|doubt|doesn't mean|no one|nobody|nie|nikt nie)\s+(?:\w+\s+){0,2}$/
