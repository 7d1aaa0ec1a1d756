import type { Text } from './en.ts'

/** In English: of the accounts from which messages come, what other rooms say of them. */
export const sourcesInEnglish = {
  'nav.sources': 'Sources',
  'nav.sources.needed': { one: '{n} source needs you', other: '{n} sources need you' },
  'help.goSources': 'Go to sources',

  'import.back.sources': 'All sources',
  'ledger.lead.live': 'Everything that the source handed over is accounted for.',
  'ledger.seen.live': 'Seen at the source',
  'ledger.source.live': 'The source itself counts',
  'ledger.attachments.live': 'Files',
  'ledger.attachments.missing.live': 'Not kept',
  'ledger.pages.live': 'Beside that',
  'ledger.ignored.live': 'Without messages',
  'ledger.files.live': 'Piece by piece',
  'run.phase.waiting.live': 'Waiting its turn',
  'run.phase.media.live': 'Storing what was sent along',
  'run.progress.live': 'Progress of the run',
} as const satisfies Record<string, Text>
