import type { Text } from './en.ts'
import type { templatesInEnglish } from './en-templates.ts'

/** In Polish: the firm’s own templates for replies. */
export const templatesInPolish: Record<
  keyof typeof templatesInEnglish | 'nav.templates' | 'help.template',
  Text
> = {
  'nav.templates': 'Szablony',
  'help.template': 'Wstaw szablon odpowiedzi',
  'templates.title': 'Szablony odpowiedzi',
  'templates.lead':
    'Odpowiedzi, których udziela się wciąż na nowo, własnymi słowami: klawisz t wstawia je do wiadomości.',
  'templates.none':
    'Nie ma jeszcze szablonów. Dodaj to, co piszesz najczęściej: kiedy przyjedziecie, jak zapłacić, co przysłać.',
  'templates.add': 'Dodaj szablon',
  'templates.change': 'Zmień „{title}”',
  'templates.change.open': 'Zmień',
  'templates.remove': 'Usuń',
  'templates.remove.label': 'Usuń „{title}”',
  'templates.remove.title': 'Usunąć „{title}”?',
  'templates.remove.lead': 'Odpowiedzi, które z niego powstały, zostaną bez zmian.',
  'templates.removed': 'Szablon usunięty',
  'templates.saved': 'Szablon zapisany',
  'templates.save': 'Zapisz szablon',
  'templates.name': 'Tytuł',
  'templates.name.hint': 'Po nim go znajdziesz.',
  'templates.text': 'Treść',
  'templates.text.hint': 'Przy użyciu zostanie wpisane:',
  'templates.unknown': 'W miejsce {unknown} nic nie zostanie wpisane. Wpisywane są: {known}.',
  'templates.put.first_name': 'Imię klienta',
  'templates.put.firm': 'Nazwa firmy',
  'templates.language': 'Język',
  'templates.service': 'Rodzaj pracy',
  'templates.service.any': 'Dowolny',
  'templates.use': 'Szablony',
  'templates.find': 'Znajdź szablon',
  'templates.found.none': 'Żaden szablon nie ma tych słów.',
  'templates.manage': 'Zmień szablony',
}
