import type { Text } from './en.ts'
import type { healthInEnglish } from './en-health.ts'
import { modelsInPolish } from './pl-models.ts'

/** In Polish: whether all is well, what is not, and the figures behind it. */
export const healthInPolish: Record<keyof typeof healthInEnglish | 'nav.health' | 'nav.health.needed', Text> =
  {
    ...modelsInPolish,
    'nav.health': 'Kondycja',
    'nav.health.needed': { one: '{n} alert', few: '{n} alerty', many: '{n} alertów', other: '{n} alertu' },

    'health.title': 'Kondycja',
    'health.lead': 'Czy Plumbline działa w tej firmie, jak powinno, i co zrobić, gdy nie.',
    'health.is.healthy': 'Wszystko działa',
    'health.is.degraded': 'Działa, ale coś wymaga uwagi',
    'health.is.unhealthy': 'Coś nie działa',
    'health.checks': 'Co sprawdzono',
    'health.check.database': 'Baza danych',
    'health.check.google': 'Google',
    'health.check.queue': 'Kolejka',
    'health.check.memory': 'Pamięć',
    'health.check.disk': 'Dysk',
    'health.found.database.answers': 'Odpowiada, w {milliseconds} ms.',
    'health.found.database.busy': 'Najpierw robi co innego, na przykład import. Trzeba poczekać.',
    'health.found.database.dead': 'Nie odpowiada. Powiedz o tym osobie, która prowadzi serwer.',
    'health.found.google.not_set_up': 'Nie jest potrzebne: żadne konto Gmail nie jest podłączone.',
    'health.found.google.not_checked': 'Jeszcze nie sprawdzono.',
    'health.found.google.reachable': 'Jest osiągalne.',
    'health.found.google.unreachable': 'Jest nieosiągalne. Próba powtórzy się sama.',
    'health.found.google.consent_needed': 'Konto Gmail wymaga ponownej zgody, w dziale Źródła.',
    'health.found.google.failing': 'Konta Gmail nie da się teraz odczytać. Próba powtórzy się sama.',
    'health.found.queue.moves': 'Nic nie utknęło.',
    'health.found.queue.backed_up': 'Coś czeka i nic nad tym nie pracuje. Alert mówi więcej.',
    'health.found.memory.enough': '{usedMb} MB z {thresholdMb} MB, które program może zajmować.',
    'health.found.memory.high': '{usedMb} MB, a dozwolone jest {thresholdMb} MB.',
    'health.found.disk.enough': 'Wolne: {free}.',
    'health.found.disk.low':
      'Wolne: {free}, czyli mało. Poproś osobę, która prowadzi serwer, o zrobienie miejsca.',
    'health.found.disk.untold': 'Nie da się stwierdzić, ile jest miejsca.',
    'health.found.other': 'Znaleziono: {code}',

    'alerts.title': 'Co wymaga uwagi',
    'alerts.none': 'Nic nie wymaga uwagi.',
    'alerts.past': 'Co wymagało uwagi wcześniej',
    'alerts.past.none': 'Dotąd nic nie wymagało uwagi.',
    'alerts.since': 'od {from}',
    'alerts.over': '{from} – {to}',
    'alerts.severity.low': 'Niska waga',
    'alerts.severity.medium': 'Średnia waga',
    'alerts.severity.high': 'Wysoka waga',
    'alerts.severity.critical': 'Krytyczna waga',
    'alerts.kind.performance':
      'Przetwarzanie wiadomości trwa długo: po {value} ms, a dozwolone jest {threshold} ms.',
    'alerts.kind.performance.next':
      'Sprawdź, czy serwer nie robi czegoś innego. Jeśli to nie minie, powiedz osobie, która go prowadzi.',
    'alerts.kind.error_rate':
      '{value}% wiadomości i zapytań z pięciu minut się nie powiodło, a dozwolone jest {threshold}%.',
    'alerts.kind.error_rate.next': 'Zajrzyj do ostatnich importów: każdy mówi, co się nie udało.',
    'alerts.kind.memory': 'Program zajmuje {value} MB pamięci, a dozwolone jest {threshold} MB.',
    'alerts.kind.memory.next':
      'Jeśli nie spadnie po zakończeniu importów, poproś o ponowne uruchomienie Plumbline. Nic przez to nie ginie.',
    'alerts.kind.timeout': 'Zapytania lub sprawdzanie źródeł trwały zbyt długo i zostały przerwane: {value}.',
    'alerts.kind.timeout.next': 'Sprawdź, czy serwer nie ma zbyt wiele pracy albo źródło nie jest powolne.',
    'alerts.kind.queue_backup': 'Od {minutes} minut coś czeka i nic nad tym nie pracuje.',
    'alerts.kind.queue_backup.next':
      'Jeśli trwa import, trzeba poczekać. W przeciwnym razie poproś o ponowne uruchomienie Plumbline.',
    'alerts.kind.disk_space': 'Na dysku serwera zostało {value} MB, a powinno być {threshold} MB.',
    'alerts.kind.disk_space.next': 'Poproś o zrobienie miejsca: na pełny dysk nic więcej nie wejdzie.',
    'alerts.kind.discovery_stalled': 'Źródło nie było sprawdzane od {value} minut: {source}.',
    'alerts.kind.discovery_stalled.next':
      'Sprawdź je ręcznie, w dziale Źródła. Jeśli to nic nie da, poproś o ponowne uruchomienie Plumbline.',
    'alerts.kind.discovery_slow': 'Sprawdzenie źródła trwało {value} s: {source}.',
    'alerts.kind.discovery_slow.next': 'Jego serwer może być powolny. Nowe wiadomości wejdą, tylko później.',
    'alerts.kind.discovery_errors': '{value}% prób odczytu źródła z sześciu godzin się nie udało: {source}.',
    'alerts.kind.discovery_errors.next': 'W dziale Źródła jest powiedziane, dlaczego nie udała się ostatnia.',
    'alerts.kind.discovery_failures': 'Źródła nie udało się odczytać {value} razy z rzędu: {source}.',
    'alerts.kind.discovery_failures.next':
      'W dziale Źródła jest powiedziane dlaczego. Próba powtórzy się sama i nic nie zostanie pominięte.',
    'alerts.kind.source_needs_person': 'Źródło nie przyjmuje już hasła lub zgody: {source}.',
    'alerts.kind.source_needs_person.next':
      'Ustaw je na nowo, w dziale Źródła. Ruszy od miejsca, w którym stanęło.',
    'alerts.kind.inconsistent': 'Zapisane dane nie są ze sobą zgodne w {value} miejscach.',
    'alerts.kind.inconsistent.next':
      'Poniżej jest, co znaleziono; większość można naprawić tutaj, gdy zobaczysz, co to zrobi.',
    'alerts.kind.mirror_unreachable': 'Inny system jest nieosiągalny od {value} min.',
    'alerts.kind.mirror_unreachable.next':
      'Sprawdź serwer jego bazy danych. Próba powtórzy się sama i nic nie zostanie pominięte.',
    'alerts.kind.mirror_stuck': 'Inny system nie jest uzgadniany od {value} min.',
    'alerts.kind.mirror_stuck.next':
      'W dziale Inne systemy jest powiedziane, czego brakuje: hasła, uprawnienia albo kolumny, której już nie ma.',
    'alerts.kind.hook_off':
      'Wyłączono webhooki, bo przez trzy dni nic nie docierało albo drugiego systemu już nie ma: {value}.',
    'alerts.kind.hook_off.next':
      'Zobacz w dziale Webhooki, dlaczego. Gdy drugi system odpowie, włącz go i wyślij znowu to, co go ominęło.',
    'alerts.kind.model_cost':
      'Modele językowe kosztowały dziś {value} USD; powiadomienie jest od {threshold} USD.',
    'alerts.kind.model_cost.next':
      'Poniżej widać, o co były pytane. Niższy budżet zatrzyma tylko je i nic więcej.',
    'alerts.kind.model_budget': 'Budżet na modele językowe jest wyczerpany: {value} z {threshold} USD.',
    'alerts.kind.model_budget.next':
      'Wszystko działa dalej bez nich, według samych reguł. Wrócą po końcu dnia lub miesiąca albo po podniesieniu budżetu.',
    'alerts.kind.model_failing':
      'Z {asked} pytań do modelu językowego w ciągu godziny {value} skończyło się niczym.',
    'alerts.kind.model_failing.next':
      'Wszystko działa dalej bez niego, według samych reguł. Sprawdź, czy jego serwer odpowiada oraz czy klucz i nazwa są poprawne.',
    'alerts.kind.suggestions_failing':
      'W ostatnich minutach {value} razy nie udało się przygotować propozycji odpowiedzi.',
    'alerts.kind.suggestions_failing.next':
      'Odpowiedz tym klientom samodzielnie; próby są powtarzane. Jeśli to nie minie, zgłoś to razem z dziennikiem serwera.',
    'alerts.kind.suggestions_rejected':
      'Z ostatnich {decided} proponowanych odpowiedzi bez większych zmian wysłano {value}%, a powinno być {threshold}%.',
    'alerts.kind.suggestions_rejected.next': 'Zobacz w dziale Wgląd, Odpowiedzi, które z nich są niechciane.',
    'alerts.kind.backup_failed': 'Ostatnia kopia zapasowa się nie udała ({code}).',
    'alerts.kind.backup_failed.next':
      'Powiedz osobie, która opiekuje się serwerem: „plumbline backup” powie, co przeszkadza. Próba jest ponawiana co dziesięć minut, a alarm zniknie po następnej udanej.',
    'alerts.kind.backup_overdue':
      'Od {value} godz. nie powstała kopia zapasowa, a powinna powstawać co {threshold} godz.',
    'alerts.kind.backup_overdue.next':
      'Powiedz osobie, która opiekuje się serwerem: „plumbline backup” ją zrobi, a „plumbline doctor” powie, jak poszła ostatnia.',
    'alerts.source.gone': 'źródło, które usunięto',
    'alerts.toSources': 'Do źródeł',
    'alerts.toMirrors': 'Do innych systemów',
    'alerts.toWebhooks': 'Do webhooków',
    'alerts.ended': 'Minęło samo.',
    'alerts.resolvedBy': '{name}: sprawa załatwiona.',
    'alerts.lasts': 'Nadal tak jest.',
    'alerts.note': 'Notatka: {note}',
    'alerts.resolve': 'Załatwione',
    'alerts.resolve.label': 'Załatwione: {alert}',
    'alerts.resolve.title': 'Czy sprawa jest załatwiona?',
    'alerts.resolve.lead':
      'Alert nie wróci, dopóki trwa to samo, chyba że się pogorszy. Bez tego zniknie sam, gdy wszystko będzie działać.',
    'alerts.resolve.note': 'Notatka dla współpracowników (nieobowiązkowa)',
    'alerts.resolved': 'Zanotowano',
    'alerts.mail': {
      one: 'Przy poważnych sprawach list dostaje {n} osoba.',
      few: 'Przy poważnych sprawach list dostają {n} osoby.',
      many: 'Przy poważnych sprawach list dostaje {n} osób.',
      other: 'Przy poważnych sprawach list dostaje {n} osoby.',
    },
    'alerts.mail.none':
      'Nikt nie dostaje listów: żaden właściciel ani kierownik nie potwierdził jeszcze swojego adresu e-mail.',
    'alerts.mail.unset': 'Nikt nie dostaje listów: ta instalacja nie wysyła poczty.',
    'alerts.mail.unproved': {
      one: 'Dostawałaby jeszcze {n} osoba, gdyby potwierdziła adres.',
      few: 'Dostawałyby jeszcze {n} osoby, gdyby potwierdziły adresy.',
      many: 'Dostawałoby jeszcze {n} osób, gdyby potwierdziły adresy.',
      other: 'Dostawałoby jeszcze {n} osoby, gdyby potwierdziły adresy.',
    },

    'figures.title': 'Liczby',
    'figures.window': 'Z ostatniej',
    'figures.hour': 'Godziny',
    'figures.day': 'Doby',
    'figures.messages': 'Nowe wiadomości',
    'figures.messages.now': 'teraz {n} na sekundę',
    'figures.time': 'Czas na wiadomość',
    'figures.time.most': '95% etapów trwa najwyżej {ms} ms',
    'figures.errors': 'Co się nie udało',
    'figures.errors.allowed': 'wiadomości i zapytań',
    'figures.waiting': 'Co czeka',
    'figures.waiting.detail':
      'importy i sprawdzenia: {runs}, wiadomości do zrozumienia: {messages}, odpowiedzi do wysłania: {replies}',
    'figures.memory': 'Pamięć',
    'figures.memory.detail': '{resident} MB z bazą i całą resztą',
    'figures.queries': 'Odpowiedzi bazy',
    'figures.queries.most': '95% trwa najwyżej {ms} ms',
    'figures.ms': '{n} ms',
    'figures.mb': '{n} MB',
    'figures.none': 'jeszcze nic',
    'figures.chart': '{title}: najwięcej {most}; ostatnio {last}',
    'figures.chart.none': '{title}: nic w tym czasie',
    'figures.sources': 'Źródła i ich opóźnienie',
    'figures.lag': 'Sprawdzone',
    'figures.newest': 'Ostatnia nowość',
    'figures.look': 'Sprawdzenie trwa',
    'figures.failures': 'Nieudane z rzędu',
    'figures.ago': '{span} temu',
    'figures.never': 'nigdy',
    'figures.total': {
      one: 'łącznie wprowadzona {n} wiadomość',
      few: 'łącznie wprowadzone {n} wiadomości',
      many: 'łącznie wprowadzonych {n} wiadomości',
      other: 'łącznie wprowadzonych {n} wiadomości',
    },
  }
