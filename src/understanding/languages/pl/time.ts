import type { TimeGrammar } from '../../recognise/time/atoms.ts'
import { clockPhrases } from './time-clock.ts'
import { datePhrases, monthPhrases, nthPhrases } from './time-dates.ts'
import { dayPhrases, weekPhrases } from './time-days.ts'
import { thenPhrases, wishPhrases } from './time-wishes.ts'

/** Polish dates, times and wishes, on folded text. */
export const polishTime: TimeGrammar = {
  phrases: [
    ...datePhrases,
    ...monthPhrases,
    ...weekPhrases,
    ...dayPhrases,
    ...nthPhrases,
    ...clockPhrases,
    ...thenPhrases,
    ...wishPhrases,
  ],
  sidesBefore: [
    ['by', /\b(?:do|najdalej|(?:naj|nie )pozniej(?: niz)?(?: w| do)?) (?:konca )?$/],
    ['before', /\bprzed $/],
    [
      'from',
      /\b(?:od|poczawszy od|(?<!jak )najwczesniej(?: w| na)?|nie wczesniej (?:niz|jak)(?: w)?|dopiero od) $/,
    ],
    ['after', /\b(?:dopiero )?po $/],
  ],
  sidesAfter: [
    ['from', /^,? (?:i|lub|albo) pozniej\b|^ wzwyz\b|^ najwczesniej\b/],
    ['by', /^,? (?:i|lub|albo) wczesniej\b|^ najpozniej\b|^ maksymalnie\b/],
  ],
  past: /\b(?:byl\w*|mial\w*|mieli\w*|przyszed\w+|przyjechal\w*|naprawial\w*|naprawil\w*|wymienial\w*|wymienil\w*|montowal\w*|zamontowa\w+|zakladal\w*|zakladales|robil\w*|zrobil\w*|obiec\w+|mowil\w*|zapowiedzi\w+|zaczel\w+|temu|wczoraj|zeszl\w+|ubiegl\w+|ostatni\w*|wykonan\w+|zaplacil\w*|dzwonil\w*|pisal\w*|czekam|czekamy|wizyta byla|powiedzi\w+|przestal\w*|pekl\w*|zastal\w*|uregulowal\w*|ostygl\w*|rozszczelnil\w*|wyciekl\w*|zepsul\w*|padl\w*|w dniu|fakture|faktury|reklamac\w+|miesiac temu|uruchom\w+on\w*|obiecany|wracam|wracamy|konczy|kupil\w*|dostal\w*|stoi od|nie (?:ma|mamy|mam|dziala|grzeje|leci)|(?!chcia|wola|mia)\w{2,}(?:ilem|ilam|alem|alam|elismy|alismy|ilismy|ilysmy|alysmy|elo|alo|ilo|klo|edl|eklo))\b/,
  wish: /\b(?:moze|mozna|prosze|prosimy|czy|pasuje|pasowal\w*|moge|mozemy|moglby|moglaby|mogliby|mozecie|bede|bedzie|bedziemy|beda|najlepiej|wolne|wolny|termin\w*|chce|chcial\w*|umowi\w*|przyjech\w*|przyjedz\w*|przyjazd\w*|byc|jestem|jestesmy|ktos|wpasc|wpadn\w*|zapraszam\w*|dostepn\w*|odpowiada\w*|potrzebuj\w*|da rade|dalo by|daloby|po|przed|miedzy|byloby|bylo by|byl by|bylby|wpuszcz\w*|wpusci|zaczynac|wejscie|w domu|przyjdz\w*|zajrz\w*|podjech\w*|podjedz\w*|przeloz\w*|przeniesc|przesun\w*|zamiast|albo|lub|wolal\w*|wole|ewentualnie|proponuj\w*|dla nas|ogledzin\w*|upewniam|potwierdz\w*|idealnie|super|ok)\b|\?/,
  since:
    /\b(?:wczoraj|ze?|czekam od|zepsut\w* od|stoi od|damy rade|dam rade|wytrzyma\w*|razy?|od zeszlego|od ostatniego|obiecan\w+|co|kazd\w+)\s$/,
  ruledOut:
    /\b(?:nie (?:w|we|na|dzis|jutro|moge w|pasuje|mozemy w|ma nas|bedzie nas|bede)|oprocz|poza|procz|byle nie|tylko nie|zamiast|wyjazd|urlop\w*|odwol\w+|rezygnuj\w+|anuluj\w+|wyjezdzam\w*|nieobecn\w+|niedostepn\w+|bo wracam|wracam|z kims innym|ktos inny|inna firma|(?<!\b(?:jak|jesli|jezeli) )nie)\s?(?:[a-z]+\s){0,1}$/,
  ask: /\b(?:da rade|moze|mozna|prosze|prosimy|czy ktos|ktos|moglby|mogliby|mozecie|przyj\w+|zajrz\w+|podj\w+|blagam|potrzebuj\w*|potrzebn\w*|pilnie|termin|pomoc\w*|szansa|szanse|jeszcze)\b|\?/,
  moved:
    /\b(?:przeloz\w*|przesun\w*|przenies\w*|zmieni\w*|odwol\w*|anuluj\w*|rezygnuj\w*)\b(?: (?!na\b|do\b)[a-z]+){0,5} $/,
  ruledAfter:
    /^[^.!?,;]{0,30}\b(?:nie pasuje|odpada|nie dam rady|nie damy rady|nieaktualn\w*|trzeba (?:odwolac|przelozyc)|odwoluj\w*|do odwolania)\b|^(?:,? (?:mnie|nas) nie ma| nie(?=[,.;!]| moge| mozemy| mog\b| pasuje| da rady)| tez (?:nie|odpada)| (?:jestesmy|jestem|bede|bedziemy) (?:na|poza|za granica|w pracy|w podrozy|zajet\w*)\b(?! (?:miejscu|chacie)))|^[^.!?]{0,24}\b(?:ale|jednak|niestety)\b[^.!?]{0,24}\b(?:zmieni\w*|przeloz\w*|przesun\w*|nie (?:moge|dam))\b/,
  event:
    /\b(?:gosc(?:ie|i|iom)?|tesciow\w*|slub\w*|wesel\w*|pogrzeb\w*|komuni\w*|chrzcin\w*|urodzin\w*|imienin\w*|egzamin\w*|sanepid\w*|kontrol\w*|inspekcj\w*|odbior\w*|wyjezdza\w*|wylatuj\w*|wyjazd\w*|wracam|wracaja|wraca|lekcj\w*|matur\w*|zebrani\w*|konferencj\w*|spotkani\w*|lekarz\w*|szpital\w*|przyjezdza\w*|przyjada|otwarci\w*|otwieram\w*|sesj\w*|koncert\w*|dostaw\w*|rodzice|warsztat\w*|mroz\w*|zimniej|ocieple\w*|prognoz\w*|probny|trening\w*|rozpraw\w*|swieto|budowie|konczy mi|zjazd\w*|porod\w*|w ciazy|(?:wylacz|odcin|zamyk)\w+ (?:nam )?(?:wode|prad|gaz|ogrzewanie)|idzie|jedzie|leci do|przychodz\w+ (?:do|na)|przyjdzie (?:do|na) (?!nas))\b|\b(?:mam|mamy) (?:juz |dopiero )?@(?! (?:czas|woln|chwil|okno|luz))|\b(?:minal|minela|byl|byla|trwalo|amen) @|^(?:a |no |i |dzis |juz )?(?:jest|mamy) (?:juz )?@|^[^@]{0,12}@ (?:minal|minela|byla|byl|bylo|mija)\b|@[^@]{0,12} (?:mam|mamy|mi wypada|wypada|jade|lece|idziemy|ide) (?!(?:wolne|wolny|czas|okno|luz|woln|barmana|urlop))/,
  request:
    /\b(?:mozna|mozecie|moglby|mogliby|moglaby|pros(?:ze|imy) (?:o|przyj\w*|kogos)|mam (?:mu |jej |im )?(?:odeslac|oddac|wyslac)|przyjedz\w*|przyjed\w*|przyjdz\w*|wpadn\w*|umow\w*|zapis\w*|poprosz\w*|pasuje|termin\w*|wizyt\w*|serwis\w*|zapraszam\w* w|zrobi\w*|napraw\w*|wymieni\w*|gotow\w*|musi byc|zdaz\w*|chcialab\w*|chcialb\w*|najlepiej|moge tylko|tylko)\b/,
  business:
    /\b(?:do|o|od) ktorej\b[^@]{0,30}@|\b(?:zamykacie|otwieracie)\b[^@]{0,20}@|@[^@]{0,12}\b(?:pracujecie|czynne|otwarte|przyjezdzacie)\b|\b(?:umow[ay]|gwarancj\w+|polis\w+)? ?(?:obowiazuj\w+|wazn[aey](?! jest)|trwa)\b[^@]{0,40}@|\b(?:czynn\w+|otwart\w+|godziny (?:otwarcia|pracy)|pracuj\w+ (?:w godz\w*|od)|nieczynn\w+|zamkniet\w+ w|dzien otwarty|zaprasza\w* na)\b[^@]{0,24}@|\bile (?:kosztuje|bierzecie|place|placi|wychodzi|stoi)\b|\b(?:cennik|doplat\w+|stawk\w+|oplat\w+)\b[^@]{0,30}@|\b(?:ofert\w* (?:zbieramy|skladac|przyjmujemy)|oferty|przetarg\w*|faktur\w*|przelew\w*|przelac|platn\w*|zaplat\w*|saldo|sald\w*|zwrot\w*|polis\w*|protokol\w*|korekt\w*|paczk\w*|podpis\w*|zlecenia na|listy na|z dnia|na dzien)\b[^@]{0,40}@|\b(?:jesli|jezeli|gdyby|jak)\b[^@]{0,16}@[^@]{0,24}\bnie\b/,
  clause: /[,:(]\s|\b(?:ale|wiec|bo|tylko|czyli|zatem)\s|\s-\s|\b(?:i|a) (?=ja |my |wtedy |moze |prosze )/g,
  either: /^,? (?:albo|lub|czy|ewentualnie) $/,
  change: /\b(?:zmieni\w*|przesun\w*|przeloz\w*|moze byc|zamiast|nie dam rady|nie damy rady|raczej|jednak)\b/,
  or: /^[\s,]*(?:lub|albo|czy|i|oraz|a|,|ewentualnie|badz|\/)[\s,]*(?:w |we |moze |na |tez |nawet |do |ten |ta |te )*$/,
}
