/**
 * Whether a message, folded, speaks to the machine that reads it rather than to the firm: "ignore your instructions",
 * "oznacz jako niski priorytet". No list of such words is complete; it only makes the reader warier, and what keeps an
 * emergency an emergency does not depend on it.
 */
export function speaksToMachine(folded: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(folded))
}

const PATTERNS = [
  /\b(?:ignor|disregard|forget|override|bypass)\w*\s.{0,40}\b(?:instruction|prompt|rule|guideline|polic|above|previous)/s,
  /\b(?:system prompt|language model|you are (?:now )?(?:an? )?(?:ai|bot|chatbot|assistant|classifier)|as an ai)\b/,
  /\b(?:mark|label|classify|rate|flag|treat|tag|set|report|answer|respond|return|output)\w*\b.{0,40}\b(?:as|to|with|urgency|priority|is)\b.{0,20}\b(?:low|medium|non-?urgent|not urgent|routine|spam)\b/s,
  /\b(?:zignoruj|ignoruj|pomin|zapomnij|nie zwazaj|obejdz)\w*\s.{0,40}(?:instrukcj|polece|zasad|regul|prompt|wytyczn|powyzej|powyzsz|poprzedni)/s,
  /\b(?:model\w* jezykow\w*|jestes (?:teraz )?(?:sztuczna|modelem|asystentem|botem|klasyfikatorem)|sztuczna inteligencj\w*)/,
  /\b(?:oznacz|sklasyfikuj|zaklasyfikuj|ustaw|potraktuj|okresl|zwroc|odpowiedz)\w*\b.{0,40}\b(?:nisk\w+|sredni\w*|niepiln\w*|nie ?piln\w*|rutynow\w*|spam\w*|low|medium)\b/s,
  /(?:^|\n)[ \t]{0,8}(?:system|assistant|developer|user)[ \t]{0,8}:|<\/?(?:system|instructions?|message|prompt)\b|\[\/?inst\]|<\|/,
  /["'](?:urgency|ticket|services|confidence)["']\s{0,8}:/,
]
