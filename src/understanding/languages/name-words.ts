const listOf = (text: string) => new Set(text.split(/\s+/).filter(Boolean))

/** First names that are also everyday words: they need a capital, or a firm cue and a surname beside them. */
export const everydayNames = listOf(`
will may hope grace april june august art mark bill rose dawn faith joy sandy rich frank pat drew grant
chase hunter summer angel precious mercy patience king duke guy van lane max ray rob rusty dusty skip bud
chip basil ginger pearl ruby olive iris violet lily daisy holly ivy heather hazel fern crystal amber jade
opal star sky skye sunny buddy a an the said sue don dale glen cliff lance miles art gene jean rocky clay
bea dot mo al ali ming lan hung hong mai ola ela ala iga roma lena mira kama gaja hala pola alan ty sam
sal star kit rex
`)

/** Words that are never a name, or never the first word of one; both languages, folded. */
export const neverNames = listOf(`
szanowni szanowny szanowna drodzy masarnia sasiedzi rodzina wizyta kapie studentki wyslane sent regards
the a an my your our his her their its it is was are be been i im we you he she they this that there here
not no yes ok okay hi hello hey dear sir madam and or but so if when what why how who where which please
pls thanks thank thx cheers regards best sincerely love from with at on in of for to about because just
still again also very really too going gonna getting got have has had do does did can could would will
wont should may might must need want water heater heat furnace boiler ac toilet sink drain leak pipe
faucet tub shower kitchen bathroom basement gas smell emergency urgent asap today tomorrow tonight monday
tuesday wednesday thursday friday saturday sunday january february march april june july august september
october november december morning afternoon evening night merry happy christmas easter new year good great
all any some one two three four five me us them him same down out up off over under broken back cold hot
freezing coming leaking calling sent re fwd subject only dzien dobry witam czesc prosze pan pani panstwo
panu pana pozdrawiam dziekuje dzieki tak nie jest sa byl byla bylo mam mamy ma moze czy co jak gdzie kiedy
ile bo ale wiec oraz albo lub po na w z ze od za przy przed pod nad u o sie juz tylko jeszcze bardzo dzis
dzisiaj jutro wczoraj poniedzialek wtorek sroda czwartek piatek sobota niedziela wiadomosc temat adres
ulica warszawa mokotow ursynow bielany bemowo wola ochota praga zoliborz wilanow wawer wesola targowek
rembertow ursus wlochy bialoleka srodmiescie klient klientka lokator najemca sasiad sasiadka mieszkaniec
mieszkanka wlasciciel wlascicielka restauracja sekretariat pralnia sklep szkola przedszkole biuro recepcja
parafia tej strony ten ta te znowu znow ja ona ono wy oni nasz nasza wasz wasza brak awaria pilne rura
kran piec kociol klima klimatyzacja woda zlew zamiast np itd unit apt apartment building flat tenant
landlord everyone anyone someone nobody everything nothing legend received perfect brilliant mum mom dad
mama tata babcia uncle aunt soonest anchorage awesome amazing lovely excellent super job work team crew
guys folks man mate bro dude lol haha omg wow sorry excuse god jesus lord dziekujemy pozdro radiator
dishwasher washer mieszkanie mieszkania dom domu blok kamienica pietro pietra lokal sedes klimatyzator
pralka zmywarka grzejnik grzejniki kaloryfer kaloryfery ogrzewanie bojler piecyk junkers kibel toaleta
wanna umywalka prysznic rury zawor gaz smrod spluczka kuchnia lazienka serwis hydraulik administrator
szybko ratunku pomocy kumpel question quick message
`)

/** Words of companies, roles and contact lines. */
export const companyWords = listOf(`
taqueria treasurer secretary chair chairman trustee executor wicedyrektor ksiegowa sekretarz barbershop kwiaciarnia
academy accounts administracja administrator al apartment apartments apt associates association auto ave
bakery bank bar billing bistro biuro boston brasserie brewery builder builders butcher butchers cafe cell
center centre chicago church clinic co college company compliance condo condos contractor contractors
coordinator corp cpa cpas crew daycare deli delikatesy dental department dept diner director dyrektor
dzial electric email estates ewidencja fax firma fitness floor food foods fundacja gabinet gmbh grill
group gym heating hoa holdings homes hotel hurt hurtownia inc inn instytut insurance kamienica kancelaria
kebab kierownik kitchen klub lane lettings llc llp lodge lokator lokatorka lokatorzy london lounge ltd
management manager market marketing mgmt mobile montessori motel motors mutual najemca nieruchomosci
office parafia partners phone piekarnia pizza pizzeria plc plumbing poland polska prezes properties
property przedszkole przychodnia pub realty recepcja reception rentals restauracja restaurant ristorante
road sales salon school schools service services serwis shop siec sklep solutions sp spa specjalista
spoldzielnia spolka store street studio subs suite superintendent supervisor supplies supply support
szkola szpital tartak team tel tenant theatre tire trade trading trattoria ul ulica unit university urzad
warszawa warsztat wlasciciel wspolnota york zaklad zarzad zarzadca zoo
`)

