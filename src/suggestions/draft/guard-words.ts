/** What the guard knows of English and Polish. All of it is matched against folded text: lower case, no diacritics. */

const words = (...patterns: string[]) => new RegExp(String.raw`\b(?:${patterns.join('|')})\b`)

/** What is polite, and would be taken for something else. */
export function withoutPleasantries(folded: string): string {
  return folded
    .replace(/\bgood (?:morning|afternoon|evening|day)\b/g, 'hello')
    .replace(/\bfeel free\b/g, 'please')
    .replace(/\b(?:when|if) you(?:'re| are) free\b/g, 'when you can')
}

const HOURS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const SOME = `${HOURS}|an?|a few|a couple(?: of)?|several|some|half an?`
const HOURS_PL =
  'pierwsz\\w+|drug\\w+|trzeci\\w*|czwart\\w+|piat\\w+|szost\\w+|siodm\\w+|osm\\w+|dziewiat\\w+|dziesiat\\w+|jedenast\\w+|dwunast\\w+|trzynast\\w+|czternast\\w+|pietnast\\w+|szesnast\\w+|siedemnast\\w+|osiemnast\\w+'

/** Days, hours, and how soon. */
export const TIME: readonly RegExp[] = [
  words(
    'today',
    'tonight',
    'tomorrow',
    'overnight',
    'weekends?',
    'noon',
    'midnight',
    'midday',
    "o'clock",
    `pm|p\\.m|a\\.m|(?:${HOURS}) am`,
    '(?:mon|tues|wednes|thurs|fri|satur|sun)days?',
    'mon|tues?|weds?|thurs?|thu|fri|sat|sun',
    'mornings?|afternoons?|evenings?|nights?',
    '(?:this|next|same|following|coming|within the) (?:week|day|month|hour)',
    'within (?:minutes|hours|days|the hour)',
    'hours?|minutes?|mins?|hrs?',
    'half past|quarter (?:past|to)',
    `(?:at|by|around|before|after|until|till|between|from) (?:about )?(?:${HOURS}|half)`,
    `(?:${SOME}) (?:business |working )?(?:days?|weeks?|months?)`,
    'later on|right away|straight away|immediately|at once|in no time|in a (?:moment|bit|minute|jiffy)|momentarily|shortly',
    'january|february|april|june|july|august|september|october|november|december',
  ),
  words(
    'dzis|dzisiaj|dzisiejsz\\w+|jutro|jutrzejsz\\w+|pojutrze|nazajutrz',
    'poniedzial\\w+|wtor(?:ek|ku|kiem|ki|kow\\w*)|srod(?:a|e|y|zie)|czwartk\\w+|czwartek|piatk\\w+|piatek|sobot\\w*|niedziel\\w*|weekend\\w*',
    'rano|ranek|porankiem|poludni\\w*|wieczor\\w*|noc\\w?|popoludni\\w*|polnoc\\w*',
    'godz|godzin\\w*|minut\\w*|kwadrans\\w*|pol godziny',
    'tydzien|tygodni\\w*|tygodniu|miesiac\\w*|miesiec\\w*',
    `(?:o|po|przed|do|od|kolo|okolo|miedzy) (?:godzinie )?(?:${HOURS_PL})`,
    '(?:za|w ciagu|po|do) (?:\\w+ )?(?:dni|dnia|dzien|chwil\\w+|moment\\w*)',
    '(?:dwa|trzy|cztery|piec|kilka|kilku|pare|paru|dwoch|trzech) dni',
    'od razu|natychmiast\\w*|niezwlocznie|zaraz|lada moment|blyskawicznie',
    'styczni\\w*|lutego|marca|kwietni\\w*|czerwca|lipca|sierpnia|wrzesni\\w*|pazdziernik\\w*|listopad\\w*|grudni\\w*',
  ),
]

const WORKER =
  'someone|somebody|technicians?|techs?|plumbers?|crews?|teams?|trucks?|vans?|guys?|engineers?|fitters?|man|him|her|them'

/** That somebody comes, that something is booked, that work will be done. */
export const VISIT: readonly RegExp[] = [
  words(
    '(?:on|under) (?:our|my|his|her|their|the|its) way|en route|underway|heading (?:over|out|your|to)|headed (?:over|out|your|to)',
    "(?:'ll|will|shall|going to|gonna|can|could|are|is|am|'re|'m|'s) (?:\\w+ ){0,3}(?:come|comes|coming|arrive|arriving|visit|visiting|stop(?:ping)? (?:by|over|in)|swing(?:ing)? by|drop(?:ping)? (?:by|in)|head(?:ing)? over|show(?:ing)? up|be (?:right )?(?:there|over|by|out|round|around|with you|at your)|get (?:there|out|over|to you)|fix|repair|replace|install|unclog)",
    '(?:come|came|comes|coming) (?:by|over|out|round|around|to (?:you|your))',
    `(?:send|sends|sending|sent|dispatch\\w*|have|having|get|getting) (?:\\w+ ){0,3}(?:${WORKER}) (?:out|over|to|there|right|come|now|soon)`,
    `(?:send|sending|sent|dispatch\\w*) (?:\\w+ ){0,2}(?:${WORKER})`,
    'see you|expect (?:us|him|her|me|them|somebody|someone)|with you soon|at your (?:door|place|house|home|address)',
    "booked|scheduled|confirmed|reserved|penciled|pencilled|appointment (?:is|has)|(?:put|got|have|has) you (?:down|in|on)|slots?|you(?:'re| are) (?:all )?set",
    'guarantee\\w*|promise\\w*|assure\\w*|rest assured|you have (?:my|our) word',
  ),
  words(
    'przyj[ae]d\\w*|przyjd\\w*|przybed\\w*|dojad\\w*|dojed\\w*|podj[ae]d\\w*|wpadn\\w*|zjaw\\w+|zajrz\\w+|zawita\\w*|odwiedz\\w*',
    'jedziemy|jade|jedzie|jada|ruszam\\w*|wyruszy\\w*|w drodze',
    '(?:bede|bedziemy|bedzie|beda) (?:\\w+ ){0,2}(?:u (?:pan\\w*|was|ciebie)|na miejscu)',
    '(?:wysyla\\w*|wysle|wyslemy|przysle|przyslemy|skieruj\\w*|podesl\\w*) (?:\\w+ ){0,2}(?:hydraulik\\w*|technik\\w*|mechanik\\w*|kogos|ekip\\w*|serwisant\\w*|fachow\\w*|pracownik\\w*|monter\\w*|czlowieka|kolege)',
    'do zobaczenia|umowion\\w*|zapisan\\w*|zarezerwowan\\w*|zaplanowan\\w*|potwierdzon\\w*|potwierdzam\\w* (?:wizyt\\w*|termin\\w*)|wizyt\\w* (?:jest|odbedzie)',
    'naprawi(?:my|e)|wymieni(?:my|e)|zamontuj\\w+|zainstaluj\\w+|usuniemy|udrozni(?:my|e)|przepcha(?:my|m)',
    'gwarant\\w+|obiecuj\\w+|obiecam\\w*|zapewnia(?:m|my)',
  ),
]

/** Money, and what costs none. */
export const PRICE: readonly RegExp[] = [
  /[$€£%¢]/,
  words(
    'usd|eur|pln|dollars?|bucks?|cents?|euros?|pounds?|hundreds?|thousands?|grand|dozens?|percent',
    'free|no charge|without charge|complimentary|on the house|no cost|at cost|cheap\\w*|discount\\w*|coupon\\w*|half off|half price|waive\\w*|refund\\w*|reimburse\\w*|credit\\w*|compensat\\w*|deposits?|prepay\\w*',
    'pay|pays|paying|paid|payments?|wire|bank\\w*|account number|gift cards?|bitcoin|crypto\\w*|venmo|zelle|cash ?app|paypal',
    '(?:flat|fixed|minimum|hourly|call-?out|trip|service) (?:fee|rate|charge)s?|costs? (?:about|around|between|only|just|you|up)|(?:is|for|about|around|only|just) (?:\\w+ )?(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)',
    'twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety',
  ),
  words(
    'zl|zlot\\w+|groszy?|stow\\w*|sto|dwiescie|trzysta|czterysta|piecset|szescset|siedemset|osiemset|dziewiecset|tysi\\w*|procent\\w*|euro',
    'bezplatn\\w*|darmow\\w*|gratis\\w*|za darmo|nieodplatn\\w*|tani\\w*|tanie\\w*|rabat\\w*|znizk\\w*|upust\\w*|promocj\\w*|zwroc(?:e|imy|i|a)|zwrot\\w*|rekompensat\\w*|zaliczk\\w*|przedplat\\w*',
    'zaplac\\w*|zaplat\\w*|plac(?:i|a|ic|e|imy|icie)\\w*|platnos\\w*|wplac\\w*|wplat\\w*|oplat\\w*|przelew\\w*|przelac|kont(?:o|a|em|u)|blik\\w*|gotowk\\w*',
    'kosztuje|kosztowac|koszt wynosi|(?:za|po) (?:dwadziescia|trzydziesci|czterdziesci|piecdziesiat|szescdziesiat|siedemdziesiat|osiemdziesiat|dziewiecdziesiat)|dwadziescia|trzydziesci|czterdziesci|\\w+dziesiat',
  ),
]

/** Who heals and rescues: only the fixed text sends to them. */
export const HELP = words(
  'doctors?|hospitals?|ambulance|paramedics?|medic\\w*|first aid|pharmac\\w*|poison control|fire department|fire brigade|firefighters?|emergency (?:number|services?|line)',
  'lekarz\\w*|szpital\\w*|pogotowi\\w*|karetk\\w*|ratowni\\w*|ratunkow\\w*|strazak\\w*|straz(?:y|a)?|leki|lekow|lekarstw\\w*|aptek\\w*|numer\\w* alarmow\\w*',
)

/** What hurts people when it is handled wrongly. */
export const DANGER = words(
  'gas|gases|carbon monoxide|monoxide|co|electric\\w*|breakers?|fuses?|fusebox|outlets?|sockets?|wires?|wiring|panel|voltage|shocks?|shocked|sparks?|sparking|smok\\w*|fire|fires|flames?|pilot|burners?|fumes?|alarms?|detectors?|burn\\w*|scald\\w*|faint\\w*|dizz\\w*|headaches?|nause\\w*|vomit\\w*|ill|sick\\w*|bleach\\w*|chemicals?|acids?|poison\\w*|drain cleaner|mold|mould|asbestos|sewage|smell\\w*|leak detector',
  'gaz\\w*|czad\\w*|tlenek\\w*|tlenk\\w*|elektry\\w*|prad\\w*|bezpieczniki?|bezpiecznikow\\w*|korki|gniazd\\w*|kabl\\w*|kabel\\w*|przewod\\w*|napiec\\w*|iskr\\w*|dym\\w*|ogien|ogni\\w*|plomien\\w*|plomyk\\w*|palnik\\w*|alarm\\w*|czujnik\\w*|spalin\\w*|oparz\\w*|zawrot\\w*|mdlos\\w*|mdli|bol\\w* glowy|glowa|wymiot\\w*|chor\\w+|chemi\\w*|kwas\\w*|zatru\\w*|wybielacz\\w*|azbest\\w*|sciek\\w*|zapach\\w*|smrod\\w*|piorun\\w*|zapalnicz\\w*',
)

/** What tells somebody to do something, or that nothing need be done. */
export const ADVISING = words(
  "turn|turning|switch|shut|shutting|open|opening|close|closing|light|lighting|relight\\w*|press|reset\\w*|leave|leaving|evacuat\\w*|stay|staying|wait|waiting|ignor\\w*|unplug\\w*|plug|touch\\w*|flip\\w*|ventilat\\w*|air out|windows?|sniff\\w*|test\\w*|check(?:ing)? (?:the|for|if|your|it)|remov\\w*|disconnect\\w*|unscrew\\w*|loosen\\w*|tighten\\w*|bypass\\w*|disabl\\w*|silenc\\w*|mute|restart\\w*|cover\\w*|tape|pour\\w*|mix\\w*|drink\\w*|breath\\w*|go back|back to (?:sleep|bed)|safe|safely|harmless|danger\\w*|risk\\w*|worr\\w*|nothing|normal\\w*|fine|ok|okay|alright|all right|should|must|never|do not|don't|need not|no need|avoid\\w*|keep|try|trying|use|using|put",
  'zakrec\\w*|odkrec\\w*|przekrec\\w*|wylacz\\w*|wlacz\\w*|zalacz\\w*|otworz\\w*|otwier\\w*|otwarci\\w*|zamkn\\w*|zamyk\\w*|zapal\\w*|odpal\\w*|nacisn\\w*|wcisn\\w*|zresetu\\w*|reset\\w*|wyjd\\w*|wyjsc\\w*|opusc\\w*|ewaku\\w*|zosta\\w+|poczeka\\w*|czeka\\w*|ignor\\w*|odlacz\\w*|podlacz\\w*|dotyka\\w*|dotkn\\w*|przewietrz\\w*|wietrz\\w*|sprawdz\\w*|usun\\w*|wyjm\\w*|wyjac|zakle\\w*|zaloz\\w*|wla[cl]\\w*|wlew\\w*|wsyp\\w*|wypi\\w*|oddych\\w*|wacha\\w*|powacha\\w*|bezpieczn(?:e|y|a|i|ie|ych|ego)|niebezp\\w*|groz\\w*|niegroz\\w*|martw\\w*|przejm\\w*|boi\\w*|nic (?:sie|takiego|zlego|nie)|normaln\\w*|w porzadku|spokojn\\w*|powinn\\w*|musi\\w*|prosze nie|nie (?:trzeba|nalezy|wolno|ma potrzeby)|mozna|moze (?:pan|pani|panstwo)|mozecie|mozesz|uzyw\\w*|uzyj\\w*|unika\\w*|trzyma\\w*|sprobuj\\w*',
)
