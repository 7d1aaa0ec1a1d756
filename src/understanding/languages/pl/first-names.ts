/** Polish first names and their everyday forms, with Ukrainian and other names heard in Warsaw, folded; general knowledge. */
export const polishFirstNames = `
ada adam adas adasko adela adrian adriana adrianna aga agata agniesia agnieszka agusia ahmed alan albert aldona aleks
aleksander aleksandra aleksy alesia alfons alfred ali aliaksandr alicja alina aliona alka alla alojza alojzy amadeusz
amanda ambrozy amelia amir anastasiia anastazja anatol andrii andrij andrzej andrzejek andzelika aneta angela
angelika anh ania aniela anielka anka anna anna-maria annamaria antek antoni antonina antos anulka anzelm apolonia
arek ariadna ariel arkadiusz arleta artem artur asia asienka augustyn aurelia aurora aziz balbina barbara barnaba
bartek bartlomiej bartosz basia basienka bazyli beata beatka benedykt benedykta beniamin benon bernadeta bernadetta
bernadka bernard berta blanka blazej bogdan bogdana bogna bogumil bogumila bogus boguslaw boguslawa bohdan bolek
boleslaw bolka bolo bozena bozenka bozka bozydar brajan bronek bronislaw bronislawa bronka bruno brunon brygida
carlos cecyl cecylia celestyn celina cezary cyprian cyryl czarek czesia czesiek czeslaw czeslawa dagmara damian
daniel daniela danka danusia danuta darek daria dariusz david davit dawid debora delfina denys diana dionizy dmytro
dobrawa dobromila dobroslaw dobroslawa dominik dominika donata dorian dorota dorotka dymitr dzmitry edek edmund
edward edyta ela eleonora eliza elka elwira elzbieta elzunia emanuel emil emilia emilian erazm ernest ernestyna eryk
eugenia eugeniusz eulalia ewa ewaryst ewcia ewelina ewka ewunia fabian faustyna felek felicja feliks ferdynand filip
filipina florentyna florian franciszek franciszka franek fryderyk gabriel gabriela gabrys gabrysia gaja genek
genowefa gerard gertruda gienek gienia giorgi gizela gniewko gosia gracjan grazka grazyna grazynka greta grzegorz
grzes grzesiek gustaw hala halina halinka halszka halyna hania hanka hanna hanusia hassan hektor hela helcia helena
heniek henio henryk henryka herbert hermenegilda hiacynt hieronim hieronima hilary hoa honorata hryhorij hubert hugo
hung huong ida iga ignacy igor ihor ilona ines inga inna irek irena ireneusz irka irmina iryna ivan iwa iwan iwo
iwona iwonka iwunia iza izabela izabella izka jacek jadwiga jadwisia jadzia jadzka jagienka jagna jagoda jakub james
jan jana janeczka janek janina janka janusia janusz jarek jaromir jaroslava jaroslaw jaroslawa jas jasiek jasio
jasmina jedrek jedrzej jeremi jeremiasz jerzy jerzyk joachim joanna joasia john jola jolanta jolcia jolka jonasz
jozef jozefa jozefina jozek jozia judyta jula julcia julek julia julian julianna julija julita julitta juliusz julka
jurand jurek jurij justyna justysia kacper kaja kajetan kalikst kalina kama kamil kamila kamilek karina karol karolek
karolina kasia kasienka kaska kasper katarzyna kateryna katia kazia kazik kazimiera kazimierz kinga kinia klara
klaudia klaudiusz klemens klementyna kleo kleofas konrad konstancja konstanty konstantyn kordian kornel kornelia
kosma krysia kryska krystian krystyn krystyna krzys krzysia krzysiek krzysztof ksawery kuba kundzia kunegunda lan
larysa laura lech lechoslaw lena lenka leokadia leon leonard leonia leontyna leopold leosia lesia lesja leslaw leszek
levan lew lidia lidka liliana lilianna lilka linda linh liudmyla liwia lodka lodzia lolek longin longina longinus
lonia lucek lucja lucjan lucjusz lucyna ludka ludmila ludmyla ludomir ludwik ludwika ludwina luiza lukasz lusia
maciej maciejka maciek madzia madziulka magda magdalena magdusia maja majka makary maks maksencja maksym maksymilian
malgorzata malgosia malgoska malwina maniek marceli marcelina marcelka marcin marcys marek margareta maria marian
marianka marianna mariia mariola mariolka mariusz marlena marta martyna maryla maryna marys marysia marzanna marzena
marzenka mateusz mateuszek mati matylda maurycy mehmet melania melchior melka metody michael michal michalina michas
miecio mieczyslaw mieczyslawa mieszko mietek mietka mikolaj milena milka milosz minh minka mira mirek mirka miron
miroslaw miroslawa misia misiek mohammed monia monika monisia mscislaw mundek mychajlo mykhailo mykola nadia nadzieja
napoleon nastka natalia nataliia natalka natan nataniel natasza nela nepomucen nguyen nikodem nikola nikolas nina
nino niusia norbert norbi nowak nusia oksana oktawia oktawian ola olaf oleh olek oleksandr oleksandra olena olenka
olesia olga olgierd olimpia oliwia oliwier olka oriana oskar oskarek otton otylia palomena pamela pankracy pati patka
patrycja patrycjusz patryk paulina pawel pawelek pelagia petronela piotr piotrek piotrus placyd pola polcia priya
przemek przemyslaw przybyslaw radek radomil radoslaw rafal rafalek rajesh rajmund rajmunda regina remigiusz renata
renia reniak reniutka rita robercik robert roch roksana roma roman romana romcia romek romuald roza rozalia rozamunda
rozia rudolf rufina ruslan rustam rysia rysiek ryszard sabina salomea sandra sara saturnina seba sebastian serafin
sergiej sergiusz serhii serhij sewek seweryn seweryna siarhei slawek slawka slawomir slawomira sobek sofiia solomija
sonia stachu stanislaw stanislawa stas stasia stasiek staszek stefan stefania stefcia stefek stella svitlana
swietlana switlana sykstus sylwek sylwester sylwia sylwunia symeon szczepan szczepcio szymek szymon tacjana tadek
tadeusz tadzia tadzio tamar tamara taras tatiana tekla telimena teodor teodora teodozja teodozjusz teofil teresa
tereska tetiana tetjana thanh thi timur tobiasz tola tomasia tomasz tomaszek tomek tosia tosiek tuan tulka tymek
tymon tymona tymoteusz tytus ula ulka urban ursula urszula vadym vasyl viktoriia violetta vitalij volha volodymyr
wacek waclaw waclawa walburga waldek waldemar walek walenty walentyna waleria walerian walery wanda wandzia wanessa
wasyl wawrzyn wawrzyniec wera werka weronika wespazjan wicek wiera wiesia wiesiek wieslaw wieslawa wiktor wiktorek
wiktoria wiktorija wilhelm wilma wincenty wioletta wiolka wirginia wirginiusz wisia wislawa wit witalij witalis witek
witold witolda witoslaw wladek wladka wladyslaw wladyslawa wlodek wlodzia wlodzimiera wlodzimierz wojciech wojtek
wojtus wolodia wolodymyr xawery yana yaroslav yulia yurii zachariasz zachary zaklina zaneta zanna zbigniew zbycho
zbyslaw zbyszek zbyszko zdzich zdzisia zdzisiek zdziska zdzislaw zdzislawa zdzislawka zefiryn zeflik zelislawa zenek
zenobia zenobiusz zenon zenona zhanna ziemomysl ziemowit ziuta ziutek zocha zofia zosia zoska zula zuza zuzanna zuzia
zuzka zygmunt zygmus zygus zyta
`
