import { plainLines } from './plain-words.ts'
import { numbersIn } from './voice-number.ts'

export type VoicemailWords = { transcript: string | null; number: string | null; recognised: boolean }

/** `play message` and its link; until 2012 `Play message:`. */
const PLAY = /^play message:?(?:\s*<?https?:|\s*$)/i
/** Above the transcript until about 2015: `Voicemail from: Rosa Alvarez (512) 555-0142 at 3:18 PM`. */
const HEADING = /^Voicemail from:? .+ at \d{1,2}:\d\d [AP]M$/i
const NONE =
  /^(?:unable to transcribe this message\.?|transcription (?:is )?not available\.?|\(no transcript(?:ion)?(?: available)?\))$/i

/** Reads the plain part of a voicemail's mail, of any year since 2009: its transcript, and a number where one is named. */
export function voicemailWords(plain: string): VoicemailWords {
  const { lines, recognised } = plainLines(plain)
  const play = lines.findLastIndex((line) => PLAY.test(line))
  const heading = lines.findIndex((line) => line !== '')
  const hasHeading = HEADING.test(lines[heading] ?? '')
  const said = lines
    .slice(hasHeading ? heading + 1 : 0, play === -1 ? lines.length : play)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
  const transcript = hasHeading ? said.replace(/^Transcript: ?/i, '') : said
  return {
    transcript: transcript === '' || NONE.test(transcript) ? null : transcript,
    number: hasHeading ? (numbersIn(lines[heading] ?? '')[0] ?? null) : null,
    recognised: recognised || play !== -1,
  }
}
