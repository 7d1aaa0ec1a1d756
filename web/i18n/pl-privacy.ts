import type { Text } from './en.ts'
import type { privacyInEnglish } from './en-privacy.ts'

/** Words for a person's data taken out or forgotten, in Polish. */
export const privacyInPolish: Record<keyof typeof privacyInEnglish, Text> = {
  'privacy.title': 'Dane tej osoby',
  'privacy.export': 'Pobierz wszystkie',
  'privacy.erase': 'Usuń dane tej osoby…',
  'privacy.erase.title': 'Usunąć dane: {name}',
  'privacy.erase.lead':
    'Znikną wiadomości, pliki, nazwy, numery i notatki, wszędzie, i żaden późniejszy import ich nie przywróci. Słowa innych zostają. Tego nie można cofnąć.',
  'privacy.erase.reason': 'Dlaczego (nieobowiązkowe)',
  'privacy.erase.reason.hint': 'Zostaje w dzienniku zmian. Bez nazwisk: „prośba listowna z 3 marca”.',
  'privacy.erase.type': 'Wpisz „{word}”, by przejść dalej',
  'privacy.erase.word': 'usuń',
  'privacy.erase.confirm': 'Usuń na zawsze',
  'privacy.erased': {
    one: 'Usunięto, z {n} wiadomością',
    few: 'Usunięto, z {n} wiadomościami',
    many: 'Usunięto, z {n} wiadomościami',
    other: 'Usunięto, z {n} wiadomości',
  },
}
