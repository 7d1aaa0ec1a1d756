import { learn, type Text } from './en.ts'

/** In English: whether what is kept agrees with itself, and how it is repaired. Comes with its room. */
export const checksInEnglish = {
  'checks.title': 'Does what is kept agree with itself?',
  'checks.lead.hours': {
    one: 'Checked by itself every hour: what is new, and a part of the rest. All comes round within a day.',
    other: 'Checked by itself every {n} hours: what is new, and a part of the rest, so that all comes round.',
  },
  'checks.lead.never': 'Not checked by itself in this installation.',
  'checks.sound': 'All that was looked at agrees.',
  'checks.unsound': { one: '{n} thing does not agree.', other: '{n} things do not agree.' },
  'checks.never': 'Not looked at yet.',
  'checks.at': 'Last looked at {at}',
  'checks.whole': 'all of it last on {at}',
  'checks.looked': '{looked} looked at',
  'checks.looked.of': '{looked} of {of} looked at',
  'checks.waiting': '{n} not done yet',
  'checks.make': 'Check now',
  'checks.make.whole': 'Check everything',
  'checks.cancel': 'Stop',
  'checks.running': 'Checking: {done} of {total}',
  'checks.begun': 'The check has begun',
  'checks.list': 'All checks',
  'checks.findings': 'What does not agree',
  'checks.finding.since': 'since {at}',
  'checks.finding.subject': '{kind} {id}',
  'checks.finding.person': 'Only a person can see to this',
  'checks.plan': 'Show what would repair it',
  'checks.plan.title': 'What repairing does',
  'checks.plan.lead': 'Exactly this is done, and nothing else. Nothing has been changed yet.',
  'checks.plan.none': 'Nothing is left that can be repaired from here.',
  'checks.plan.step': { one: '{n} thing', other: '{n} things' },
  'checks.plan.more': { one: '… and {n} more', other: '… and {n} more' },
  'checks.plan.person': 'For a person',
  'checks.plan.apply': 'Repair',
  'checks.applied': { one: '{n} thing repaired', other: '{n} things repaired' },
  'checks.applied.left': {
    one: '{n} thing is left. Check again, then look at the new plan.',
    other: '{n} things are left. Check again, then look at the new plan.',
  },
} as const satisfies Record<string, Text>

learn(checksInEnglish)
