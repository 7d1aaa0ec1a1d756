import { anyOf, type SentenceWords } from '../../recognise/time/atoms.ts'

/** Words around a day that tell whether it is wished for, was, is ruled out, or belongs to something else. */
export const polishSentences: SentenceWords = {
  past: anyOf(
    /\b(?:byl\w*|mial\w*|mieli\w*|przyszed\w+|przyjechal\w*|naprawial\w*|naprawil\w*|wymienial\w*|wymienil\w*|montowal\w*|zamontowa\w+|zakladal\w*|zakladales|robil\w*|zrobil\w*|obiec\w+|mowil\w*|zaczel\w+|zaplacil\w*|dzwonil\w*|pisal\w*|przestal\w*|pekl\w*|zastal\w*|uregulowal\w*|ostygl\w*|rozszczelnil\w*|wyciekl\w*|zepsul\w*|padl\w*|kupil\w*|dostal\w*)\b/,
    /\b(?:temu|wczoraj|zeszl\w+|ubiegl\w+|ostatni\w*|wykonan\w+|zapowiedzi\w+|powiedzi\w+|czekam|czekamy|wizyta byla|w dniu|fakture|faktury|reklamac\w+|miesiac temu|uruchom\w+on\w*|obiecany|wracam|wracamy|konczy|stoi od|dziekuj\w+ za|nie (?:ma|mamy|mam|dziala|grzeje|leci))\b/,
    // Any verb of the past: "zakleilem", "pekly", "lalo"; not the wishes "chcialem", "wolalabym", nor nouns such as "chwila".
    /\b(?!chcia|wola|mog|mial|chwil|mail|email|szpital|kapital|material|cal[aey]|mal[aey]|bial|sil[ay])\w+[aeiyu]l(?:a|o|i|y|em|am|ismy|ysmy|iscie|yscie)?\b/,
  ),
  wish: /\b(?:moze|mozna|prosze|prosimy|czy|pasuje|pasowal\w*|moge|mozemy|moglby|moglaby|mogliby|mozecie|bede|bedzie|bedziemy|beda|najlepiej|wolne|wolny|termin\w*|chce|chcial\w*|umowi\w*|przyjech\w*|przyjedz\w*|przyjazd\w*|byc|jestem|jestesmy|ktos|wpasc|wpadn\w*|zapraszam\w*|dostepn\w*|odpowiada\w*|potrzebuj\w*|da rade|dalo by|daloby|po|przed|miedzy|byloby|bylo by|byl by|bylby|wpuszcz\w*|wpusci|zaczynac|wejscie|w domu|przyjdz\w*|zajrz\w*|podjech\w*|podjedz\w*|przeloz\w*|przeniesc|przesun\w*|zamiast|albo|lub|wolal\w*|wole|ewentualnie|proponuj\w*|dla nas|ogledzin\w*|upewniam|potwierdz\w*|idealnie|super|ok)\b|\?/,
  statement:
    /^[\s"]*(?:(?:a|i|no|ale|bo|dzien dobry|witam|tak|juz),? )*(?:(?:wasz|nasz|moj|mam|mamy|dam|damy|sklep|szkola|syn|corka|maz|zona|brat|szwagier|sasiad|pracuj\w+|oddzwoni\w+|zaplac\w+|zadzwoni\w+|odezw\w+|niewazne|nieaktualn\w+)\s)/,
  since:
    /\b(?:wczoraj|ze?|czekam od|zepsut\w* od|stoi od|damy rade|dam rade|wytrzyma\w*|razy?|od zeszlego|od ostatniego|obiecan\w+|co|kazd\w+)\s$/,
  ruledOut:
    /\b(?:nie (?:w|we|na|dzis|jutro|moge w|pasuje|mozemy w|ma nas|bedzie nas|bede)|oprocz|poza|procz|byle nie|tylko nie|zamiast|niz|wyjazd|urlop\w*|odwol\w+|rezygnuj\w+|anuluj\w+|wyjezdzam\w*|nieobecn\w+|niedostepn\w+|bo wracam|wracam|z kims innym|ktos inny|(?:z )?inna firma(?: na)?|(?<!\b(?:jak|jesli|jezeli) )nie)\s?(?:[a-z]+\s){0,1}$/,
  ruledAfter: anyOf(
    /^[^.!?,;]{0,30}\b(?:nie pasuje|odpada|nie dam rady|nie damy rady|nieaktualn\w*|trzeba (?:odwolac|przelozyc)|odwoluj\w*|do odwolania)\b/,
    /^(?:,? (?:mnie|nas) nie ma| (?:juz )?nie(?=[,.;!]| trzeba| moge| mozemy| mog\b| pasuje| da rady)| tez (?:nie|odpada)| (?:jestesmy|jestem|bede|bedziemy) (?:na|poza|za granica|w pracy|w podrozy|zajet\w*)\b(?! (?:miejscu|chacie)))/,
    /^[^.!?]{0,24}\b(?:ale|jednak|niestety)\b[^.!?]{0,24}\b(?:zmieni\w*|przeloz\w*|przesun\w*|nie (?:moge|dam))\b/,
  ),
  moved:
    /\b(?:przeloz\w*|przesun\w*|przenies\w*|zmieni\w*|odwol\w*|anuluj\w*|rezygnuj\w*)\b(?: (?!na\b|do\b)[a-z]+){0,5} $/,
  ask: /\b(?:da rade|trzeba|musi|moze|mozna|prosze|prosimy|czy ktos|ktos|moglby|mogliby|mozecie|przyj\w+|zajrz\w+|podj\w+|blagam|potrzebuj\w*|potrzebn\w*|pilnie|termin|pomoc\w*|szansa|szanse|jeszcze)\b|\?/,
  event: anyOf(
    // Feasts, journeys and people expected.
    /\b(?:gosc(?:ie|i|iom)?|tesciow\w*|rodzice|slub\w*|wesel\w*|pogrzeb\w*|komuni\w*|chrzcin\w*|urodzin\w*|imienin\w*|imprez\w*|zjazd\w*|swieto|wyjezdza\w*|wylatuj\w*|wyjazd\w*|wracam|wracaja|wraca|przyjezdza\w*|przyjada|koncert\w*)\b/,
    // Duties, deliveries, dates set by others, the weather.
    /\b(?:egzamin\w*|sanepid\w*|kontrol\w*|inspekcj\w*|odbior\w*|lekcj\w*|szkola|matur\w*|zebrani\w*|konferencj\w*|spotkani\w*|lekarz\w*|szpital\w*|porod\w*|w ciazy|otwarci\w*|otwieram\w*|sesj\w*|dostaw\w*|warsztat\w*|mroz\w*|zimniej|ocieple\w*|prognoz\w*|probny|trening\w*|rozpraw\w*|budowie|konczy (?:mi|sie)|konczy|zaczyna sie|(?:wylacz|odcin|zamyk)\w+ (?:nam )?(?:wode|prad|gaz|ogrzewanie)|zamykaja|idzie|jedzie|leci do|przychodz\w+ (?:do|na|juz)|inn[ya] (?:hydraulik|firma|fachowiec)|przyjdzie (?:do|na) (?!nas))\b/,
    // "Mam w piatek …", "jest sobota", "minal piatek", "w piatek jade".
    /\b(?:mam|mamy) (?:juz |dopiero )?@(?! (?:czas|woln|chwil|okno|luz))|\b(?:minal|minela|byl|byla|trwalo|amen) @|^(?:a |no |i |dzis |juz )?(?:jest|mamy) (?:juz )?@/,
    /^[^@]{0,12}@ (?:minal|minela|byla|byl|bylo|mija)\b|@[^@]{0,12} (?:mam|mamy|mi wypada|wypada|jade|lece|idziemy|ide|przychodzi) (?!(?:wolne|wolny|czas|okno|luz|woln|barmana|urlop))/,
  ),
  request:
    /\b(?:mozna|mozecie|moglby|mogliby|moglaby|pros(?:ze|imy) (?:o|przyj\w*|kogos)|mam (?:mu |jej |im )?(?:odeslac|oddac|wyslac)|przyjedz\w*|przyjed\w*|przyjdz\w*|wpadn\w*|umow\w*|zapis\w*|poprosz\w*|pasuje|termin\w* (?!porodu)|wizyt\w*|serwis\w*|zapraszam\w* w|zrobi\w*|napraw\w*|wymieni\w*|gotow\w*|musi byc|zdaz\w*|chcialab\w*|chcialb\w*|najlepiej|moge tylko|tylko)\b/,
  told: anyOf(
    // Hours, prices and bills.
    /\b(?:do|o|od) ktorej\b[^@]{0,30}@|\b(?:zamykacie|otwieracie)\b[^@]{0,20}@|@[^@]{0,12}\b(?:pracujecie|czynne|otwarte|zamkniet\w+|przyjezdzacie|drozej|taniej|drozsz\w+)\b/,
    /\b(?:czynn\w+|otwart\w+|godziny (?:otwarcia|pracy)|pracuj\w+ (?:w godz\w*|od)|nieczynn\w+|zamkniet\w+ w|dzien otwarty|zaprasza\w* na)\b[^@]{0,24}@/,
    /\bile (?:kosztuje|bierzecie|place|placi|wychodzi|stoi)\b|\b(?:cennik|doplat\w+|stawk\w+|oplat\w+)\b[^@]{0,30}@/,
    /\b(?:ofert\w* (?:zbieramy|skladac|przyjmujemy)|oferty|przetarg\w*|faktur\w*|przelew\w*|przelac|platn\w*|zaplat\w*|zaplac\w*|saldo|sald\w*|zwrot\w*|polis\w*|protokol\w*|korekt\w*|paczk\w*|podpis\w*|zlecenia na|listy na|z dnia|na dzien)\b[^@]{0,40}@/,
    /\b(?:umow[ay]|gwarancj\w+|polis\w+)? ?(?:obowiazuj\w+|wazn[aey](?! jest)|trwa)\b[^@]{0,40}@/,
    // What was done or missed, what the sender will do, and what may not be.
    /\b(?:kto|co|kiedy|czemu|dlaczego) (?:pan |pani |panstwo |to )?(?:byl|ustalil|robil|zrobil|mowil|powiedzial)\w*[^@]{0,30}@|\b(?:dziekuj\w+|dzieki) za\b[^@]{0,30}@|@ (?:przez was|byl(?:o|a|i|y|em|am|ismy)?)\b|\bmialo byc @|@[^@]{0,8}\bnikt nie \w+|\bnikt nie \w+ @/,
    /\b(?:oddzwoni\w+|zadzwoni\w+|odezw\w+|dam znac|damy znac)\b[^@]{0,20}@/,
    /\b(?:jesli|jezeli|gdyby|jak)\b[^@]{0,16}@[^@]{0,24}\bnie\b/,
  ),
}
