import { learn, type Text } from './en.ts'

/** In English: a customer’s time-line. Comes with their page. */
export const timelineInEnglish = {
  'timeline.title': 'Over time',
  'timeline.show': 'Show',
  'timeline.show.all': 'All',
  'timeline.show.text': 'Texts',
  'timeline.show.email': 'E-mails',
  'timeline.show.call': 'Calls',
  'timeline.show.voicemail': 'Voicemails',
  'timeline.show.chat': 'Chats',
  'timeline.show.ticket': 'Tickets',
  'timeline.none': 'Nothing was said yet.',
  'timeline.none.kind': 'None of these.',
  'timeline.older': 'Show older',
  'timeline.begins': 'It begins here.',
  'timeline.ticket.opened': 'Ticket #{number} opened',
  'timeline.ticket.became': 'Ticket #{number}: {status}',
} as const satisfies Record<string, Text>

learn(timelineInEnglish)
