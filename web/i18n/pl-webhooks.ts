import type { Text } from './en.ts'
import type { webhooksInEnglish } from './en-webhooks.ts'
import { hooksInPolish } from './pl-hooks.ts'

/** In Polish: what other systems may tell the firm, and what they sign it with. */
export const webhooksInPolish: Record<keyof typeof webhooksInEnglish | 'nav.webhooks', Text> = {
  ...hooksInPolish,
  'nav.webhooks': 'Webhooki',
  'webhooks.title': 'Webhooki',
  'webhooks.lead':
    'Inne systemy dowiadują się, co się tu zmienia, i dają Plumbline znać, co się stało u nich. Jedno i drugie jest podpisane, więc nikt inny nie może się podszyć.',
  'webhooks.conversation-complete': 'Rozmowa jest zakończona',
  'webhooks.conversation-complete.for':
    'System czatu wywołuje ten adres, gdy rozmowa dobiegnie końca. Plumbline czyta ją od razu, poza kolejnością, i odpowiada, jak jest pilna i o co chodzi.',
  'webhooks.url': 'Adres do wywołania',
  'webhooks.set': 'Podpisane wywołania są przyjmowane. Sekret utworzono: {day}.',
  'webhooks.unset': 'Nie ma sekretu: każde wywołanie jest odrzucane.',
  'webhooks.previous': 'Wywołania podpisane poprzednim sekretem są przyjmowane do: {when}.',
  'webhooks.make': 'Utwórz sekret',
  'webhooks.make.lead': 'Drugi system podpisuje nim swoje wywołania. Zobaczysz go tylko raz.',
  'webhooks.make.submit': 'Utwórz',
  'webhooks.replace': 'Utwórz nowy sekret',
  'webhooks.previous.choice': 'Dotychczasowy sekret',
  'webhooks.previous.stays': 'Działa jeszcze 24 godziny',
  'webhooks.previous.stays.hint': 'Wystarczy, by zmienić go w drugim systemie bez utraty wywołań.',
  'webhooks.previous.ends': 'Przestaje działać od razu',
  'webhooks.previous.ends.hint':
    'Gdy może go znać ktoś niepowołany. Wywołania będą odrzucane, dopóki drugi system nie dostanie nowego.',
  'webhooks.secret': 'Sekret do podpisywania',
  'webhooks.made': 'Nowy sekret',
  'webhooks.made.lead': 'Skopiuj go teraz: widać go tylko ten jeden raz.',
  'webhooks.made.previous':
    'Wpisz go w drugim systemie. Wywołania podpisane poprzednim są przyjmowane do: {when}.',
  'webhooks.made.ended':
    'Poprzedni już nie działa: wywołania są odrzucane, dopóki drugi system nie dostanie tego.',
  'webhooks.remove': 'Usuń',
  'webhooks.remove.title': 'Usunąć sekret?',
  'webhooks.remove.lead':
    'Odtąd każde wywołanie będzie odrzucane, także podpisane poprzednim sekretem. Tego nie można cofnąć.',
  'webhooks.removed': 'Usunięto: wywołania są teraz odrzucane.',
  'webhooks.how': 'Jak podpisywać wywołania',
  'webhooks.how.lead':
    'Dla osoby, która ustawia drugi system. Wywołania podpisuje się według {standard}; są do tego biblioteki w większości języków. Z każdym idą trzy nagłówki:',
  'webhooks.how.id': 'Identyfikator wywołania, przy ponowieniu ten sam. Każde jest przyjmowane raz.',
  'webhooks.how.timestamp':
    'Czas podpisania w sekundach od 1970 roku; najwyżej pięć minut za wcześnie lub za późno.',
  'webhooks.how.signature':
    '„v1,” i HMAC-SHA256 (base64) z identyfikatora, czasu i treści, rozdzielonych kropkami. Kluczem jest to, co w sekrecie po „whsec_”, odczytane jako base64.',
  'webhooks.how.again':
    'Wywołanie, na które odpowiedzią był błąd, można powtórzyć z tym samym identyfikatorem.',
  'webhooks.example': 'Podpisane wywołanie, dla Node',
  'webhooks.example.hint':
    'Wstaw sekret i identyfikator rozmowy: w skrzynce kończy się nim adres otwartej rozmowy.',
  'webhooks.example.copy': 'Kopiuj przykład',
}
