import type { Spotted } from './emails.ts'

/** Postal addresses with a house number: American, British and Australian by street word, Polish by form. */
export function addressesIn(text: string, folded: string, polish: boolean): Spotted<string>[] {
  const found: Spotted<string>[] = []
  const add = (start: number, end: number, score: number) => {
    const tail = /[\s,.;:-]+$/.exec(text.slice(start, end))
    const stop = end - (tail ? tail[0].length : 0)
    if (
      stop > start &&
      found.length < ADDRESSES_MAX &&
      !found.some((other) => other.start < stop && start < other.end)
    )
      found.push({ value: text.slice(start, stop).replace(/\s+/g, ' '), start, end: stop, score })
  }
  if (polish) polishAddresses(text, folded, add)
  englishAddresses(text, folded, add)
  return found.sort((a, b) => a.start - b.start)
}

const ADDRESSES_MAX = 10
type Add = (start: number, end: number, score: number) => void

const PL_NUMBER =
  '\\d{1,4}[a-z]?(?: ?[/-] ?\\d{1,4}[a-z]?){0,2}(?:,? ?(?:m\\.?|lok\\.?|lokal|mieszkani[ae]|mieszk\\.?) ?(?:nr )?\\d{1,4}[a-z]?)?(?!\\d|:\\d|%)(?:,? \\d{2}-\\d{3}(?: [a-z]{3,20})?)?'
const PL_PREFIXED = new RegExp(
  `\\b(?:(?:ul|al|pl|os)(?:\\. ?| )|(?:ulica|ulicy|ulice|aleja|alei|aleje|alejach|plac|placu|osiedle|osiedlu|rondo|rondzie) )(?:\\d{1,2} )?[a-z][a-z.-]{0,24}(?: [a-z.][a-z.-]{0,24}){0,3}?(?: \\d{4} r\\.?)?,? (?:nr |numer )?${PL_NUMBER}`,
  'g',
)
const PL_BARE = new RegExp(
  `(?<![\\w-])(?:[a-z]{2,20}\\.? )?([a-z][a-z-]{2,24})(?: (?:ii|iii|i))? (?:nr |numer )?(${PL_NUMBER})`,
  'g',
)
/** Streets named after a day: "3 Maja 4", "11 Listopada 22/5". */
const PL_DAY_STREET = new RegExp(
  `(?<![\\d.-])\\b(?:(?:1|3) maja|(?:11|29) listopada|(?:1|6|15) sierpnia|17 stycznia|19 lutego) ${PL_NUMBER}(?! ?(?:rano|wieczorem|po|lub|albo))`,
  'g',
)
/** Words that begin the name of a street and do not end it: "Jana Pawła II", "Księcia Janusza", "Bitwy Warszawskiej". */
const PL_FIRST_WORDS = new Set(
  'jana ksiecia ksieznej krola krolowej swietego swietej sw gen generala ks ksiedza kard kardynala prymasa biskupa marszalka hetmana pulkownika plk mjr majora kpt kapitana dr doktora prof profesora bitwy nowy nowa stary stara wojska armii powstancow obroncow unii rodziny dywizjonu pulku batalionu wladyslawa stanislawa kazimierza adama juliusza henryka marii emilii ludwika franciszka stefana tadeusza ignacego jozefa'.split(
    ' ',
  ),
)
/** What stands before a street that is told as an address, and what after its number. */
const PL_TOLD_BEFORE =
  /(?:^|[,;:(]\s?|[.!?\n]\s?|\b(?:na|przy|adres\w*|to|jestesmy|mieszkam\w*|z|ze|pod|tu|tutaj|lokal|adresem|bloku?|wspolnota|zarzadca|dozorca)\s)$/
const PL_TOLD_AFTER = /^\s*(?:[,.;:)\n]|$|(?:m|lok|kl|klatka|tel|domofon|mieszkanie)\b)/
const PL_WORD_NUMBER =
  'jeden|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec|dziesiec|jedenascie|dwanascie|trzynascie|czternascie|pietnascie|szesnascie|siedemnascie|osiemnascie|dziewietnascie|dwadziescia|trzydziesci|czterdziesci|piecdziesiat|szescdziesiat|siedemdziesiat|osiemdziesiat|dziewiecdziesiat|sto|dwiescie|trzysta'
