import type { Text } from './en.ts'
import type { timelineInEnglish } from './en-timeline.ts'

/** In Polish: a customer’s time-line. */
export const timelineInPolish: Record<keyof typeof timelineInEnglish, Text> = {
  'timeline.title': 'Z biegiem czasu',
  'timeline.show': 'Pokaż',
  'timeline.show.all': 'Wszystko',
  'timeline.show.text': 'SMS-y',
  'timeline.show.email': 'E-maile',
  'timeline.show.call': 'Połączenia',
  'timeline.show.voicemail': 'Poczta głosowa',
  'timeline.show.chat': 'Czaty',
  'timeline.show.ticket': 'Zgłoszenia',
  'timeline.none': 'Jeszcze nic nie powiedziano.',
  'timeline.none.kind': 'Nie ma takich.',
  'timeline.older': 'Pokaż starsze',
  'timeline.begins': 'Tu się zaczyna.',
  'timeline.ticket.opened': 'Otwarto zgłoszenie #{number}',
  'timeline.ticket.became': 'Zgłoszenie #{number}: {status}',
}
