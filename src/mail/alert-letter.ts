import type { AlertType } from '../contract/monitoring.ts'
import type { Said } from './letter.ts'

/** Tells that something in a firm is gravely not well. Names no source: that may be somebody's address. */
export type AlertLetter = { kind: 'alert'; firmName: string; alertType: AlertType }

type Alerting = AlertLetter & { url: string }

const ENGLISH: Record<AlertType, string> = {
  performance: 'Messages take long to process.',
  error_rate: 'Many messages or requests of the last minutes failed.',
  memory: 'The program holds more memory than it should.',
  timeout: 'Requests, or looks at sources, took too long and were given up.',
  queue_backup: 'Messages wait, and nothing works on them.',
  disk_space: 'The disk of the server is nearly full.',
  discovery_stalled: 'A source of messages is not asked any more for what is new.',
  discovery_slow: 'It takes long to ask a source of messages for what is new.',
  discovery_errors: 'Many looks at a source of messages fail.',
  discovery_failures: 'A source of messages could not be read several times in a row.',
  source_needs_person: 'A source of messages takes its password or consent no more, and waits for you.',
  inconsistent: 'A check found that what is kept does not agree with itself.',
  mirror_unreachable: 'A mirror of your tickets and customers could not be reached for some time.',
  mirror_stuck: 'A mirror of your tickets and customers has not been brought into step for some time.',
  hook_off: 'Another system could not be called for three days, or is gone, and hears nothing any more.',
  model_cost: 'Language models have cost more today than should pass unseen.',
  model_budget: 'The budget for language models is used up; all goes on without them.',
  model_failing: 'The language model fails; all goes on without it.',
  suggestions_failing: 'Answers could not be drafted for some customers.',
  suggestions_rejected: 'Few suggested answers are sent as they are.',
  backup_failed: 'The last backup failed.',
  backup_overdue: 'No backup has been made for too long.',
}

export function alertInEnglish({ firmName, alertType, url }: Alerting): Said {
  return {
    subject: `${firmName}: something needs a look in Plumbline`,
    lines: [
      'Hello,',
      `In Plumbline of ${firmName} this is not well: ${ENGLISH[alertType]}`,
      'What exactly, and what to do, stands here:',
      url,
      'You get this letter once. When it is over, the same page says so.',
    ],
  }
}

const POLISH: Record<AlertType, string> = {
  performance: 'Przetwarzanie wiadomości trwa długo.',
  error_rate: 'Duża część wiadomości lub zapytań z ostatnich minut się nie powiodła.',
  memory: 'Program zajmuje więcej pamięci, niż powinien.',
  timeout: 'Zapytania lub sprawdzanie źródeł trwało zbyt długo i zostało przerwane.',
  queue_backup: 'Wiadomości czekają i nic nad nimi nie pracuje.',
  disk_space: 'Dysk serwera jest prawie pełny.',
  discovery_stalled: 'Źródło wiadomości nie jest już sprawdzane.',
  discovery_slow: 'Sprawdzanie źródła wiadomości trwa długo.',
  discovery_errors: 'Wiele prób odczytu źródła wiadomości się nie udaje.',
  discovery_failures: 'Źródła wiadomości nie udało się odczytać kilka razy z rzędu.',
  source_needs_person: 'Źródło wiadomości nie przyjmuje już hasła lub zgody i czeka na Ciebie.',
  inconsistent: 'Kontrola wykazała, że zapisane dane nie są ze sobą zgodne.',
  mirror_unreachable: 'Lustro Twoich zgłoszeń i klientów jest od pewnego czasu nieosiągalne.',
  mirror_stuck: 'Lustro Twoich zgłoszeń i klientów od pewnego czasu nie jest uzgadniane.',
  hook_off:
    'Innego systemu nie dało się wywołać przez trzy dni albo już go nie ma; o niczym się już nie dowiaduje.',
  model_cost: 'Modele językowe kosztowały dziś więcej, niż powinno ujść uwadze.',
  model_budget: 'Budżet na modele językowe jest wyczerpany; wszystko działa dalej bez nich.',
  model_failing: 'Model językowy zawodzi; wszystko działa dalej bez niego.',
  suggestions_failing: 'Dla części klientów nie udało się przygotować propozycji odpowiedzi.',
  suggestions_rejected: 'Niewiele proponowanych odpowiedzi jest wysyłanych bez zmian.',
  backup_failed: 'Ostatnia kopia zapasowa się nie udała.',
  backup_overdue: 'Od zbyt dawna nie powstała żadna kopia zapasowa.',
}

export function alertInPolish({ firmName, alertType, url }: Alerting): Said {
  return {
    subject: `${firmName}: coś w Plumbline wymaga uwagi`,
    lines: [
      'Dzień dobry,',
      `W Plumbline firmy ${firmName} coś nie działa, jak powinno: ${POLISH[alertType]}`,
      'Co dokładnie i co zrobić, jest tutaj:',
      url,
      'Ten list przychodzi raz. Gdy problem minie, powie o tym ta sama strona.',
    ],
  }
}
