import type { Text } from './en.ts'

/** Words for a person's data taken out or forgotten, in English. */
export const privacyInEnglish = {
  'privacy.title': 'Their data',
  'privacy.export': 'Take out all of it',
  'privacy.erase': 'Forget this person…',
  'privacy.erase.title': 'Forget {name}',
  'privacy.erase.lead':
    'Messages, files, names, numbers and notes go, everywhere, and no later import brings them back. What others wrote stays. This cannot be undone.',
  'privacy.erase.reason': 'Why (optional)',
  'privacy.erase.reason.hint': 'Kept in the audit trail. Name nobody: “asked by letter of 3 March”.',
  'privacy.erase.type': 'Type “{word}” to go on',
  'privacy.erase.word': 'forget',
  'privacy.erase.confirm': 'Forget for good',
  'privacy.erased': { one: 'Forgotten, with {n} message', other: 'Forgotten, with {n} messages' },
  'nav.retention': 'Data retention',
  'retention.title': 'How long things are kept',
  'retention.lead': 'What is older goes within a day, for good. The audit trail says that it went.',
  'retention.messages': 'Conversations',
  'retention.messages.hint':
    'Those in which nothing was said for so long, with what came in and their files.',
  'retention.files': 'Pictures, recordings and cards',
  'retention.files.hint': 'Of messages older than that; the words stay.',
  'retention.setAside': 'What imports could not use',
  'retention.setAside.hint': 'The bytes; that there were some stays in the ledger.',
  'retention.audit': 'Audit trail',
  'retention.audit.hint': 'Entries older than that.',
  'retention.forEver': 'For ever',
  'retention.years': { one: '{n} year', other: '{n} years' },
  'retention.days': { one: '{n} day', other: '{n} days' },
  'retention.save': 'Save',
  'retention.saved': 'Saved',
  'retention.ask': 'Keep less than before?',
  'retention.ask.lead': 'What is older goes within a day, and nothing brings it back.',
} as const satisfies Record<string, Text>
