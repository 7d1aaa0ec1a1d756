import type { Text } from './en.ts'
import type { todayInEnglish } from './en-today.ts'

/** In Polish: the day as the office begins it. */
export const todayInPolish: Record<keyof typeof todayInEnglish | 'nav.today', Text> = {
  'nav.today': 'Dziś',
  'today.title': 'Dziś',
  'today.fire': 'Pali się',
  'today.fire.none': 'Nic się nie pali.',
  'today.waiting': 'Czekają na odpowiedź',
  'today.waiting.none': 'Nikt nie czeka na odpowiedź.',
  'today.waiting.all': 'Wszyscy, którzy czekają',
  'today.waiting.more': {
    one: 'i jeszcze {n}',
    few: 'i jeszcze {n}',
    many: 'i jeszcze {n}',
    other: 'i jeszcze {n}',
  },
  'today.waiting.settled': {
    one: '{n} osoba napisała ostatnia, ale chyba nie czeka na odpowiedź.',
    few: '{n} osoby napisały ostatnie, ale chyba nie czekają na odpowiedź.',
    many: '{n} osób napisało ostatnich, ale chyba nie czeka na odpowiedź.',
    other: '{n} osoby napisały ostatnie, ale chyba nie czekają na odpowiedź.',
  },
  'today.waiting.older': {
    one: '{n} osoba czeka dłużej niż dwa tygodnie.',
    few: '{n} osoby czekają dłużej niż dwa tygodnie.',
    many: '{n} osób czeka dłużej niż dwa tygodnie.',
    other: '{n} osoby czekają dłużej niż dwa tygodnie.',
  },
  'today.promises': 'Obiecane na dziś',
  'today.promises.none': 'Na dziś niczego nie obiecano.',
  'today.promise.due': 'do {time}',
  'today.promise.late': 'termin minął: {time}',
  'today.runs': 'Przychodzi',
  'today.runs.none': 'Teraz nic nie przychodzi.',
  'today.run.of': '{done} z {all} wiadomości',
  'today.run.some': {
    one: 'na razie {n} wiadomość',
    few: 'na razie {n} wiadomości',
    many: 'na razie {n} wiadomości',
    other: 'na razie {n} wiadomości',
  },
  'today.yesterday': 'Wczoraj, {day}',
  'today.yesterday.none': 'Nikt nic nie napisał.',
  'today.asked': { one: 'prośba', few: 'prośby', many: 'próśb', other: 'prośby' },
  'today.answered': 'odpowiedziano na {percent}',
  'today.received': {
    one: 'wiadomość przyszła',
    few: 'wiadomości przyszły',
    many: 'wiadomości przyszło',
    other: 'wiadomości przyszło',
  },
  'today.sent': 'wysłano {n}',
  'today.soon': 'do odpowiedzi, zwykle',
  'today.soon.hours': 'w godzinach pracy',
  'today.new': { one: 'nowy klient', few: 'nowi klienci', many: 'nowych klientów', other: 'nowego klienta' },
}
