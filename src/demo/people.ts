import type { Chance } from './chance.ts'
import { companies, feminine, firstNames, lastNames, streets } from './names.ts'
import type { Persona, Role } from './story.ts'
import { englishVoices, polishVoices, type Voice } from './voice.ts'

/** Someone who writes or calls. All names and numbers are invented; the numbers are the 555-01xx of each area. */
export type Person = {
  role: Role
  first: string
  last: string
  gender: 'f' | 'm'
  /** Name in the firm's address book on the day of the export; empty for someone who was never saved. */
  saved: string
  /** E.164, a short code, or empty for a withheld number. */
  number: string
  /** Another number of the same person, or null. */
  second: string | null
  /** `412 Alder St` */
  address: string
  street: string
  /** `2B` */
  unit: string
  company: string
  voice: Voice
}

/** The firm itself. Ray owns it, Denise answers, Ken and Marek drive; Marek speaks Polish. */
export const firm = {
  name: 'Millrace Plumbing & Heating',
  short: 'Millrace',
  town: 'Wendell Grove',
  office: 'Denise',
  owner: 'Ray',
  number: '+18475550100',
  cell: '+18475550101',
  techs: ['Ken', 'Marek'],
} as const

/** The firm's own people, as they appear in the crew's group. */
export const crew: Record<'ray' | 'ken' | 'marek', Person> = {
  ray: employee('Ray', 'Hollis', '+18475550102', 'bare'),
  ken: employee('Ken', 'Tolliver', '+18475550103', 'lower'),
  marek: employee('Marek', 'Zieliński', '+18475550104', 'careful'),
}

/** Makes people, each with a number of their own; the n-th person is the same whatever was asked between. */
export type Directory = {
  person(role: Role): Person
  persona(name: Persona): Person
  /** How many have been made. */
  count(): number
}

/** Numbers 0100 to 0109 are the firm's. */
const FIRST_LINE = 110
const LINES = 200 - FIRST_LINE

/** Area codes, those round the firm first, so that a small firm's customers are its neighbours. */
const areas = (
  '847 224 630 331 708 773 312 872 815 779 464 262 414 920 608 219 574 260 765 309 217 618 563 319 515 641 712 ' +
  '313 248 586 734 810 517 616 269 231 989 906 715 534 612 651 763 952 507 218 320 314 636 573 660 816 417 913 ' +
  '785 620 316 402 308 531 605 701 406 307 303 720 970 719 801 385 435 208 986 503 971 541 458 206 253 425 360 ' +
  '509 216 440 330 234 419 567 614 380 740 220 513 937 326 502 270 364 606 859 615 629 731 865 423 931 901 205'
).split(' ')

/** More people than this cannot be told apart by number. */
export const peopleMax = areas.length * LINES

/** Opens an empty directory; it throws an Error beyond `peopleMax` people. */
export function openDirectory(chance: Chance): Directory {
  let made = 0
  /** Of people, companies and contacts, so that none is given twice. */
  const names = new Set(Object.values(personas).map((one) => `${one.first} ${one.last}`))

  function nextNumber(): string {
    if (made >= peopleMax) throw new Error(`There are only ${peopleMax} numbers to give out`)
    // Four areas at a time, so that neighbours share area codes and the list is not in order of age.
    const block = Math.floor(made / (4 * LINES))
    const within = made % (4 * LINES)
    made++
    return `+1${areas[block * 4 + (within % 4)]}5550${FIRST_LINE + ((Math.floor(within / 4) * 37) % LINES)}`
  }

  /** A name that nobody has yet, as far as there are enough of them. */
  function nextName(language: 'en' | 'pl', gender: 'f' | 'm', draw: Chance): [first: string, last: string] {
    for (let tries = 0; ; tries++) {
      const first = draw.pick(firstNames[language][gender])
      const born = draw.pick(lastNames[language])
      const last = language === 'pl' && gender === 'f' ? feminine(born) : born
      if (names.has(`${first} ${last}`) && tries < 40) continue
      names.add(`${first} ${last}`)
      return [first, last]
    }
  }

  /** A company of that trade; when all have been given out, their branches follow. */
  function nextCompany(role: Role, street: string, draw: Chance): string {
    const trade = companies[role as keyof typeof companies]
    if (!trade) return ''
    const free = trade.filter((company) => !names.has(company))
    const company = free.length > 0 ? draw.pick(free) : `${draw.pick(trade)} ${street}`
    names.add(company)
    return company
  }

  function person(role: Role): Person {
    const number = nextNumber()
    const draw = chance.fork(made)
    const gender = draw.odds(0.55) ? 'f' : 'm'
    const polish = role === 'polish'
    const [first, last] = nextName(polish ? 'pl' : 'en', gender, draw)
    const address = `${draw.int(1, 28) * draw.int(7, 83)} ${draw.pick(streets)}`
    const street = address.replace(/^\d+ (.*) \w+$/, '$1')
    const shortCode = role === 'spam' && draw.odds(0.5)
    const someone: Person = {
      role,
      first,
      last,
      gender,
      saved: '',
      number: role === 'withheld' ? '' : shortCode ? `555${draw.int(10, 99)}` : number,
      second: null,
      address,
      street,
      unit: `${draw.int(1, 4)}${draw.pick(['A', 'B', 'C', 'D', 'F', 'R'])}`,
      company: nextCompany(role, street, draw),
      voice: draw.pick(polish ? polishVoices : englishVoices),
    }
    const saved = savedAs(someone, draw)
    someone.saved =
      names.has(saved) && saved !== `${first} ${last}` && saved !== someone.company
        ? `${first} ${last}`
        : saved
    names.add(saved)
    return someone
  }

  return {
    person,
    persona: (name) => ({ ...person('owner'), ...personas[name], role: name }),
    count: () => made,
  }
}

