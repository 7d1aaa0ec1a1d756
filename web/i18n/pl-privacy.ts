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
  'nav.retention': 'Przechowywanie danych',
  'retention.title': 'Jak długo co przechowujemy',
  'retention.lead': 'Co starsze, znika w ciągu doby, na zawsze. W dzienniku zostaje ślad, że zniknęło.',
  'retention.messages': 'Rozmowy',
  'retention.messages.hint': 'Te, w których tak długo nic nie powiedziano, z tym, co przyszło, i z plikami.',
  'retention.files': 'Zdjęcia, nagrania i wizytówki',
  'retention.files.hint': 'Z wiadomości starszych niż to; słowa zostają.',
  'retention.setAside': 'Czego importy nie mogły użyć',
  'retention.setAside.hint': 'Same dane; ślad, że były, zostaje w rozliczeniu.',
  'retention.audit': 'Dziennik zdarzeń',
  'retention.audit.hint': 'Wpisy starsze niż to.',
  'retention.forEver': 'Bez końca',
  'retention.years': { one: '{n} rok', few: '{n} lata', many: '{n} lat', other: '{n} roku' },
  'retention.days': { one: '{n} dzień', few: '{n} dni', many: '{n} dni', other: '{n} dnia' },
  'retention.save': 'Zapisz',
  'retention.saved': 'Zapisano',
  'retention.ask': 'Przechowywać krócej niż dotąd?',
  'retention.ask.lead': 'Co starsze, znika w ciągu doby i nic tego nie przywróci.',
}