const PL_SPOKEN = new RegExp(
  `\\b(?:ulica|ulicy|aleja|alei|plac|placu) (?:[a-z]{3,20} ){1,3}?(?:${PL_WORD_NUMBER})(?: (?:${PL_WORD_NUMBER})){0,3}(?: (?:mieszkania|mieszkanie|lokal|lokalu|m) (?:${PL_WORD_NUMBER})(?: (?:${PL_WORD_NUMBER})){0,2})?\\b`,
  'g',
)
const PL_STREET_END =
  /(?:sk|ck|dzk|ow|n|cz|zk|ln|rn|dn|sn)(?:a|iej|ej)$|(?:iego|ego|ich|ych|icza|ow|owa|owej|na|nia|awa|awska|wa|za|sza|ska)$/
const PL_UNIT_AFTER =
  /^ ?(?:lat|lata|stopn|st\b|zl|pln|dni|dzien|tygod|mies|godz|min|raz|osob|sztuk|szt|pietr|litr|kw|m2|metr|cm|mm|bar|%|rok|roku|h\b|l\b|tys|grzejnik|kaloryf|lokal[ei]|mieszkan(?:ia|iach)\b(?! \d)|pokoj|pok\b|procent|kilo|wiad|pkt|x\b|:\d|stycz|lut|mar[cz]|kwie|maj|czerw|lip|sierp|wrzes|pazdz|listop|grud|kropl|dob|sek)/
const PL_NOT_STREET =
  /^(?:klatka|klatki|kuchnia|strona|wanna|faktura|faktury|brama|godzina|godzinie|sobota|zimna|ciepla|druga|pierwsza|trzecia|lazienka|toaleta|wizyta|cena|kwota|suma|rata|liczba|temperatura|numer|okolo|tylko|jakies|ponad|chyba|rano|pietro|poziom|pokoje|mieszkania|budynek|budynku|blok|bloku|klasa|sala|sali|moja|nasza|minus|plus|mama|babcia|ma|na|za|dla|ona|pompa|woda|awaria|nowa|stara|cala|calej|rura|rury|jedna|oferta|oferty|numerze|vaillant|junkers|viessmann|buderus|ariston|termet|beretta|immergas|saunier|bosch|daikin|toshiba|samsung|geberit|grohe|model|typ|punkt|pozycja|etap|garaz|segment|domek|dom|dzialka|reklamacja|reklamacji|wtorek|sroda|srode|czwartek|piatek|sobote|niedziela|niedziele|poniedzialek|styczen|luty|marzec|kwiecien|maj|czerwiec|lipiec|sierpien|wrzesien|pazdziernik|listopad|grudzien|trwa|mamy|sprawa|zlecenie|umowa|umowy|kabina|hala|norma|para|kolejna|ostatnia|przyszla|srednica|moc|mocy|wysokosc|dlugosc|szafa|szafy|co|komora|lada|witryna|zmywarka|pralka|lodowka|winda|ekipa|koszt|osoba|osoby|dziewczyna|corka|corki|zona|wnuczka|wersja|seria|seryjny|kod|kodu|bramki|domofonu|domofon|wewn|wewnetrzny|tel|telefon|nr|data|dnia|od|do|po|o|ok|ich|nich|tych|takich|samych|grzejnikow|kaloryferow|lokali|mieszkan|osob|dni|sztuk|punktow|okien|pokoi|lat|wszystkich|obu|tego|naszego|calego|jego|mojego|jednego|zadnego|niczego|kazdego|pilnego|innego|biurowego|stara|dobra|okna|bateria|umywalka|spluczka|klima|dolna|gorna|lewa|prawa|wola|ochota|praga|wesola|roczna|letnia|miesieczna|sprezarka|pianka|dioda|lampka|kontrolka|alarmowa|ustawiona|nastawiona|pokazuje|wskazuje|ponizej|powyzej)$/

