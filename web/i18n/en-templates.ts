import { learn, type Text } from './en.ts'

/** In English: the firm’s own templates for replies. Comes with their page and their menu. */
export const templatesInEnglish = {
  'templates.title': 'Reply templates',
  'templates.lead': 'Answers you give again and again, in your own words: key t puts one into a reply.',
  'templates.none':
    'No template yet. Add what you write most often: when you come, how to pay, what to send.',
  'templates.add': 'Add a template',
  'templates.change': 'Change “{title}”',
  'templates.change.open': 'Change',
  'templates.remove': 'Remove',
  'templates.remove.label': 'Remove “{title}”',
  'templates.remove.title': 'Remove “{title}”?',
  'templates.remove.lead': 'Replies that were written with it stay as they are.',
  'templates.removed': 'Template removed',
  'templates.saved': 'Template saved',
  'templates.save': 'Save template',
  'templates.name': 'Title',
  'templates.name.hint': 'What you will find it by.',
  'templates.text': 'Text',
  'templates.text.hint': 'These are filled in where it is used:',
  'templates.unknown': 'Nothing is filled in for {unknown}. What is: {known}.',
  'templates.put.first_name': 'Customer’s first name',
  'templates.put.firm': 'Name of the firm',
  'templates.language': 'Language',
  'templates.service': 'Kind of work',
  'templates.service.any': 'Any',
  'templates.use': 'Templates',
  'templates.find': 'Find a template',
  'templates.found.none': 'No template has these words.',
  'templates.manage': 'Change templates',
} as const satisfies Record<string, Text>

learn(templatesInEnglish)