/** What follows a name in speech written down without capitals: small words, verbs and where the speaker is. */
export const afterNames = listOf(`
about above across after again ain't all also am an and any anyway are around as at back be because been before
behind below between both but by called callin calling came can can't cant come comes could couldn't did didn't do
does don't down during each either else even ever every everybody everyone for from get gets getting give go goes
going gonna good got had has hasn't have haven't having he he's hello her here here's hey hi him his hoping how i i'd
i'll i'm i've if im in inside into is isn't it it's its just kind know last left let let's like listen live lives
living look looking ma'am made make managing maybe me mine morning most my myself need needing needs never new next no
not now of off oh ok okay on once only onto or our out outside over owner owns per phoning please pls really returning
ringing right round said same say says see send set she should sir so some someone something sorry speaking still sure
take tell thank thanks that that's the their them then there there's these they they're thing this those though
through til till to today tomorrow tonight too trying uh um under until up upstairs downstairs us used very via wanna
want wanted wanting wants was wasn't we we'd we'll we're we've well went were what what's when where which while who
who's whose why will with without won't work working would wouldn't writing yeah yes yesterday yet you you'd you're
you've your yours unit apt apartment number flat room caretaker manager tenant landlord husband wife third second first
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred long short big small old no-one erm er hmm mate
love dear darling folks guys monday tuesday wednesday thursday friday saturday sunday
z ze spod na w we u od do o po za przy przed pod nad bez dla i a albo ale bo czy co ze zeby jak jest jestem jestesmy
ja my mam mamy mnie mi nam nas moj moja mieszkam mieszkamy mowi mowie dzwonie prosze dzien dobry dobra wieczor witam
czesc chce chcemy no wiec to ten ta te tu tutaj tam sie juz jeszcze znowu znow wspolnota administracja zarzadca
zarzadzam kierownik kierowniczka dozorca dozorczyni restauracja szkola zlobek przedszkole hotel firma sklep biuro
ulica ulicy aleja osiedle osiedla plac pan pani panie panstwo panowie wlasciciel wlascicielka nie tak bardzo wczoraj
dzisiaj dzis jutro rano kochani halo hej moze gdyby jakby jesli kiedy gdzie ktos ktory dlaczego ile tylko mama corka
syn maz zona sasiad sasiadka babcia dziadek opiekunka proboszcz parafia salon piekarnia jeden dwa trzy cztery piec
szesc siedem osiem dziewiec dziesiec jedenascie dwanascie trzynascie czternascie pietnascie szesnascie siedemnascie
osiemnascie dziewietnascie dwadziescia trzydziesci czterdziesci piecdziesiat szescdziesiat siedemdziesiat osiemdziesiat
dziewiecdziesiat sto szef szefowa wnuczka wnuk taksowkarz koscielny ogrodnik ochrona konserwator krawcowa maszynista
kucharz fryzjer fryzjerka kosmetyczka lekarz emerytka emeryt pielegniarka nauczycielka odbierz oddzwon sluchajcie
zarzadzanie zarzadzajaca
`)

/** Small words inside surnames ("van der Berg"). */
export const nameParticles = listOf('de la del van von da di le el al bin st den der dos ter')

/** Titles before a name, on folded text; they are no part of it. */
export const titles =
  /^(?:(?:monsieur|madame|mme|senor|senora|signora?|herr|frau|brother|fr|mr|mrs|ms|miss|dr|doctor|prof|professor|rev|reverend|father|sister|pastor|deacon|rabbi|imam|coach|officer|captain|chief|judge|major|sgt|sergeant|capt|sir|pan|pani|panstwo|ksiadz|proboszcz|ks|mgr|inz|inzynier|doktor|dr hab|mec|mecenas|siostra|brat)\.? )+/

/** How Polish surnames end that are hardly anything else. */
export const polishSurname = /..(?:(?:sk|ck|dzk)[ia]|icz|czyk|iak|czak|szak|uk|enko)$/
