import type { CheckName, FindingKind } from '../../src/contract/auditor.ts'
import type { Text } from './en.ts'
import type { checksInEnglish } from './en-checks.ts'

/** In Polish: whether what is kept agrees with itself, and how it is repaired. */
export const checksInPolish: Record<keyof typeof checksInEnglish, Text> = {
  'checks.title': 'Czy zapisane dane są ze sobą zgodne?',
  'checks.lead.hours': {
    one: 'Sprawdzane samo co godzinę: nowe dane i część pozostałych. W ciągu doby przychodzi kolej na wszystko.',
    few: 'Sprawdzane samo co {n} godziny: nowe dane i część pozostałych, aż przyjdzie kolej na wszystko.',
    many: 'Sprawdzane samo co {n} godzin: nowe dane i część pozostałych, aż przyjdzie kolej na wszystko.',
    other: 'Sprawdzane samo co {n} godziny: nowe dane i część pozostałych, aż przyjdzie kolej na wszystko.',
  },
  'checks.lead.never': 'W tej instalacji nie jest sprawdzane samo.',
  'checks.sound': 'Wszystko, co sprawdzono, jest zgodne.',
  'checks.unsound': {
    one: '{n} rzecz się nie zgadza.',
    few: '{n} rzeczy się nie zgadzają.',
    many: '{n} rzeczy się nie zgadza.',
    other: '{n} rzeczy się nie zgadza.',
  },
  'checks.never': 'Jeszcze nie sprawdzono.',
  'checks.at': 'Ostatnio sprawdzono {at}',
  'checks.whole': 'w całości ostatnio {at}',
  'checks.looked': 'sprawdzono {looked}',
  'checks.looked.of': 'sprawdzono {looked} z {of}',
  'checks.waiting': 'w toku: {n}',
  'checks.make': 'Sprawdź teraz',
  'checks.make.whole': 'Sprawdź wszystko',
  'checks.cancel': 'Przerwij',
  'checks.running': 'Sprawdzanie: {done} z {total}',
  'checks.begun': 'Sprawdzanie rozpoczęte',
  'checks.list': 'Wszystkie kontrole',
  'checks.findings': 'Co się nie zgadza',
  'checks.finding.since': 'od {at}',
  'checks.finding.subject': '{kind} {id}',
  'checks.finding.person': 'Tym może zająć się tylko człowiek',
  'checks.plan': 'Pokaż, co to naprawi',
  'checks.plan.title': 'Co zrobi naprawa',
  'checks.plan.lead': 'Zostanie zrobione dokładnie to i nic więcej. Na razie nic nie zmieniono.',
  'checks.plan.none': 'Nie zostało nic, co można stąd naprawić.',
  'checks.plan.step': { one: '{n} rzecz', few: '{n} rzeczy', many: '{n} rzeczy', other: '{n} rzeczy' },
  'checks.plan.more': {
    one: '… i jeszcze {n}',
    few: '… i jeszcze {n}',
    many: '… i jeszcze {n}',
    other: '… i jeszcze {n}',
  },
  'checks.plan.person': 'Dla człowieka',
  'checks.plan.apply': 'Napraw',
  'checks.applied': {
    one: 'Naprawiono {n} rzecz',
    few: 'Naprawiono {n} rzeczy',
    many: 'Naprawiono {n} rzeczy',
    other: 'Naprawiono {n} rzeczy',
  },
  'checks.applied.left': {
    one: 'Została {n} rzecz. Sprawdź ponownie i obejrzyj nowy plan.',
    few: 'Zostały {n} rzeczy. Sprawdź ponownie i obejrzyj nowy plan.',
    many: 'Zostało {n} rzeczy. Sprawdź ponownie i obejrzyj nowy plan.',
    other: 'Zostało {n} rzeczy. Sprawdź ponownie i obejrzyj nowy plan.',
  },
}