/** Everyday words that are streets of Warsaw too, when written with a capital. */
const AS_STREET_TOO = /^(?:dobra|zimna|ciepla|nowa|stara|wola)$/
const hasUnit = (number: string) => /[/]|m\.? ?\d|lok|mieszk/.test(number)
const isCapital = (text: string, at: number) => /^\p{Lu}/u.test(text.slice(at, at + 1))

function polishAddresses(text: string, folded: string, add: Add): void {
  for (const match of folded.matchAll(PL_PREFIXED))
    if (!/\b(?:minus|plus|prosze|jest|mam|nie)\b/.test(match[0]))
      add(match.index, match.index + match[0].length, 0.95)
  for (const match of folded.matchAll(PL_DAY_STREET)) {
    const word = match[0].search(/[a-z]/)
    if (isCapital(text, match.index + word)) add(match.index, match.index + match[0].length, 0.8)
  }
  for (const match of folded.matchAll(PL_SPOKEN)) add(match.index, match.index + match[0].length, 0.75)
  for (const match of folded.matchAll(PL_BARE)) {
    const street = match[1] ?? ''
    const number = match[2] ?? ''
    const end = match.index + match[0].length
    const numberAt = end - number.length
    if (
      PL_UNIT_AFTER.test(folded.slice(end)) ||
      (PL_NOT_STREET.test(street) &&
        !(
          AS_STREET_TOO.test(street) &&
          (hasUnit(number) || isCapital(text, folded.lastIndexOf(street, numberAt)))
        )) ||
      /^0/.test(number)
    )
      continue
    if (/^\d{1,4}$/.test(number) && /^[ .,][\d#]{3}|^[ .,]\d{3}\b|^[,.]\d/.test(folded.slice(end))) continue
    const streetAt = folded.lastIndexOf(street, numberAt)
    const capital = /^\p{Lu}/u.test(text.slice(streetAt))
    const allCaps = /^\p{Lu}{2,}/u.test(text.slice(streetAt, streetAt + street.length))
    const withUnit = hasUnit(number)
    const looksStreet = PL_STREET_END.test(street) && street.length > 4
    const before = text.slice(match.index, streetAt).trim()
    const first =
      before !== '' &&
      PL_FIRST_WORDS.has(folded.slice(match.index, match.index + before.length).replace('.', ''))
    const told =
      capital &&
      !allCaps &&
      street.length > 3 &&
      PL_TOLD_BEFORE.test(folded.slice(Math.max(0, streetAt - 14), streetAt)) &&
      PL_TOLD_AFTER.test(folded.slice(end))
    if (
      !(
        told ||
        (first && capital) ||
        (capital && !allCaps && (looksStreet || withUnit)) ||
        (allCaps && street.length === 3) ||
        (withUnit && street.length > 3) ||
        (looksStreet && /(?:sk|ck|dzk)(?:a|iej)$|(?:iego)$/.test(street))
      )
    )
      continue
    if (
      capital &&
      !withUnit &&
      !told &&
      !first &&
      /(?:^|[.!?]\s|\n)$/.test(text.slice(0, streetAt)) &&
      !/(?:sk|ck|dzk|ow|n)(?:a|iej|ej)$|(?:iego|ego)$/.test(street)
    )
      continue
    const two =
      first ||
      (/^\p{Lu}\p{Ll}/u.test(before) &&
        capital &&
        !/(?:^|[.!?,:;]\s*|\n)$/.test(text.slice(0, match.index)) &&
        /(?:ych|ego|iego|ej|wy|na|a|i)$/.test(before))
    add(two ? match.index : streetAt, end, capital || withUnit ? 0.85 : 0.7)
  }
}

const EN_SUFFIX =
  'route|rte|street|str|st|avenue|ave|av|road|rd|drive|dr|lane|ln|boulevard|blvd|court|ct|crescent|cres|circle|cir|place|pl|terrace|terr|ter|parkway|pkwy|highway|hwy|square|sq|trail|trl|way|close|gardens|gdns|grove|gr|mews|row|hill|parade|pde|quay|loop|alley|broadway|crossing|xing|ridge|landing|turnpike|tpke|pike|plaza|walk|rise|bend|run|cove|path|point|esplanade|heights|hts|extension|concession|line|commons|park|green|view|wharf|harbour|glen|hollow|fork|creek|branch|bluff|trace|pass|canyon|mill|cottages?|villas?|gate|yard|mount|vale|fields?|meadows?|chase|concourse|mansions|buildings|house'
const EN_WEAK =
  /^(?:way|close|row|hill|run|park|green|view|path|point|line|rise|walk|bend|loop|mill|pass|branch|creek|fork|pike|place|court|drive|extension|concession|commons|glen|hollow|cove|trace|heights|av|gr|landing|harbour|square|circle|crossing|ridge|plaza|cottages?|villas?|gate|yard|mount|vale|fields?|meadows?|chase|concourse|mansions|buildings|house)$/
const EN_ADDRESS = new RegExp(
  `(?<![\\w$.,/:-])(?:(?:flat|unit|apt|suite) \\w{1,5},? )?(\\d{1,5}(?:[-/]\\d{1,5})?[a-z]?) ((?:(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|old|new|st)\\.? ){0,2}(?:[a-z0-9'.-]{1,18} ){0,3}?(?:(?:${EN_SUFFIX}) )?)(${EN_SUFFIX})\\b\\.?(?: (?:n|s|e|w|ne|nw|se|sw|north|south|east|west)\\b)?(?:,? (?:#|(?:apt|apartment|unit|suite|ste|flat|fl|floor|rm|room|no|lot|spc|space|bldg)\\b\\.? ?#?) ?[a-z]?\\d{0,4}[a-z]?\\b)?`,
  'g',
)
const EN_NOT_BETWEEN =
  /\b(?:the|of|in|to|my|at|and|is|min|mins|minutes|hours?|hrs?|days?|weeks?|months?|years?|yr|yrs|old|times?|degrees|gallons?|gal|ton|inch|for|on|a|an|we|i|it|so|but|or|people|units|feet|ft|bedroom|bed|bath|bathrooms|toilets|psi|percent|was|are|am|pm|from|with|if|this|that|no|not|you|our|your|please|more|other|different)\b/
const CITY_AFTER =
  /^,? ?(?:[A-Z][a-zA-Z.]{1,14} ?){1,3},? [A-Z]{2}\b(?: \d{5}(?:-\d{4})?)?|^,? \d{5}(?:-\d{4})?\b|^,? (?:[A-Z][a-z]{2,14},? )?[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/

/** "4410 N Ridgeway": no street word, but a direction; both letters and the name are capitals. */
const EN_DIRECTION =
  /(?<![\w$.,/:-])\d{2,5} (?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? (?:[A-Z][a-z]{2,16}|\d{1,3}(?:st|nd|rd|th))\b(?:,? (?:#|[Aa]pt\.?|[Uu]nit|[Ss]uite) ?\w{1,5}\b)?/g
/** "88 Bleecker #4": no street word, but a flat. */
const EN_WITH_UNIT =
  /(?<![\w$.,/:-])\d{1,5} [A-Z][a-z]{2,16}(?: [A-Z][a-z]{2,16})?,? (?:#|[Aa]pt\.? ?|[Uu]nit |[Ss]uite )#?\w{1,5}\b/g
/** "2211 Hwy 12", "410 Old State Route 9". */
const EN_ROUTE =
  /(?<![\w$.,/:-])\d{1,5} (?:(?:old|us|state|county|farm|rural|n|s|e|w|north|south|east|west)\.? ){0,3}(?:hwy|highway|route|rte|cr|sr|fm|rr) \d{1,4}\b/g
const EN_ROUTE_NUMBER = /^ (?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/

function englishAddresses(text: string, folded: string, add: Add): void {
  for (const match of folded.matchAll(EN_ROUTE)) add(match.index, match.index + match[0].length, 0.85)
  for (const match of folded.matchAll(EN_ADDRESS)) {
    const name = match[2] ?? ''
    const suffix = match[3] ?? ''
    const theStreet =
      /^(?:the|old) /.test(name) && /^(?:The|Old) \p{Lu}/u.test(text.slice(folded.indexOf(name, match.index)))
    if ((EN_NOT_BETWEEN.test(name) && !theStreet) || (name.trim() === '' && suffix !== 'broadway')) continue
    if (/^(?:st|nd|rd|th)\b/.test(name)) continue
    const nameAt = folded.indexOf(name, match.index)
    const capital = /\p{Lu}/u.test(text.slice(nameAt, nameAt + 1)) || /^\d/.test(name)
    if (EN_WEAK.test(suffix) && !capital) continue
    if (suffix === 'dr' && /^ [a-z]/.test(folded.slice(match.index + match[0].length)) && !capital) continue
    let end = match.index + match[0].length
    const numbered = /^(?:(?:county|state|farm|us|rural|old) )+$/.test(name)
      ? EN_ROUTE_NUMBER.exec(folded.slice(end))
      : null
    if (numbered) end += numbered[0].length
    const city = CITY_AFTER.exec(text.slice(end))
    if (city) end += city[0].length
    add(match.index, end, EN_WEAK.test(suffix) ? 0.8 : 0.92)
  }
  for (const match of folded.matchAll(
    /\b(?:at|address(?: is)?:?|live at|location:?|over at|here at|house at|property:?) (\d{1,5}(?:-\d{1,5})?) ([a-z][a-z']{2,16}(?: [a-z][a-z']{2,16})?)\b/g,
  )) {
    const name = match[2] ?? ''
    const at = match.index + match[0].length - name.length
    const first = name.split(' ')[0] ?? ''
    if (
      !/^\p{Lu}/u.test(text.slice(at)) ||
      EN_NOT_BETWEEN.test(first) ||
      /^(?:psi|degrees|amps?|volts?|gpm|seer|btu|est|pst|cst|mst)/.test(first)
    )
      continue
    const second = name.split(' ')[1]
    const secondCapital = second !== undefined && /^\p{Lu}/u.test(text.slice(at + first.length + 1))
    add(
      match.index + match[0].indexOf(match[1] ?? ''),
      at + (secondCapital ? name.length : first.length),
      0.6,
    )
  }
  for (const match of text.matchAll(EN_DIRECTION)) add(match.index, match.index + match[0].length, 0.85)
  for (const match of text.matchAll(EN_WITH_UNIT)) add(match.index, match.index + match[0].length, 0.8)
  for (const match of folded.matchAll(SPOKEN_ADDRESS))
    if (!EN_NOT_BETWEEN.test(match[2] ?? '')) add(match.index, match.index + match[0].length, 0.7)
}

const WORD_NUMBER =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh'
const SPOKEN_ADDRESS = new RegExp(
  `\\b((?:${WORD_NUMBER})(?:[ -](?:${WORD_NUMBER})){0,4}) ((?:[a-z']{2,16} ){1,2}?)(?:street|avenue|road|drive|lane|boulevard|court|circle|place|terrace|parkway|crescent|close)\\b(?: (?:apartment|apt|unit|number) \\w{1,8})?`,
  'g',
)
