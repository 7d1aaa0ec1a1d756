/**
 * First names of the United States and Poland that many people share, each row one name with its short forms.
 * Folded. A short form may stand in several rows.
 */
const rows = `
alexander alex xander · alexandra alex sandra lexi · amanda mandy · andrew andy drew · anthony tony · barbara barb babs basia
benjamin ben benny · catherine katherine kathryn cathy kathy kate katie kat · charles charlie chuck chas · christine
christina chris tina chrissy · christopher chris topher · cynthia cindy · daniel dan danny · david dave davey · deborah
debra deb debbie · dennis denny · donald don donnie · dorothy dot dottie · douglas doug · edward ed eddie ted ned
elizabeth liz beth betty lizzie eliza libby · eugene gene · francis frank · frances fran · frederick fred freddy · gerald jerry
gregory greg · harold hal harry · henry hank harry · jacqueline jackie · jacob jake · james jim jimmy jamie · janet jan
jeffrey jeff · jennifer jen jenny · jessica jess jessie · john johnny jack · jonathan jon nathan · joseph joe joey · joshua josh
judith judy · kenneth ken kenny · kimberly kim · lawrence larry · leonard len leo · linda lin · louis lou louie · louise lou
margaret maggie meg peggy marge · maria mary marie · matthew matt · michael mike mikey mick · michelle shelly · nancy nan
nicholas nick nicky · nicole nikki · pamela pam · patricia pat patty trish tricia · patrick pat paddy · peter pete · philip
phillip phil · raymond ray · rebecca becky becca · richard rick dick rich ricky · robert bob rob bobby robbie · ronald ron
ronnie · russell russ · samantha sam · samuel sam sammy · sandra sandy · sharon shari · stephanie steph · stephen steven
steve · susan sue suzy susie · teresa theresa terry tess · terrence terence terry · thomas tom tommy · timothy tim ·
valerie val · veronica ronnie · victoria vicky tori · vincent vince vinny · virginia ginny · walter walt wally · william
bill will billy willie liam · zachary zach · brian bryan · kevin · mark marc · paul · george · eric erik · laura · lisa · karen ·
betty · helen · donna · carol carole · ruth · sarah sara · emily · anna ann anne ania anka · jose pepe · juan · luis · carlos ·
miguel · jorge · ana · rosa · carmen · luz · priya · wei · mohammed muhammad mohamed · ali · kelly · diane diana · gary · jason ·
ryan · scott · justin · brandon · adam · jerry · tyler · aaron · nathan · kyle · sean shawn shaun · carl karl · arthur art · albert al
alan allen al · roger · ralph · roy · bruce · wayne · joan · gloria · evelyn · cheryl · megan · andrea · ashley · brenda · emma · olivia ·
halina · katarzyna kasia kaska · malgorzata gosia malgosia · aleksandra ola olka · joanna asia aska · agnieszka aga agnes ·
magdalena magda · krystyna krysia · elzbieta ela elka · ewa ewka · monika · iwona · beata · dorota dorotka · danuta danka ·
zofia zosia · jadwiga jadzia · teresa terenia · irena irenka · renata · urszula ula · marta · natalia · karolina karola ·
justyna · paulina · sylwia · aneta · weronika wera · marianna marysia · tomasz tomek · krzysztof krzysiek krzys · piotr piotrek ·
pawel · jan janek jas · stanislaw staszek stas · andrzej jedrek · jozef jozek · marcin · michal · jakub kuba · adam ·
lukasz · zbigniew zbyszek zbyszko · jerzy jurek · tadeusz tadek · mateusz · dariusz darek · mariusz mario · wojciech
wojtek · ryszard rysiek · robert · rafal · grzegorz grzesiek grzes · henryk heniek · kazimierz kazik · maciej maciek ·
slawomir slawek · jaroslaw jarek · mieczyslaw mietek · edward edek · roman · marek · artur · kamil · sebastian · dawid ·
przemyslaw przemek · bartosz bartlomiej bartek · szymon · filip · leszek · waldemar waldek · miroslaw mirek · bogdan bogus ·
radoslaw radek · wieslaw wiesiek · zdzislaw zdzisiek · ireneusz irek`

/** Surnames that many strangers share. Folded. */
const surnames = `
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez gonzales wilson anderson
thomas taylor moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young
allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts
gomez phillips evans turner diaz parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez
ortiz morgan cooper peterson bailey reed kelly howard ramos kim cox ward richardson watson brooks chavez wood james
bennett gray mendoza ruiz hughes price castillo sanders patel myers long ross foster jimenez wang chen li singh khan
nowak kowalski wisniewski wojcik kowalczyk kaminski lewandowski zielinski szymanski wozniak dabrowski kozlowski
jankowski mazur wojciechowski kwiatkowski krawczyk kaczmarek piotrowski grabowski zajac pawlowski michalski krol
wieczorek jablonski wrobel nowakowski majewski olszewski stepien malinowski jaworski adamczyk dudek nowicki pawlak
gorski witkowski walczak sikora baran rutkowski michalak szewczyk ostrowski tomaszewski pietrzak zalewski wroblewski`

const groups = rows
  .split('·')
  .flatMap((row) => row.trim().split('\n'))
  .map((row) => row.trim().split(/\s+/u))
  .filter((row) => row[0] !== '')

const groupsOf = new Map<string, number[]>()
for (const [group, names] of groups.entries()) {
  for (const name of names) groupsOf.set(name, [...(groupsOf.get(name) ?? []), group])
}

const commonSurnames = new Set(surnames.trim().split(/\s+/u))

/** Whether a folded word is a first name, or the short form of one, that many people share. */
export function isFirstName(word: string): boolean {
  return groupsOf.has(word)
}

/** Whether a folded word is a name that many strangers share, first or last. */
export function isCommonName(word: string): boolean {
  return isFirstName(word) || commonSurnames.has(masculine(word))
}

/** Whether two folded words are forms of one first name: Mike and Michael, Kasia and Katarzyna. */
export function areOneFirstName(a: string, b: string): boolean {
  const own = groupsOf.get(a)
  return own !== undefined && (groupsOf.get(b) ?? []).some((group) => own.includes(group))
}

/** The full forms a first name may be short for (`mike` → `michael`), by which all forms are found; other words as they are. */
export function fullForms(word: string): string[] {
  const own = groupsOf.get(word)
  return own === undefined ? [word] : own.map((group) => groups[group]?.[0] ?? word)
}

/** Whether two folded surnames are a Polish pair as husband and wife have them: Zieliński and Zielińska. */
export function areOneFamilyName(a: string, b: string): boolean {
  return a !== b && masculine(a) === masculine(b)
}

function masculine(word: string): string {
  return word.replace(/(sk|ck|dzk)a$/u, '$1i')
}
