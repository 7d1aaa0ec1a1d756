import type { Phrase } from '../../recognise/time/atoms.ts'

const ASAP = [
  'jak ?naj(?:szybciej|predzej|wczesniej|szybsz\\w+|rychlej|wczesniejsz\\w+)',
  'najszybciej',
  'najszybsz\\w+ (?:mozliwy |wolny )?termin\\w*',
  'najpredzej',
  'najwczesniej(?:sz\\w+)?',
  'natychmiast\\w*',
  'pilnie',
  'piln(?:e|a|y|ej|ego)',
  'od zaraz',
  'na juz',
  'na wczoraj(?= potrzebn| najlepiej|[.!,]|$)',
  '(?:byc|przyjechac|przyjsc|przyjedzie|podjechac|podjedzie) (?:zaraz|teraz|od razu)',
  '(?:przyslac|przyslijcie|przyjechac|kogos|ktos|jedzcie|szybko|pomocy|pomozcie) (?:juz|zaraz|teraz)',
  'jedzcie szybko',
  'szybko blagam',
  'kto szybko (?:przyjedzie|pomoze)',
  'szybciutko',
  'im szybciej tym lepiej',
  '(?:do zrobienia|naprawic|i to|na) dzis\\b',
  'kto zyw',
  'w trybie najpiln\\w+',
  'macie najblizej',
  'najblizsze okno',
  'na cito',
  'asap',
  'najblizsz\\w+ (?:wolny |mozliwy |dostepny |wolne )?(?:termin\\w*|okienko)',
  'pierwszy (?:wolny|mozliwy|lepszy)',
  'pierwsze (?:wolne|lepsze)',
  'mozliwie (?:szybk\\w+|najszybciej|pilnie)',
  'jak mozna najszyb\\w+',
  'bezzwlocznie',
  'niezwlocznie',
  'w trybie (?:pilnym|awaryjnym)',
  'prosze (?:o )?(?:szybk\\w+|pospiech)',
  'szybk(?:im|i) (?:terminie|termin|czasie)',
  'szybka interwencj\\w+',
  'byle szybko',
  'pospieszcie\\w*',
  'pospieszyc',
  'predzej',
  'jeszcze dzisiaj',
  'przyjedzcie (?:juz|zaraz|szybko|teraz|wreszcie|w koncu)',
  '(?:teraz|juz) zaraz',
  'zaraz,? (?:juz|teraz)',
  'w ciagu (?:godziny|godzinki|dwoch godzin|pol godziny)',
  'ekspresowo',
  'jak szybko',
  'w miare szybko',
  'co predzej',
  'zeby ktos juz',
  'potrzebuje (?:na )?(?:juz|teraz)',
]

