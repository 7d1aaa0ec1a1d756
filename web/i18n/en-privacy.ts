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
} as const satisfies Record<string, Text>