const CHECKS: Record<CheckName, string> = {
  'tenancy-forced': 'Zabezpieczenia bazy oddzielają wiersze każdej tabeli według firm.',
  'references-hold': 'Istnieje każdy wiersz, na który wskazuje inny.',
  'messages-parsed':
    'To, co przyszło, jest zapisane w całości, a odczytane ponownie daje te same wiadomości.',
  'participants-complete': 'Każdy uczestnik wymiany jest przy niej zapisany.',
  'contact-points-owned': 'Każdy numer i adres należy do istniejącego klienta.',
  'merges-end': 'Klienci istnieją osobno albo są połączeni, tak jak mówi dziennik połączeń.',
  'customers-shown': 'Klienci są pokazywani, sortowani i znajdowani według tego, co o nich wiadomo.',
  'addresses-cached': 'Zapamiętany sposób odczytu adresów jest wciąż aktualny.',
  'messages-understood': 'Ponowne zrozumienie wiadomości według obecnych reguł daje to, co zapisano.',
  'messages-threaded': 'Każda wiadomość jest w istniejącej rozmowie, z właściwymi osobami i czasem.',
  'threads-walked': 'Ponowne łączenie i ocena wiadomości dają te same rozmowy, stany, zagrożenia i pilność.',
  'conversations-counted': 'Liczby oraz pierwsze i ostatnie wiadomości rozmów zgadzają się z wiadomościami.',
  'conversations-rest': 'Rozmowy, które wystarczająco długo milczą, są odłożone.',
  'tickets-agree': 'Zgłoszenia mówią o odpowiedziach i oczekiwaniu to samo co ich rozmowy.',
  'search-present': 'Każdą wiadomość można znaleźć po słowach.',
  'events-read': 'Kto czyta dziennik zdarzeń, jest w jego obrębie i posuwa się naprzód.',
  'notices-sent':
    'O zagrożeniach, spóźnionych zgłoszeniach i tym, co czeka na decyzję, wie ktoś, kto może to widzieć.',
  'hooks-called':
    'Każdy inny system, który dowiaduje się o zmianach, jest wywoływany na czas i ma sekret do podpisu.',
  'sources-counted': 'Każde źródło ma tyle wiadomości, ile podaje.',
  'runs-add-up': 'Importy się zgadzają: widziane = zapisane + powtórzone + odrzucone.',
  'runs-open': 'Nad każdym trwającym importem ktoś pracuje, a żadne źródło nie ma dwóch naraz.',
  'attachments-filed': 'Żaden załącznik nie czeka na plik, który już jest.',
  'files-kept': 'Treść każdego pliku jest taka, jak ją zapisano, i coś na niego wskazuje.',
  'files-named': 'W folderze plików nie leży nic, na co nic nie wskazuje.',
  'secrets-held': 'Każde zapieczętowane hasło ma swoje źródło, a każde źródło swoje hasło.',
  'replies-sent': 'Każda wysłana odpowiedź jest w swojej rozmowie, a żadna nie czeka po terminie.',
  'logs-owned': 'Żaden dziennik nie mówi o wiadomości, której już nie ma.',
  'alerts-raised': 'To, co wymaga człowieka, ma swój alert, a o poważnych wysłano list.',
  'sources-sane': 'Źródła były pytane w przeszłości i niedługo będą znowu.',
  'clock-sane': 'Nic nie zostało powiedziane ani zapisane w przyszłości.',
  'audit-chain': 'Żaden wpis dziennika zmian nie został zmieniony ani usunięty.',
}