const FLEXIBLE = [
  'obojetn\\w+',
  'dowoln\\w+',
  'kiedykolwiek',
  'przy okazji',
  'w wolnej chwili',
  'wolnej chwili',
  'elastyczn\\w+',
  'bez roznicy',
  'wszystko jedno',
  'kazdy (?:dzien|termin)',
  'kazd\\w+ (?:rank\\w+|popoludni\\w+|wieczor\\w*)',
  'w kazdy dzien',
  'o kazdej porze',
  'w kazdej chwili',
  '(?:w )?dogodny\\w*(?: dla (?:was|pana|pani|panstwa))? termin\\w*|w dogodnym(?: dla \\w+)? terminie|termin\\w* dogodn\\w+',
  '(?:w|po \\d{1,2}\\S* w) (?:dni robocze|dni powszednie)',
  'w tygodniu(?= (?:tylko |najlepiej |raczej )?(?:po|od|do|przed|rano|wieczor\\w*|popoludni\\w*)\\b)',
  'codziennie(?= (?:(?:po|od|do|przed) (?:\\d|[a-z]+ej\\b)|popolud\\w+|rano|wieczor\\w*|jestem|ktos))',
  '(?:poniedzialki|wtorki|czwartki|piatki)(?: i \\w+)? (?:mam woln\\w+|mi pasuja|pasuja|jestem)',
  '(?:jak|gdy|kiedy|jesli|kiedys jak) (?:pan |pani |panowie |ktos |panstwo |juz |tylko |ekipa |ktorys )?(?:bedzie|bedziecie|beda|bedziesz|bede|bylibyscie|bylby)(?: pan| panstwo| ktos)? (?:w okolicy|w poblizu|przejezdza\\w*|gdzies|obok|kolo|blisko|mial\\w* (?:czas|chwile|wolne|okienko)|mieli|w naszych|niedaleko|po drodze|wolny|luz\\w*|pan|wam|panstw\\w+|pasowal\\w*)',
  '(?:kiedy|jak) (?:panu|pani|wam|panstwu|tylko) (?:bedzie )?(?:pasuje|wygodnie|pasowac|pasowalo|odpowiada|po drodze)',
  '(?:kiedy|jak) (?:pan |pani |panstwo |tylko )?(?:moze|moga|znajdzie\\w*|znajda|chce\\w*|woli\\w*)(?=(?: (?:czas|chwile|wolna chwile))?(?:[,.!]|$| (?:ja|my|to)\\b))',
  'kiedy chcecie',
  'kiedy (?:bedzie )?(?:wygodnie|wam pasuje)',
  'dostosuj\\w+ sie',
  'dopasuj\\w+ sie',
  'termin do (?:ustalenia|uzgodnienia)',
  'jak (?:bedzie|wam|panu) wygodnie',
  'jestem (?:caly czas|codziennie|zawsze|na emeryturze)',
  'emeryt(?:ka)? jestem',
  'jak pan bedzie przejezdzal',
  'jak pan znajdzie chwile',
  'kiedy (?:wpadniecie|mozecie (?:to )?(?:wpadnijcie|zajrzyjcie))',
]

/** Words that point back at a day or a time: "proszę się wtedy umówić", "dopiero potem". */
export const thenPhrases: Phrase[] = [
  {
    pattern:
      /\b(?:dopiero (?:potem|pozniej)|(?:potem|pozniej|po tym terminie|po powrocie)(?= (?:prosze|moge|mozna|mozecie|dowoln|obojetn|jestem|bede|chetnie|pasuje|juz)))\b/g,
    read: () => ({ kind: 'then', side: 'after' }),
  },
  { pattern: /\bdo (?:tego czasu|tej pory)\b/g, read: () => ({ kind: 'then', side: 'by' }) },
  { pattern: /\bprzed tym (?:terminem|dniem)\b/g, read: () => ({ kind: 'then', side: 'before' }) },
  {
    pattern:
      /\b(?:(?:prosze|moze|mozna|moge|mozecie|najlepiej|bym|by) (?:sie )?(?:o wizyte |przyjechac |przyjsc )?wtedy|wtedy (?:prosze|moge|mozna|moze|najlepiej|chetnie|trzeba|pasuje|by))\b/g,
    read: () => ({ kind: 'then', side: null }),
  },
]

/** Wishes that need no calendar: as soon as possible, and whenever it suits. */
export const wishPhrases: Phrase[] = [
  {
    pattern: new RegExp(`\\b(?:${ASAP.join('|')})\\b`, 'g'),
    read: (m, _now, text) => {
      const before = text.slice(Math.max(0, m.index - 18), m.index)
      const after = text.slice(m.index + m[0].length, m.index + m[0].length + 12)
      return /\b(?:nic|nie|nie jest|nie jest to|nie az tak|srednio|malo|to nie|bardzo nie)\s$/.test(before) ||
        /^ nie jest|^ nie\b/.test(after) ||
        (m[0].endsWith('najwczesniej') && /^ (?:we?|o|od|po|jutro|pojutrze)\b/.test(after))
        ? null
        : { kind: 'asap' }
    },
  },
  {
    pattern: new RegExp(`\\b(?:${FLEXIBLE.join('|')})\\b`, 'g'),
    read: (m, _now, text) =>
      /^bez roznicy$/.test(m[0]) && /^ w cenie/.test(text.slice(m.index + m[0].length))
        ? null
        : { kind: 'flexible' },
  },
]
