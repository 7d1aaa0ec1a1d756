import type { Text } from './en.ts'

/** In English: what the firm is called, its country and its clock. */
export const firmInEnglish = {
  'nav.firm.page': 'Firm',
  'firm.title': 'Firm',
  'firm.lead': 'What the firm is called, in which country it is, and by which clock it works.',
  'firm.slug': 'Its short name stays {slug}, whatever it is called: keys and scripts use it.',
  'firm.region.stays':
    'It stays: phone numbers were read as numbers of this country. For another one, begin anew in an empty installation.',
  'firm.zone.hint':
    'Days and times are shown as on a clock in this place. When it changes, messages are understood and figures added up anew; the clocks of open tickets keep what they promised.',
  'firm.owners': 'Only an owner of the firm changes this.',
  'firm.save': 'Save',
  'firm.saved': 'Saved',
} satisfies Record<string, Text>
