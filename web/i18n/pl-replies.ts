import type { Text } from './en.ts'
import type { repliesInEnglish } from './en-replies.ts'

/** In Polish: answering a conversation. */
export const repliesInPolish: Record<keyof typeof repliesInEnglish, Text> = {
  'reply.label': 'Twoja odpowiedź',
  'reply.field': 'Odpowiedź',
  'reply.placeholder': 'Napisz odpowiedź…',
  'reply.send': 'Wyślij',
  'reply.send.keys': 'Wyślij (Ctrl lub ⌘ i Enter)',
  'reply.by.email': 'E-mail z {from} do {to} · {subject}',
  'reply.by.google-voice': 'SMS z {from} do {to}, przez Google Voice; puste wiersze są pomijane',
  'reply.parts': { one: '{n} część', few: '{n} części', many: '{n} części', other: '{n} części' },
  'delivery.delivered': 'Serwer odbiorcy przyjął: {time}',
  'delivery.opened': 'Otwarte: {time}; mógł to zrobić program',
  'delivery.complained':
    'Odbiorca oznaczył tę wiadomość jako spam: {time}. Lepiej nic więcej tam nie wysyłać.',
  'delivery.bounced': 'Wiadomość wróciła ({time}): {why}. Nikt jej tam nie przeczytał.',
  'delivery.partly_refused':
    'Nie wszyscy to dostali ({time}): jednego z odbiorców odrzucono. Do pozostałych dotarło.',
  'delivery.why.no_mailbox': 'nie ma takiej skrzynki',
  'delivery.why.mailbox_full': 'skrzynka jest pełna',
  'delivery.why.refused': 'serwer odbiorcy jej nie przyjął',
  'delivery.why.no_server': 'żaden serwer nie przyjmuje poczty dla tego adresu',
  'delivery.why.not_in_time': 'serwer odbiorcy nie przyjął jej na czas',
  'delivery.why.unknown': 'nie wiadomo dlaczego',
  'reply.onTheWay': 'Jeszcze niewysłane',
  'reply.of': 'Odpowiedź: {who}',
  'reply.waiting': '{who}: zaraz zostanie wysłana',
  'reply.sending': '{who}: jest wysyłana',
  'reply.again': 'Kolejna próba za {span}.',
  'reply.failed': 'Nie wysłano ({who}).',
  'reply.unsure':
    'Połączenie zerwało się podczas wysyłania ({who}) i nie wiadomo, czy wiadomość wyszła. Sprawdź wśród wysłanych na koncie i daj znać.',
  'reply.undo': 'Cofnij',
  'reply.retry': 'Wyślij mimo to',
  'reply.takeBack': 'Wycofaj',
  'reply.wasSent': 'Została wysłana',
  'reply.wasNot': 'Nie została: wyślij',
  'reply.trouble.reply_overtaken': 'Klient w międzyczasie znów napisał: najpierw to przeczytaj.',
  'reply.trouble.recipient_refused': 'Serwer poczty nie przyjmuje wiadomości na ten adres.',
  'reply.trouble.content_refused': 'Serwer poczty nie przyjmuje tej wiadomości.',
  'reply.trouble.source_not_asked': 'Konta, z którego miała wyjść, już nie ma.',
  'reply.trouble.source_unreachable': 'Konto jest nieosiągalne.',
  'reply.trouble.source_timeout': 'Konto nie odpowiedziało na czas.',
  'reply.trouble.source_busy': 'Konto prosi, aby poczekać.',
  'reply.trouble.source_credentials_refused':
    'Konto nie przyjmuje hasła lub innego klucza, albo nie wolno mu wysyłać.',
  'reply.trouble.source_gone': 'To konto niczego nie wysyła.',
  'reply.trouble.source_unreadable': 'Konto nie przyjmuje tej wiadomości.',
  'reply.none.nobody_known': 'Nie wiadomo, kto jest po drugiej stronie: nie ma dokąd odpowiedzieć.',
  'reply.none.no_forwarded_text':
    'Aby odpowiadać tutaj, włącz w Google Voice przekazywanie SMS-ów na konto Gmail, które jest źródłem; do tego czasu odpowiadaj w Google Voice.',
  'reply.none.group_text': 'Google Voice nie przyjmuje stąd odpowiedzi do grup: odpowiedz w Google Voice.',
  'reply.none.agent_chat': 'Na czat z agentem AI nie można stąd odpowiedzieć.',
  'reply.none.automatic_sender': 'Wysłała to maszyna; nikt nie przeczyta odpowiedzi.',
  'reply.none.sender_forged':
    'Ta wiadomość nie jest od tego, za kogo się podaje. Skontaktuj się z klientem znanym numerem lub adresem.',
  'reply.none.own_address': 'To własny adres firmy.',
  'reply.none.source_not_asked':
    'Konto, z którego to przyszło, jest wstrzymane, czeka na kogoś albo zostało usunięte: zobacz Źródła.',
  'reply.none.no_outgoing_server':
    'Dla tej skrzynki nie ustawiono serwera poczty wychodzącej: usuń ją w Źródłach i dodaj ponownie z takim serwerem; nic się nie podwoi.',
  'vouch.says': 'Podaje się za {address} i stoi osobno od tego, co naprawdę przyszło z tego adresu.',
  'vouch.do': 'To naprawdę oni',
  'vouch.done': 'Wiadomości z {address} trafiają odtąd do ich właściciela',
  'help.reply': 'Odpowiedz',
  'help.suggestion.send': 'Wyślij proponowaną odpowiedź',
  'help.suggestion.edit': 'Zmień proponowaną odpowiedź',
  'help.suggestion.another': 'Zaproponuj inną odpowiedź',
  'help.suggestion.none': 'Odłóż proponowaną odpowiedź',
}