/** What particular people are called; the rest is drawn. */
const personas: Record<Persona, Partial<Person>> = {
  alvarez: {
    ...named('Teresa', 'Alvarez', 'f', 'careful'),
    saved: 'Mrs Alvarez',
    second: '+18475550106',
    address: '88 Tannery Ln',
    street: 'Tannery',
  },
  kessler: { ...named('Pat', 'Kessler', 'f', 'careful'), saved: 'Pat & Lou Kessler' },
  raman: { ...named('Priya', 'Raman', 'f', 'careful'), saved: 'Priya Raman', second: '+13125550105' },
  dunn: { ...named('Kelly', 'Dunn', 'f', 'lower'), saved: 'Kelly Dunn' },
  brandt: {
    ...named('Walt', 'Brandt', 'm', 'careful'),
    saved: 'Walt Brandt (3 flats)',
    address: '19 Foundry St',
  },
  dietz: {
    ...named('Carol', 'Dietz', 'f', 'careful'),
    saved: 'Carol Dietz - Linden Court',
    company: 'Linden Court Apartments',
    address: '700 Linden Ct',
  },
  petrakis: {
    ...named('Gus', 'Petrakis', 'm', 'bare'),
    saved: 'Gus - Petrakis Grill',
    company: 'Petrakis Grill',
    address: '31 Depot St',
  },
  preschool: {
    ...named('Monica', 'Ferris', 'f', 'careful'),
    saved: 'Wendell Grove Community Preschool and Family Center',
    company: 'Wendell Grove Community Preschool',
    address: '240 Schoolhouse Rd',
  },
  nowak: { ...named('Halina', 'Nowak', 'f', 'careful'), saved: 'Pani Nowak', address: '57 Quarry St' },
  corbett: {
    ...named('Dale', 'Voss', 'm', 'bare'),
    saved: 'Corbett Pipe Supply: "Dale" counter',
    company: 'Corbett Pipe Supply',
  },
}

/** A name as a busy plumber saves it, or nothing. */
function savedAs(person: Person, draw: Chance): string {
  const { role, first, last, company } = person
  if (role === 'spam' || role === 'stranger' || role === 'withheld') return ''
  if (role === 'manager' || role === 'restaurant' || role === 'business' || role === 'supplier')
    return draw.odds(0.85) ? draw.pick([company, `${first} - ${company}`, `${company} (${first})`]) : ''
  if (role === 'inspector') return `Inspector ${last}`
  const full = `${first} ${last}`
  if (role === 'landlord')
    return draw.odds(0.9) ? draw.pick([full, `${full} (landlord)`, `${first} ${last} rentals`]) : ''
  if (!draw.odds(role === 'tenant' ? 0.4 : 0.64)) return ''
  const title =
    person.gender === 'f' ? (role === 'polish' ? 'Pani' : 'Mrs') : role === 'polish' ? 'Pan' : 'Mr'
  return draw.pick([
    full,
    full,
    full,
    full,
    full,
    `${full} - ${person.street}`,
    `${first} ${person.street}`,
    `${title} ${last}`,
    `${first} ${last.slice(0, 1)}`,
    `${full} - Cell`,
    `${last}, ${first}`,
  ])
}

function named(first: string, last: string, gender: 'f' | 'm', voice: Voice) {
  return { first, last, gender, voice }
}

function employee(first: string, last: string, number: string, voice: Voice): Person {
  const nowhere = { second: null, address: '', street: '', unit: '', company: firm.name }
  return { role: 'crew', ...named(first, last, 'm', voice), saved: `${first} ${last}`, number, ...nowhere }
}
