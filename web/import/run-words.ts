import type { Run } from '../../src/contract/runs.ts'
import { liveChannelShape } from '../../src/contract/sources.ts'
import type { Key } from '../i18n/en.ts'
import { isKey, type Say } from '../i18n/i18n.tsx'
import { kindInWords } from '../sources/kinds.ts'

/** Whether a run asks a source for what is new; else it reads an archive. */
export const isOfSource = ({ channel }: Pick<Run, 'channel'>): boolean =>
  liveChannelShape.safeParse(channel).success

/** What a run reads: the files handed in, or the kind of source that was asked. */
export const titleOf = (say: Say, { input, channel }: Pick<Run, 'input' | 'channel'>): string =>
  input.length > 0 ? input.join(', ') : kindInWords(say, channel)

/** The words for `key` of a run that asks a source, where those for an archive do not fit. */
export function forRun(key: Key, ofSource: boolean): Key {
  const own = `${key}.live`
  return ofSource && isKey(own) ? own : key
}
