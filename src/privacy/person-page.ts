import type { PersonData, PersonMessage } from './collect-person.ts'

/** The words of the page; in Polish for a firm in Poland. */
const words = {
  en: {
    title: (firm: string, name: string) => `What ${firm} keeps about ${name}`,
    made: 'Made on',
    nameless: 'somebody without a name',
    names: 'Names',
    addresses: 'Numbers and addresses',
    places: 'Places',
    messages: 'Messages',
    changes: 'Changes to these data',
    them: 'They',
    firm: 'The firm',
    unknown: 'A call',
    group: 'in a group; what others wrote there is theirs',
    urgency: 'understood as',
    none: 'None.',
    also: 'The same for programs is in data.json; files are in files/, and what came in, as it came, in as-received/.',
  },
  pl: {
    title: (firm: string, name: string) => `Co firma ${firm} przechowuje o: ${name}`,
    made: 'Sporządzono',
    nameless: 'osoba bez nazwy',
    names: 'Nazwy',
    addresses: 'Numery i adresy',
    places: 'Miejsca',
    messages: 'Wiadomości',
    changes: 'Zmiany tych danych',
    them: 'Ta osoba',
    firm: 'Firma',
    unknown: 'Połączenie',
    group: 'w grupie; słowa innych należą do nich',
    urgency: 'zrozumiano jako',
    none: 'Brak.',
    also: 'To samo dla programów jest w data.json; pliki są w files/, a to, co przyszło, w pierwotnej postaci – w as-received/.',
  },
} as const

/** A page that people can read in any browser, offline; it loads nothing. */
export function personPage({ firm, madeAt, customer, messages, changes }: PersonData): string {
  const language = firm.region === 'PL' ? 'pl' : 'en'
  const say = words[language]
  const when = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: firm.timeZone,
  })
  const names = [...new Set(customer.contactPoints.flatMap((point) => point.names.map(({ name }) => name)))]
  const title = say.title(firm.name, customer.name ?? say.nameless)
  const list = (items: string[]) =>
    items.length === 0 ? `<p>${say.none}</p>` : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`
  const message = (one: PersonMessage) => {
    const who = one.direction === 'out' ? say.firm : one.direction === 'in' ? say.them : say.unknown
    const files = one.files.map(
      ({ name }) => `<a href="files/${encodeURIComponent(name)}">${escaped(name)}</a>`,
    )
    return [
      `<article class="${one.direction ?? 'call'}"><p class="head"><b>${who}</b> · <time datetime="${one.at.toISOString()}">${when.format(one.at)}</time> · ${escaped(one.channel)} · ${escaped(one.kind)}${one.inGroup ? ` · ${say.group}` : ''}</p>`,
      one.text === '' ? '' : `<p>${escaped(one.text)}</p>`,
      one.transcript === null ? '' : `<p><i>${escaped(one.transcript)}</i></p>`,
      files.length === 0 ? '' : `<p>${files.join(', ')}</p>`,
      one.understood === null
        ? ''
        : `<p class="note">${say.urgency}: ${escaped(one.understood.urgency.value)}</p>`,
      '</article>',
    ].join('')
  }
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 46rem; padding: 0 1rem }
article { border-left: 3px solid #8888; margin: 1rem 0; padding: 0 0 0 .8rem }
article.in { border-color: #2a7 }
article p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
.head, .note { font-size: .85rem; opacity: .8 }
</style></head><body>
<h1>${escaped(title)}</h1>
<p>${say.made} ${when.format(madeAt)}. ${say.also}</p>
<h2>${say.names}</h2>${list(names.map(escaped))}
<h2>${say.addresses}</h2>${list(customer.contactPoints.map(({ value }) => escaped(value)))}
<h2>${say.places}</h2>${list(customer.properties.map(({ address, accessNote }) => escaped(accessNote === null ? address : `${address} – ${accessNote}`)))}
<h2>${say.messages} (${messages.length})</h2>${messages.map(message).join('\n')}
<h2>${say.changes}</h2>${list(changes.map(({ at, action }) => `${when.format(at)}: ${escaped(action)}`))}
</body></html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
