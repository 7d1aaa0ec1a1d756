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

/** Statuses of runs that did not come to their end. */
const brokenOff: readonly string[] = ['interrupted', 'cancelled', 'failed']

/** What an archive is refused with for what is in it: read again, the same files give the same. */
const inTheFiles: readonly string[] = [
  'no_archive',
  'not_an_archive',
  'archive_empty',
  'archive_truncated',
  'archive_damaged',
  'archive_encrypted',
  'no_voice_data',
]

/** Whether what a run does just now is counted in messages; what comes before and after takes its time beside their number. */
export const isCounted = ({ phase }: Pick<Run, 'phase'>): boolean => phase === 'messages'

/** What can be done about a run that broke off: go on with it, or read other files; null while it has not. */
export function wayOn({ status, error }: Pick<Run, 'status' | 'error'>): 'resume' | 'other-files' | null {
  if (!brokenOff.includes(status)) return null
  return status === 'failed' && inTheFiles.includes(error?.code ?? '') ? 'other-files' : 'resume'
}

/** Whether a run broke off before it had read anything, so that there is nothing to add up. */
export const hasReadNothing = ({ status, progress }: Pick<Run, 'status' | 'progress'>): boolean =>
  brokenOff.includes(status) && progress.processedMessages === 0 && progress.rejected === 0

/** The words for `key` of a run that asks a source, where those for an archive do not fit. */
export function forRun(key: Key, ofSource: boolean): Key {
  const own = `${key}.live`
  return ofSource && isKey(own) ? own : key
}
