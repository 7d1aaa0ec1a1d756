import { type AlertLetter, alertInEnglish, alertInPolish } from './alert-letter.ts'

/**
 * A letter of the program itself. `url` works once, with its token behind the #, but for an alert's, which leads to a page;
 * `region` is the firm's country.
 */
export type Letter = { to: string; region: string; url: string } & (
  | { kind: 'invitation'; firmName: string; madeBy: string }
  | { kind: 'email_proof'; name: string }
  | { kind: 'lost_password' }
  | AlertLetter
)

/** What is said in a letter, as plain text: in Polish to firms in Poland, in English to others. */
export function write(letter: Letter): { subject: string; text: string } {
  const { subject, lines } = letter.region === 'PL' ? inPolish(letter) : inEnglish(letter)
  return { subject: oneLine(subject), text: `${lines.map(oneLine).join('\n\n')}\n` }
}

/** Subject and paragraphs. */
export type Said = { subject: string; lines: string[] }

function inEnglish(letter: Letter): Said {
  switch (letter.kind) {
    case 'invitation':
      return {
        subject: `${letter.firmName} asks you to join them in Plumbline`,
        lines: [
          'Hello,',
          `${letter.madeBy} asks you to join ${letter.firmName} in Plumbline, where the firm answers its customers. This link lets you in; it works once, within a week:`,
          letter.url,
          'If you do not know them, do nothing: without the link nobody joins in your name.',
        ],
      }
    case 'email_proof':
      return {
        subject: 'Is this your e-mail address?',
        lines: [
          'Hello,',
          `In Plumbline, ${letter.name} says that this is their e-mail address. If that is you, open this link; it works once, within a day:`,
          letter.url,
          'If it is not you, do not open it.',
        ],
      }
    case 'lost_password':
      return {
        subject: 'Your way back into Plumbline',
        lines: [
          'Hello,',
          'Somebody asked for a new password for this e-mail address in Plumbline. This link signs you in, once, within an hour; then set a new one:',
          letter.url,
          'If it was not you, do nothing: your password stays as it is.',
        ],
      }
    case 'alert':
      return alertInEnglish(letter)
  }
}

function inPolish(letter: Letter): Said {
  switch (letter.kind) {
    case 'invitation':
      return {
        subject: `Zaproszenie do firmy ${letter.firmName} w Plumbline`,
        lines: [
          'Dzień dobry,',
          `${letter.madeBy} zaprasza do firmy ${letter.firmName} w Plumbline, gdzie firma odpowiada swoim klientom. Ten link wpuszcza raz, w ciągu tygodnia:`,
          letter.url,
          'Jeśli to ktoś nieznany, wystarczy nic nie robić: bez linku nikt nie dołączy pod tym nazwiskiem.',
        ],
      }
    case 'email_proof':
      return {
        subject: 'Czy to Twój adres e-mail?',
        lines: [
          'Dzień dobry,',
          `W Plumbline ${letter.name} podaje ten adres e-mail jako swój. Jeśli to Ty, otwórz ten link; działa raz, przez jeden dzień:`,
          letter.url,
          'Jeśli to nie Ty, nie otwieraj go.',
        ],
      }
    case 'lost_password':
      return {
        subject: 'Powrót do Plumbline',
        lines: [
          'Dzień dobry,',
          'Ktoś poprosił o nowe hasło dla tego adresu e-mail w Plumbline. Ten link loguje raz, w ciągu godziny; potem ustaw nowe hasło:',
          letter.url,
          'Jeśli to nie Ty, nic nie rób: hasło pozostanie bez zmian.',
        ],
      }
    case 'alert':
      return alertInPolish(letter)
  }
}

/** Names are what people typed: none of them begins a line or a header of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
