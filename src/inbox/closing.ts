/** Words that close a conversation, and words that only go along with them; lower case. */
const CLOSING = wordSet(
  'ok okay okey k kk perfect great awesome cool bye np yw welcome night good fine nice lovely wonderful excellent super sweet wow phew legend lol haha ha omg sorry done understood sure deal ' +
    'dobra dobrze spoko jasne zobaczenia miłego milego pozdrawiam git idealnie świetnie swietnie pasuje rozumiem zgoda oki okej',
)
const THANKS = wordSet(
  'thanks thank thankyou thx thnx ty tysm cheers appreciate appreciated dzięki dzieki dziękuję dziekuje dziękujemy dziekujemy',
)
const ALONG = wordSet(
  'you so much very a lot again guys all your u ya too sounds got it will do see then soon no problem have day one weekend evening bardzo serdecznie do dnia i za wszystko panu pani państwu pomoc ' +
    'i’ll i’m im ill we’ll be there here home waiting him her them the that that’s thats it’s its this for to and everyone help works me my we us all both of really anything everything say whatever today tomorrow later now him oh yes yeah yep tak też tez bede będę będziemy czekam czekamy na ja my już juz',
)
/** What asks, doubts or complains: with one of these a word of thanks is mere politeness. */
const WANTING =
  /\b(?:can|could|would|when|what|how|why|where|who|which|need|want|wants|please|pls|plz|call|come|send|let me know|but|still|again|not|no|never|cannot|isn|doesn|don|didn|won|hasn|wasn|leak\w*|drip\w*|clog\w*|broke\w*|broken|burst|flood\w*|out|stopped|smell\w*|noise|problem|issue|wrong|czy|kiedy|proszę|prosze|potrzebuj\w*|chc\w*|ale|nadal|znowu|nie|ciekn\w*|kapie|zepsu\w*|awari\w*|dzwoni\w*|zadzwo\w*|przyje\w*)(?!\p{L})/iu
const TAPBACK = /^(?:liked|loved|laughed at|emphasized) [“"]/iu
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s|[!.])+$/u
const CLOSING_LENGTH_MAX = 80

/** Whether a text asks for nothing: thanks, OK, good night, a tapback, an emoji; English and Polish. */
export function closes(text: string): boolean {
  const said = text.trim()
  if (said === '') return false
  if (TAPBACK.test(said)) return true
  if (said.length > CLOSING_LENGTH_MAX || asks(said)) return false
  if (EMOJI_ONLY.test(said)) return true
  const words = wordsIn(said)
  return words.some(isClosing) && words.every((word) => isClosing(word) || ALONG.has(word))
}

/** Whether a text is short, says thanks, and neither asks nor complains: it closes when it answers us. */
export function thanks(text: string): boolean {
  const said = text.trim()
  return (
    said.length <= CLOSING_LENGTH_MAX &&
    !asks(said) &&
    !WANTING.test(said) &&
    wordsIn(said).some((word) => THANKS.has(word))
  )
}

/** Whether a text asks for an answer. */
export function asks(text: string): boolean {
  return text.includes('?')
}

function isClosing(word: string): boolean {
  return CLOSING.has(word) || THANKS.has(word)
}

function wordsIn(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll("'", '’')
      .match(/[\p{L}’]+/gu) ?? []
  )
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}