const FINDINGS: Record<FindingKind, readonly [message: string, next: string]> = {
  table_unforced: [
    'Baza nie oddziela wierszy tabeli według firm.',
    'Zabezpieczenia tabeli zostaną włączone od nowa.',
  ],
  orphan_row: [
    'Wiersz wskazuje na inny, którego nie ma.',
    'Wiersz zrobiony z utraconego zostanie usunięty; inny można odzyskać tylko z kopii zapasowej.',
  ],
  message_unthreaded: [
    'Wiadomość nie jest w żadnej rozmowie.',
    'Wiadomości tych osób zostaną połączone od nowa.',
  ],
  decision_misplaced: [
    'Wiadomość jest w rozmowie, która nie istnieje, albo z innymi osobami lub czasem.',
    'Wiadomości tych osób zostaną połączone od nowa.',
  ],
  conversation_miscounted: [
    'Rozmowa nie mówi prawdy o swoich wiadomościach.',
    'Jej wiadomości zostaną połączone od nowa, co zapisze ją na nowo.',
  ],
  conversation_overdue: [
    'Rozmowa milczy wystarczająco długo, a nie jest odłożona.',
    'Wszystko, co ma odłożyć milczenie, zostanie odłożone.',
  ],
  source_miscounted: [
    'Źródło ma inną liczbę wiadomości, niż podaje.',
    'Jego wiadomości zostaną policzone od nowa.',
  ],
  run_miscounted: [
    'Import nie zgadza się z wierszami swojej księgi.',
    'Wiersze zostaną zsumowane od nowa. Jeśli sam wiersz się nie zgadza, zaimportuj archiwum ponownie: nic się nie podwoi.',
  ],
  run_abandoned: ['Nad trwającym importem nikt nie pracuje.', 'Zostanie podjęty tam, gdzie stanął.'],
  runs_doubled: [
    'Otwarte są dwa importy tego samego.',
    'Wszystkie oprócz najnowszego zostaną zakończone; on zrobi to, o co je poproszono.',
  ],
  attachment_unfiled: ['Załącznik czeka na plik, który już jest.', 'Dostanie ten plik.'],
  file_missing: [
    'Nie ma treści pliku.',
    'Plik z e-maila zostanie wyjęty z niego ponownie. Archiwum trzeba zaimportować jeszcze raz: nic się nie podwoi, a załącznik poczeka na plik.',
  ],
  file_changed: [
    'Treść pliku nie jest taka, jak ją zapisano.',
    'Zostanie wyrzucona. Plik z e-maila zostanie wyjęty z niego ponownie. Archiwum trzeba zaimportować jeszcze raz.',
  ],
  file_misdescribed: ['Plik ma inny rozmiar lub typ, niż zapisano.', 'Zostanie zmierzony od nowa.'],
  media_unused: ['Na zapisany plik nic nie wskazuje.', 'Plik zostanie usunięty.'],
  file_unnamed: ['W folderze leży plik, którego nie ma w bazie.', 'Plik zostanie usunięty.'],
  point_unowned: [
    'Numer lub adres nie należy do żadnego klienta.',
    'Zostanie dopasowany od nowa albo dostanie nowego klienta.',
  ],
  point_of_absorbed: [
    'Numer lub adres należy do klienta, który został połączony z innym.',
    'Przejdzie do tego, który istnieje.',
  ],
  participants_incomplete: [
    'Nie wszyscy uczestnicy wymiany są przy niej zapisani.',
    'Zostaną zapisani od nowa według jej klucza.',
  ],
  customer_shown_wrong: [
    'Klient jest pokazywany lub sortowany inaczej, niż wynika z tego, co o nim wiadomo.',
    'Zostanie to ustalone od nowa.',
  ],
  name_tokens_differ: [
    'Klienta nie można znaleźć po nazwisku.',
    'Słowa, po których jest znajdowany, zostaną zapisane od nowa.',
  ],
  address_misread: ['Źle zapamiętano, jak odczytać adres.', 'Zostanie odczytany od nowa.'],
  merge_differs: [
    'Klient istnieje lub jest połączony inaczej, niż mówi dziennik połączeń.',
    'Będzie tak, jak mówi dziennik.',
  ],
  secret_unheld: ['Zapieczętowane hasło otwiera źródło, którego nie ma.', 'Zostanie zapomniane.'],
  source_unsealed: [
    'Nie ma tu tego, co otwiera źródło.',
    'Ustaw jego hasło lub zgodę na nowo, w dziale Źródła; potem ruszy dalej.',
  ],
  reply_without_message: [
    'Odpowiedź wysłano, a nie ma jej w rozmowie.',
    'Jeśli konto jest tu czytane, przyjdzie przy następnym sprawdzeniu; jeśli nie, sprawdź na koncie, czy wyszła.',
  ],
  reply_overdue: [
    'Odpowiedź miała wyjść ponad godzinę temu.',
    'Zostanie wysłana teraz. Jeśli to nie pomoże, uruchom Plumbline ponownie i obejrzyj konto w dziale Źródła.',
  ],
  log_orphaned: ['Dziennik mówi o wiadomości, której już nie ma.', 'Dziennik zapomni, która to była.'],
  alert_missing: [
    'Coś wymaga człowieka, a nie ma o tym alertu.',
    'Wszystko zostanie ocenione teraz i alert się pojawi.',
  ],
  alert_unmailed: [
    'O poważnym alercie nikt nie dostał listu.',
    'Wszystko zostanie ocenione teraz i list wyjdzie.',
  ],
  source_in_future: [
    'Według zapisu źródło było pytane w przyszłości, więc nie byłoby już pytane.',
    'Zostanie to zapomniane, a źródło zapytane.',
  ],
  row_in_future: [
    'Coś ma datę w przyszłości.',
    'Sprawdź zegar serwera. To, co tak datuje samo źródło, zostaje, jak przyszło.',
  ],
  raw_item_unreadable: [
    'To, co przyszło, nie jest zapisane tak, jak przyszło, i nie da się odczytać.',
    'Zaimportuj archiwum ponownie albo odzyskaj bazę z kopii zapasowej. Zrobione z tego wiadomości zostają.',
  ],
  message_lost: [
    'Nie ma wiadomości, które przyszły.',
    'To, co przyszło, zostanie odczytane ponownie, a wiadomości zapisane i połączone. Dostaną nowe identyfikatory.',
  ],
  message_differs: [
    'Wiadomość nie jest taka, jak przyszła.',
    'To, co przyszło, zostanie odczytane ponownie, a wiadomość ustawiona według tego.',
  ],
  understanding_missing: ['Wiadomości nie zrozumiano przez dobę.', 'Zostanie zrozumiana teraz.'],
  understanding_differs: [
    'To, co zapisano o treści wiadomości, nie jest tym, co mówią o niej reguły.',
    'Zostanie zrozumiana od nowa.',
  ],
  decision_differs: [
    'Wiadomość nie jest tam, gdzie powinna być.',
    'Wiadomości tych osób zostaną połączone od nowa.',
  ],
  conversation_differs: [
    'Stan rozmowy nie wynika z jej wiadomości.',
    'Jej wiadomości zostaną połączone i ocenione od nowa.',
  ],
  ticket_disagrees: [
    'Zgłoszenie mówi o odpowiedziach lub oczekiwaniu co innego niż jego rozmowy.',
    'Będzie mówić to, co z nich wynika.',
  ],
  message_unindexed: ['Wiadomości nie można znaleźć po słowach.', 'Indeks słów zostanie uzupełniony.'],
  cursor_ahead: [
    'Ktoś, kto czyta dziennik zdarzeń, stoi za jego końcem.',
    'Przeczyta go od początku; to, co zrobi dwa razy, nie szkodzi.',
  ],
  subscriber_stalled: [
    'Ktoś, kto czyta dziennik zdarzeń, utknął.',
    'Obejrzyj zdarzenia, które się nie udały; jeśli to nie pomoże, uruchom Plumbline ponownie.',
  ],
  notice_missing: [
    'O czymś, co trwa, nie wie nikt, kto może to widzieć.',
    'Zostaną powiadomieni ci, którzy mogą to widzieć i chcą o tym wiedzieć.',
  ],
  hook_stalled: [
    'Inny system powinien był zostać wywołany, a nie jest.',
    'Zostanie wywołany teraz. Jeśli to nie minie, uruchom Plumbline ponownie.',
  ],
  hook_unsealed: [
    'Nie ma tu tego, czym podpisuje się wywołania innego systemu.',
    'Utwórz dla niego nowy sekret w Ustawieniach, w dziale Webhooki, i wpisz go tam.',
  ],
  trail_broken: [
    'Wpis dziennika zmian został zmieniony lub usunięty.',
    'Nikt nie naprawi tego bez śladu. Porównaj z kopią zapasową i ze skrótami zapisanymi gdzie indziej.',
  ],
}

/** What checks look at and find, by their codes. */
export const checksToldInPolish: Record<`told.${string}`, string> = Object.fromEntries([
  ...Object.entries(CHECKS).map(([name, words]) => [`told.check.${name}`, words]),
  ...Object.entries(FINDINGS).flatMap(([kind, [message, next]]) => [
    [`told.finding.${kind}`, message],
    [`told.finding.${kind}.next`, next],
  ]),
])
