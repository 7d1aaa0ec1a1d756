const NEGATORS =
  /(?:\b(?:no|not|isn'?t|aren'?t|wasn'?t|ain'?t|never|without|don'?t|doesn'?t|didn'?t|hasn'?t|haven'?t|nothing|neither|nor|non|zero|nie|bez|brak|nigdy|zadn\w{1,3}|ani|niczego)\b)[^,.;:!?\n]{0,16}$/
const DOUBLE =
  /\b(?:not sure|no idea|don'?t know|not only|nie wiem|nie tylko|no one|nobody|nie dosc|can(?:'?t|not) (?:stop|believe)|why not|not kidding|not joking|bez przerwy|no answer|no luck|non-?stop)\b[^,.;:!?\n]{0,20}$/

/** Whether the words just before `at`, in the same clause, deny what stands there ("no smell of gas", "nie cieknie"). */
export function isDenied(folded: string, at: number): boolean {
  const before = folded.slice(Math.max(0, at - 34), at)
  return NEGATORS.test(before) && !DOUBLE.test(before)
}

/** The sentence around `at`: from the last to the next full stop, question mark, exclamation or line end. */
export function sentenceAt(folded: string, at: number): { start: number; end: number } {
  let start = at
  while (start > 0 && at - start < 400 && !isEnd(folded, start - 1)) start--
  let end = at
  while (end < folded.length && end - at < 400 && !isEnd(folded, end)) end++
  return { start, end }
}

function isEnd(folded: string, at: number): boolean {
  const char = folded[at]
  if (char === '\n' || char === '!' || char === '?' || char === ';') return true
  return char === '.' && !/[0-9a-z]/.test(folded[at + 1] ?? ' ')
}
