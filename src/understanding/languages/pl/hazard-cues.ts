import type { CueTable } from '../../recognise/cues.ts'

/** What Polish speakers say around danger, on folded text (so with or without diacritics). */
export const polishHazardCues: CueTable = {
  flow: [
    /\b(?:leje|lejac|lalo|lala|laly|leja|polal\w{0,2})\b/g,
    /\b(?:trysk|sika|sikn|bryzg|bryzn|chlus|chlup|fontann|wodospad|potop|powodz|gejzer|strumien|struga|strug)\w*/g,
    /\b(?:zalewa|zalal|zalan|zalewaj|zatapia|podtopi|podtapia)\w*/g,
    /\b(?:woda|wode|wody)\b.{0,26}\b(?:wali|bije|wdziera|leci po|leci z|plynie|idzie|wyplywa|przybywa|stoi|po kostki|po kolana|wszedzie|rozlewa|wycieka|z sufitu|ze sciany|z gory|podchodzi|sie podnosi|rosnie)/g,
    /\b(?:wali|bije|leci|plynie|idzie|cieknie|ciecze|kapie|wyplywa)\b.{0,20}\b(?:z sufitu|z lampy|z zyrandola|po scian\w*|po schodach|ze sciany|spod wanny|strumieni\w*|ciurkiem|do sasiad\w*|na sasiad\w*|wszedzie)/g,
    /\b(?:po kostki|po kolana|plywaj\w*|plywa|plyniemy|bajoro|jezioro|basen w|woda w (?:calym|mieszkaniu|salonie|pokoju)|rozlewa)\b/g,
    /\bsufit\w*\b.{0,26}\b(?:wybrzusz|pek|spad|odpad|wali|runa|peczni|napuch|opada|ugina|zawal)/g,
    /\b(?:przelewa|wylewa|wylalo|przelalo|lunelo|chlusta|chlusnelo|ciurka|ciurkiem|wlewa sie|wplywa|wdarla sie|zatopilo|zatopi\w*)\b/g,
    /\b(?:pol|\d{1,2}|kilka|pare|piec|dziesiec|dwa|trzy|cztery) ?(?:cm|centymetr\w*|metra|metr)\b.{0,12}\b(?:wody|i (?:sie )?(?:podnosi|rosnie|przybywa)|rosnie|sciek\w*)/g,
    /\bwod[aey]\b.{0,40}\b(?:leci|kapie|leje|idzie|wlewa|wchodzi|doszla|przeszla|siegnela|wlala) (?:sie )?(?:lampa|zyrandol\w*|wentylator\w*|do (?:szybu|windy|piwnicy|garazu|pokoju|mieszkania|kuchni|rozdziel\w+|skrzynk\w+|lozka|salonu|sypialni|serwerowni|hali)|po (?:rozdziel\w+|scianie|kablach|lampie|schodach)|na (?:kase|serwer\w*|gniazd\w+|listwe|korytarz|schody|klatke))/g,
    /\b(?:wiadr\w*|misk\w*|koc|reczniki?|szmaty|sciereczk\w*|kratka|pompa) (?:juz )?(?:nie (?:wyrabia\w*|nadaza\w*|pomaga\w*|przyjmuje|daje rady)|nic nie daj\w*)/g,
  ],
  burst: [
    /\b(?:wyskoczyl\w* z|rozstal\w* sie|rozszedl sie|rozeszl\w* sie|zlamal\w* sie|sie zlamal\w*|przebil\w*|rozlecial\w*|(?:trafil\w*|wbil\w*|wwiercil\w*|wiercil\w*) (?:\w+ )?w (?:pion|rur\w+|instalac\w+)|przecia(?:l|la|l\w+|ta|ty) (?:pion|rur\w+|waz|wezyk)|ucie(?:ta|ty|li) (?:rur\w+|pion))\b/g,
    /\b(?:pek(?:la|l|lo|nie|nieta|niety|niecie)|rozerwa\w*|rozszczelni\w*|wystrzeli\w*|urwa\w*|rozwali\w*|wyrwa\w*|zerwa\w*|strzelil\w*|puscil\w*|wybuch\w*|ulama\w*|odpad(?:l|la|lo)|walnel\w*|walnal|rozsadz\w*|peklo|przewierci\w*|rozpruł\w*)\b/g,
  ],
  cannot_stop: [
    /\bnie (?:moge|mozemy|mozna|da sie|da rady|umiem|umiemy|wiem|wiemy|daje sie|potrafie|idzie|dam rady|chce sie|moglem|moglam|potrafimy|ma jak|mam jak|znam)\b.{0,40}(?:zakre|odci|odetn|zamkn|wylacz|znalez|zatrzym|gdzie|zawor|dostac)/g,
    /\bgdzie (?:jest|sie|sa|zakrec|to|mam)\b.{0,20}(?:zakrec|zawor|glown|odcin|wylacz)/g,
    /\b(?:zawor\w*|kurek|kurki|kran\w*|raczka|pokretl\w*)\b.{0,32}(?:kreci|urwa|zapiek|nie dzia|nie trzym|w kolko|ukrec|zardzew|peк|nie puszcz|zablok|nie odcin|nie reag|zostal\w? w rec|w rece|ani drgn|stoi|nie drgn)/g,
    /\b(?:leje|leci|cieknie|wali|bije|przybywa|plynie|piszczy|wyje|idzie) (?:sie )?(?:dalej|nadal|caly czas|ciagle|coraz|bez przerwy)/g,
    /\b(?:dalej|nadal|wciaz|ciagle|caly czas) (?:sie )?(?:leje|leci|cieknie|przybywa|bije|wali|zalewa|piszczy|plynie|sika)/g,
    /\b(?:coraz (?:wiecej|wyzej|szybciej|mocniej|bardziej|gorzej)|nic (?:to )?nie (?:dalo|daje|pomoglo|pomaga|zmieni\w*)|to nic nie (?:dalo|daje)|i nic\b|bez skutku|nie (?:domyka|domknie|domknal)\w*|nikt nie otwiera|nie przestaje|przybywa|nie do zatrzymania|nie nadazam\w*|wszedzie)\b/g,
  ],
  contained: [
    /\b(?:zakreci|zakrec(?:on|am)|odcie|odcia|zamkne|zamkna|zamkniet|wylaczyl|odlaczyl|odlaczon|pozakreca|przykreci|zatkalem|zatamowa|zabezpieczy|zakleil|obwiaza|odciet)\w*/g,
    /\b(?:wiadr\w*|wiader\w*|misk\w*|misce|kuwet\w*|scierk\w*|scierecz\w*|szmat\w*|recznik\w*|garnek|garnk\w*|sloik\w*|podstawi\w*|podlozyl\w*|podkladam)\b/g,
    /\b(?:juz|wiecej|nic|chwilowo|na razie|narazie) nie (?:cieknie|leci|leje|kapie|przybywa|wycieka|czuc|smierdzi|piszczy)\b/g,
    /\bnie przybywa\b/g,
    /\b(?:opanowan\w*|pod kontrola|przestal\w* (?:ciec|kapac|leciec|lac|cieknac|piszczec)|ustalo|ustal|bez (?:wycieku|przecieku))\b/g,
  ],
  resolved: [
    /\b(?:juz (?:dobrze|dziala|ok|po sprawie|po wszystkim|naprawion\w*|sucho|wszystko|grzeje|nieaktualn\w*|nie trzeba|spokoj|gra|jest ok)|nieaktualn\w*|falszyw\w* alarm|sam\w? sie (?:napraw|odetka|wylaczy|uspoko)\w*|nie trzeba|nie potrzeba|prosze nie przyjez\w*|odwol\w*|rezygnuj\w*|okazalo sie|to (?:byl|byla|bylo) tylko|wszystko (?:gra|ok|dziala|w porzadku|super)|usuniet\w*|usunieci\w*|naprawil\w*|naprawiony|pomylk\w*|poradzil\w* sobie|anuluj\w*)\b/g,
  ],
  past: [
    /\b(?:rok temu|w zeszlym (?:roku|miesiacu|tygodniu)|w ubieglym|miesiac temu|tydzien temu|lata temu|kiedys|ubezpieczy\w*|odszkodowan\w*|faktur\w*|reklamacj\w*|protokol\w*|niedawn\w*|opini\w*|podziekowa\w*)\b/g,
  ],
  gas: [
    /\b(?:czuc|czuje|czujemy|czulam|czulem|smierdzi|smierdz\w*|zapach\w*|won|woni|wali|cuchnie|jedzie|zajezdza|pachnie|ulatnia|smrod|daje|capi|zalatuje|wonieje)\b.{0,28}\b(?:gaz(?:em|u|ie|owy)?|zepsut\w* jaj\w*|zgnil\w* jaj\w*|siark\w*|jajami|jajkami|propan\w*)\b/g,
    /\bgaz(?:em|u)?\b.{0,22}\b(?:czuc|czuje|smierdzi|ulatnia|uchodzi|syczy|cieknie|wali|jedzie|zajezdza|wycieka|leci|pachnie|sie ulatnia|zalatuje|capi)\b/g,
    /\b(?:zepsut|zgnil|smierdzac|zbuk)\w* ?(?:jaj\w*|em|ami)\b/g,
    /\b(?:syczy|syk|syczenie)\b.{0,34}\b(?:gaz\w*|licznik\w*|kuchenk\w*|butl\w*|rur\w*)/g,
    /\b(?:wyciek|ulatnianie|nieszczeln\w*|uszkodz\w*|przewierci\w*|przecial\w*|zerwa\w*)\b.{0,22}\bgaz\w*/g,
    /\bpogotowie gazowe\b/g,
    /\b(?:jak (?:z|w) (?:butli|gazowni|komorze gazowej)|(?:u mnie|u nas|tam) (?:jest )?gaz\b|gaz (?:w|na) (?:mieszkaniu|kuchni|domu|klatce|piwnicy|restauracji|lokalu|bloku|lazience|kotlowni|calym|calej))/g,
    /\b(?:czuc|czuje|czujemy|smierdzi|cuchnie|capi|zapach|smrod|zajezdza|syczy|syk|szczypie w nosie|drapie w gardle)\b.{0,50}\b(?:kuchenk\w*|palnik\w*|plyty gazow\w*|plycie gazow\w*|butl\w*|gazomierz\w*|licznik\w* (?:od )?gazu|rury gazow\w*|rurze gazow\w*)/g,
    /\b(?:kuchenk\w*|palnik\w*|plyt\w* gazow\w*|butl\w*|gazomierz\w*|licznik\w* (?:od )?gazu|rur\w* gazow\w*|trojnik gazow\w*)\b.{0,70}\b(?:czuc|smierdzi|cuchnie|capi|zapach|smrod|zajezdza|syczy|syk|sykn\w*|uciet\w*|przecie\w*|urwan\w*)/g,
    /\b(?:banki|bable|babelki)\b.{0,40}\b(?:srubun\w*|zlacz\w*|licznik\w*|kolank\w*|gwinc\w*|polaczen\w*)/g,
  ],
  gas_not: [
    /\b(?:ciepla |goraca |zimna )?wod[aey]\b.{0,28}(?:smierdz\w*|zajezdza|pachnie|cuchnie|czuc|zapach\w*|capi|jedzie)\b.{0,20}(?:siark|jaj)\w*/g,
    /\b(?:siark|jaj)\w*\b.{0,20}\bwod[aey]\b/g,
    /\b(?:rachun\w*|faktur\w*|licznik\w*) za gaz\b/g,
  ],
  co_alarm: [
    /\b(?:czad|czadu|czadem|czadzie|zaczad\w*|tlenek wegla|tlenku wegla|podtru\w*|zatru\w*)\b/g,
    /\b(?:czujnik|czujka|detektor|alarm)\w*\b.{0,18}\b(?:co|tlenku|gazu|czadu)\b/g,
    /\b(?:czujnik|czujk|detektor|alarm)\w*\b.{0,70}\b(?:piecyk\w*|junkers\w*|kotl\w*|kociol|kominek|kominku)\b/g,
  ],
  alarm_sounding: [
    /\b(?:piszcz\w*|wyje|wyl|wyla|pika|pik|pikal\w*|alarm\w*|wlaczyl\w*|wlacza|dzwoni|krzyczy|uruchomi\w*|pip\w*|ppm|swieci na czerwono|czerwon\w*|drze sie|odezwa\w*|zawyl\w*|zapiszcz\w*|pokazuje|sygnal\w*|buczy)\b/g,
  ],
  battery: [
    /\b(?:bateri\w* (?:slab|sie|w czujniku|do wymiany|pad)\w*|slab\w* bateri\w*|wymian\w* (?:baterii|czujnik\w*)|kupi\w*|zamontowa\w*|montaz\w*|nowy czujnik)\b/g,
  ],
  ill: [
    /\b(?:glowa (?:mnie |nas |ja |go )?(?:\w+ )?boli|bol\w* glow\w*|boli (?:mnie |nas )?glowa|zawrot\w*|nudnosci|mdli|wymiot\w*|slabo mi|kreci (?:mi|nam|sie) (?:sie )?w glowie|zemdla\w*|senn\w*|zasnel\w*|upadl\w*|bredzi|dobudzic|niedobrze (?:mi|nam|jej|mu)|mdlosci|(?:mi|mu|jej|nam) (?:troche |jakos |tak )?slabo|boli ich|bola (?:nas |mnie |ich )?glowy|bolala (?:nas |mnie )?(?:oboje )?glowa|bol\w* (?:nas|mnie|ich) (?:\w+ )?glow\w*|nieprzytomn\w*|stracil\w* przytomn\w*|jezyk (?:mi )?(?:sie )?placze|sie jezyk plac\w*|ziewa\w*|(?:kot|pies|papug\w*|kanar\w*|ptaszek|chomik)\b.{0,24}(?:padl\w*|spi i nie|zwymiot\w*|spadl\w*)|zasłab\w*|zaslab\w*)\b/g,
  ],
  fire: [
    /\b(?:dym|dymi|dymu|dymem|dymilo|kopci|zadymi\w*|iskr\w*|zaiskrz\w*|plomieniach|plomienie|plonie|pozar\w*|zapalil\w* sie|spalenizn\w*|zwarci\w*|topi sie|nadpal\w*|stopil\w*|przypal\w*)\b/g,
    // A flame is at home in a boiler, a fire is not.
    /\b(?:(?:otwarty|zywy|jest|mamy|widze|widac|wybuchl|buchnal) (?:ogien|plomien)|ogien (?:w|na|za|pod|przy|z|wychodzi|bucha|leci)\b(?! (?:piec|komink|kotle|kotla|koz|palnik|junkers)))/g,
    /\bpali sie (?:kabel|gniazd|klima|piec|silnik|instalac|skrzynk)\w*/g,
    /\b(?:strzela|trzeszczy|skwierczy)\b.{0,24}(?:gniazd|skrzynk|bezpiecz|prad|kabl|instalac|rozdziel|wod|$)/g,
  ],
  fire_not: [
    /\b(?:czujnik\w* dymu|czujk\w* dymu|proba dymowa|kurz\w*|pierwsz\w* (?:raz|uruchomi\w*|odpal\w*|wlacz\w*)|pozarow\w*|przeciwpozarow\w*|ppoz|papieros\w*|(?:zolt\w*|niebiesk\w*|pomaranczow\w*) plomien\w*|plomien\w* (?:\w+ )?(?:zolt\w*|niebiesk\w*|gasnie|sie tli|dalej sie tli)|kominek|kominka|kominku|grill\w*|iskr\w* (?:nie|zaplon)|brak iskry|nie daje iskry|nie ma iskry|nie pali sie)\b/g,
  ],
  sewage: [
    /\b(?:scieki|sciekami|sciekow|sciek|fekali\w*|gown\w*|kupa|kupy|kupsk\w*|szamb\w*|nieczystosci\w*|odchod\w*|papier toaletowy|gnoj\w*|fetor|brunatn\w*|kloak\w*|mul\w*|syf|syfu|syfem|szlam\w*|brazow\w*|brudn\w* wod\w*)\b/g,
    /\b(?:kanaliz\w*|pion\w*|studzienk\w*)\b.{0,30}(?:wybi|cofa|zalew|wywal|cofnel)/g,
    /\b(?:wybija|wybilo|wybilo|wybijaj\w*|wywala|wywalilo|cofa|cofnel\w*)\b.{0,34}(?:kanaliz|sciek|kibl|kibel|wc|toalet|wann|brodzik|sedes|muszl|kratk|prysznic|szamb|piwnic)/g,
    /\b(?:kanaliz\w*|kibl\w*|kibel|wc|toalet\w*|wann\w*|brodzik\w*|sedes\w*|muszl\w*|kratk\w*|odplyw\w*|prysznic\w*)\b.{0,34}(?:wybija|wybilo|wybijaj|wywala|wywalil|cofa|cofnel)/g,
  ],
  sewage_moves: [
    /\b(?:wybij\w*|wybilo|wybila|wywala|wywalil\w*|cofa|cofaj\w*|cofnel\w*|wylewa\w*|leje|leci|leca|plynie|plyna|zalewa\w*|zalal\w*|wylazi|wychodz\w*|podchodz\w*|podnosi\w*|wyplywa\w*|wybil\w*|rosnie|stoi|stoja|idzie|ida|rozlewa|przybywa|wyplywa|pelno|cal\w+ podlog\w*|wszedzie|na podlodze|w (?:wannie|brodziku|salonie|lazience|kuchni|korytarzu|piwnicy|przedpokoju|mieszkaniu|holu))\b/g,
  ],
  electrics: [
    /\b(?:lamp\w*|zyrandol\w*|gniazd\w*|gniazdk\w*|kontakt(?:u|ow|y|ach|em)?|kabl\w*|skrzynk\w*|bezpiecznik\w*|korki|korek|prad|pradu|pradem|rozdziel\w*|elektry\w*|oswietl\w*|halogen\w*|zarow\w*|wlacznik\w*|listw\w*|punkt\w* swietln\w*|przedluzacz\w*|serwer\w*|przewod\w* elektr\w*|swietlow\w*|kinkiet\w*)\b/g,
  ],
  wet: [
    /\b(?:wod\w*|cieknie|ciekn\w*|ciecze|kapi\w*|leje|leci|zalew\w*|zalal\w*|zalan\w*|mokr\w*|splywa|plynie|tryska\w*|przecieka|sika|zaciek\w*)\b/g,
  ],
  shock: [
    /\b(?:kopn\w* (?:mnie|go|ja) prad|prad (?:mnie |go )?kop\w*|kopie (?:prad|mnie)|porazi\w*|pod napieciem)\b/g,
  ],
  no_heat: [
    /\b(?:nie grzeje|nie grzeja|nie dziala\w* (?:ogrzew|piec|kociol|kaloryf|grzejn|co\b|pompa)\w*|nie ma (?:ogrzew|ciepla|co\b)\w*|brak (?:ogrzew\w*|ciepla|co|c\.o)|bez ogrzew\w*|nie mamy ogrzew\w*|nie mam ogrzew\w*|(?:ogrzewanie|grzanie) (?:nie|padl|siad|wysiad|stoi|przestal|wylacz)\w*)\b/g,
    /\b(?:kaloryfer\w*|grzejnik\w*|piec|piecyk|kociol|pompa ciepla|podlogowk\w*|pion)\b.{0,30}\b(?:zimn\w*|lodowat\w*|padl\w*|zgasl\w*|nie (?:dziala|grzeje|odpala|wstaje|startuje|zalacza|zapala|rusza|chce|wlacza)|stoi|siadl\w*|wysiadl\w*|zdechl\w*|martw\w*|kaput|nie zyje|ledwo|zepsul\w*|przestal\w*|blad|[fe]\d{1,2}|blokad\w*|odlaczyl\w*|odlaczon\w*|awaria|wywala|nawalil\w*|zamarzl\w*)\b/g,
    /\b(?:zimne|lodowate|zimny|lodowaty) (?:kaloryfer|grzejnik|piec)\w*/g,
    /\b(?:zimno|lodowato|lodowka|marzniemy|marzne|marznie|zamarzamy|zamarzniemy|wychlodz\w*)\b/g,
    /\b(?:zgasl|padl|siadl|wysiadl|zdechl|nawalil|zepsul sie|przestal grzac)\w* (?:nam |mi |u nas |nasz |moj )?(?:piec|kociol|ogrzewanie|co\b|kotl)\w*/g,
  ],
  vulnerable: [
    /\b(?:niemowl\w*|noworod\w*|dzidzius\w*|malec|malutk\w*|malego|malej|malucha|maluch\w*|malenstw\w*|blizniak\w*|blizniet\w*|bobas\w*|wczesniak\w*|(?:\w+)miesieczn\w*|(?:\w+)tygodniow\w*|(?:ma|maly|mala|malutki|dziecko|corka|syn|skonczyl\w*) (?:ma )?(?:\d{1,2}|dwa|trzy|cztery|piec|szesc|siedem|osiem|dziewiec|pare|kilka) (?:tygodni\w*|tyg|miesi\w*|mies|dni)|po cesar\w*|w pologu|polog\w*|\d{1,2}[ -]?(?:miesieczn|tygodniow|dniow)\w*|coreczk\w*|synek|synka|synkiem)\b/g,
    /\b(?:babci\w*|babcia|dziad(?:ek|ka|kiem|kowie)|podopieczn\w*|dializ\w*|amputac\w*|wylew\w*|zlobek|zlobk\w*|trojaczk\w*|ciazy|temp\.? (?:39|40)|starsz\w* (?:osob|pan|kobie|czlow|ludz|mam|ojc|rodzic|malzen)\w*|staruszk\w*|seniork\w*|senior\w*|emeryt\w*|(?:7[0-9]|8[0-9]|9[0-9])[ -]?(?:lat|letni\w*|l\b|lata|roku)|(?:siedemdziesiat|osiemdziesiat|dziewiecdziesiat)\w*(?: \w+)? (?:lat|lata|rok)|chor\w*|lezac\w*|lezy|tlen\w*|inwalid\w*|niepelnospraw\w*|wozk\w*|po (?:operacji|udarze|zawale|szpitalu|porodzie)|ze szpitala|zapaleni\w* pluc|mukowiscydoz\w*|alzheimer\w*|demencj\w*|cukrzyc\w*|z biodrem|zlaman\w* (?:biodr\w*|nog\w*)|parkinson\w*|(?:mama|mame|mamie|tata|tato|ciocia|babcia|dziadek|maz|zona|sasiadk\w*|sasiad|tesciow\w*|tesc|ojciec|wujek|pani|ona)\b[^.\n\d]{0,16}\b(?:7[0-9]|8[0-9]|9[0-9])\b(?! ?(?:stopni|st\b|°|%|m2|zl|cm|l\b))|hospicjum|onkolog\w*|chemi(?:i|a)|astm\w*|dom opieki|dps|gorack\w*|goraczkuj\w*|respirator\w*)\b/g,
  ],
  freezing: [
    /\b(?:mroz\w*|mrozi\w*|minus \w+|ponizej zera|siarczyst\w*|zamiec|snieg\w*|sniezyc\w*|szron na|zamarz\w*|widac oddech|para z ust|bialo za oknem|za oknem bialo|lod od srodka|slizgawic\w*|zawieruch\w*)\b/g,
  ],
  evacuated: [
    /\b(?:ewaku\w*|wyszl\w* (?:na|z)|wyszedl\w*|jestesmy na (?:dworze|klatce|zewnatrz)|stoimy (?:na|przed)|wywietrzy\w*|otworzyl\w* okn\w*|straz\w*|112|998|karetk\w*|pogotowie)\b/g,
  ],
  steam: [
    /\b(?:para|pary|wrzatek|wrzatk\w*|ukrop\w*)\b.{0,30}\b(?:bucha|leci|wali|tryska|syczy|sika|bije|leje|strzela)\w*/g,
    /\b(?:zaraz (?:wybuchnie|wyrwie|rozerwie|walnie)|grozi wybuch\w*)\b/g,
  ],
  harmless: [
    /\b(?:nic pilnego|nie pali sie|to nie awaria|nie ma pospiechu|bez pospiechu|nie spieszy|tylko pyta\w*|pytanie|wycen\w*|cennik\w*|ile (?:kosztuje|bierzecie|wychodzi))\b/g,
    /\b(?:peka\w* z (?:dumy|zazdrosci|smiechu)|pekam|zalan\w* (?:robota|praca|mailami|zleceniami)|zalew (?:maili|telefonow)|leje (?:jak z cebra|deszcz|na dworze)|leje od rana|tone w|zalala kawa|zalal\w* kaw\w*|bomba|wybuch\w* (?:radosci|smiechem)|plonie ze wstydu)\b/g,
  ],
}
