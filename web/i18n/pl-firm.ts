import type { Text } from './en.ts'
import type { firmInEnglish } from './en-firm.ts'

/** Po polsku: jak nazywa się firma, jej kraj i jej zegar. */
export const firmInPolish: Record<keyof typeof firmInEnglish, Text> = {
  'nav.firm.page': 'Firma',
  'firm.title': 'Firma',
  'firm.lead': 'Jak nazywa się firma, w jakim jest kraju i według jakiego zegara pracuje.',
  'firm.slug': 'Krótka nazwa pozostaje bez zmian: {slug}. Używają jej klucze i skrypty.',
  'firm.region.stays':
    'Kraju nie można już zmienić: numery telefonów odczytano jako numery z tego kraju. Inny kraj wymaga nowej, pustej instalacji.',
  'firm.zone.hint':
    'Dni i godziny są pokazywane tak, jak na zegarze w tym miejscu. Po zmianie wiadomości są rozumiane, a liczby sumowane od nowa; terminy otwartych zgłoszeń się nie zmieniają.',
  'firm.owners': 'Zmienia to tylko właściciel firmy.',
  'firm.save': 'Zapisz',
  'firm.saved': 'Zapisano',
}
