import { fold } from '../../understanding/understanding.ts'
import { type Language, stemsOf } from './stems.ts'

/**
 * Words of the trade that people say for one another: a line is a group, English | Polish, an underscore joins words that follow each
 * other. A word in two groups means both, and leads to no third. Kept narrow on purpose: a boiler is no radiator, though both heat.
 */
const GROUPS = `
water_heater hot_water_heater hot_water_tank water_tank heater geyser cylinder | bojler podgrzewacz terma zasobnik junkers piecyk przepływowy
boiler furnace | piec kocioł piecyk
heating heat | ogrzewanie grzanie grzeje
radiator rad | kaloryfer grzejnik
air_conditioning air_conditioner air_con aircon ac a/c mini_split | klimatyzacja klimatyzator klima split
cooling cool | chłodzi chłodzenie
leak drip | cieknie ciec przeciek przecieka wyciek kapie leci
clogged clog blocked plugged backed_up stopped_up | zatkany zatkało zatkana zapchany niedrożny
drain | odpływ kanalizacja syfon
sewer sewage main_line | kanalizacja ściek ścieki szambo
faucet tap spigot | kran bateria
outdoor_faucet hose_bib spigot sillcock | kran_ogrodowy
toilet commode loo bathroom_fixture | toaleta kibel sedes wc ubikacja muszla
sink basin | zlew umywalka zlewozmywak
shower | prysznic
bathtub tub bath | wanna
bathroom washroom restroom | łazienka
kitchen | kuchnia
basement cellar | piwnica
pipe piping | rura rury
hose supply_line | wężyk wąż
valve shutoff shut-off stopcock | zawór
thermostat | termostat sterownik regulator
garbage_disposal disposal disposer garburator | młynek
dishwasher | zmywarka
washing_machine washer laundry_machine | pralka
water_meter meter | licznik wodomierz
water_pressure pressure | ciśnienie
gas | gaz
carbon_monoxide co_alarm monoxide | czad tlenek_węgla
smell odor stink | zapach smród śmierdzi
flood flooded flooding | zalanie zalało zalany powódź
burst broken_pipe | pęknięta pękła pęknięcie
frozen freeze | zamarzła zamarznięta zamarzło
quote estimate price | wycena kosztorys cena
invoice bill | faktura rachunek
paid payment pay | zapłacone zapłata płatność
appointment visit | wizyta termin
cancel | odwołać odwołanie
reschedule | przełożyć przełożenie
tune-up maintenance inspection check-up service | przegląd konserwacja serwis
plumber | hydraulik
tenant renter | lokator lokatorka najemca
landlord | właściciel wynajmujący
emergency urgent | awaria pilne
repair fix | naprawa naprawić
replace replacement | wymiana wymienić
install installation | montaż zamontować
filter | filtr
pump | pompa
sump_pump | pompa_zatapialna
ceiling | sufit
leave_a_message voicemail | poczta_głosowa nagranie
`

/** Another way to say something: its words, and in which language. */
export type Synonym = { words: readonly string[]; language: Language }

/** Other ways to say a word, or words that follow each other. */
export function synonymsOf(words: readonly string[]): readonly Synonym[] {
  const found = new Map<string, Synonym>()
  const own = words.map(fold).join(' ')
  for (const group of groupsOf(words))
    for (const entry of groups[group] ?? []) {
      const key = entry.words.map(fold).join(' ')
      if (key !== own && !isSame(entry.words, words)) found.set(key, entry)
    }
  return [...found.values()]
}

/** Most words that one entry has. */
export const SYNONYM_WORDS_MAX = 3

const groups: readonly (readonly Synonym[])[] = GROUPS.split('\n')
  .filter((line) => line.includes('|'))
  .map((line) => {
    const [english = '', polish = ''] = line.split('|')
    return [...entriesOf(english, 'en'), ...entriesOf(polish, 'pl')]
  })

function entriesOf(written: string, language: Language): Synonym[] {
  return written
    .split(/\s+/u)
    .filter(Boolean)
    .map((entry) => ({ words: entry.split('_'), language }))
}

/** Groups by how their entries are written, and by the stems of those of one word. */
const byWriting = new Map<string, Set<number>>()
const byStem = new Map<string, Set<number>>()
for (const [index, group] of groups.entries())
  for (const { words: entry } of group) {
    note(byWriting, entry.map(fold).join(' '), index)
    const [word] = entry
    if (entry.length === 1 && word !== undefined) for (const stem of formsOf(word)) note(byStem, stem, index)
    if (entry.length > 1) note(byStem, entry.map(stemOf).join(' '), index)
  }

function groupsOf(words: readonly string[]): Set<number> {
  const found = new Set(byWriting.get(words.map(fold).join(' ')))
  const [word] = words
  const stems = words.length === 1 && word !== undefined ? formsOf(word) : [words.map(stemOf).join(' ')]
  for (const stem of stems) for (const index of byStem.get(stem) ?? []) found.add(index)
  return found
}

function note(table: Map<string, Set<number>>, key: string, index: number): void {
  const indexes = table.get(key) ?? new Set()
  table.set(key, indexes.add(index))
}

/** A word and its stems, by which forms of it are known. */
function formsOf(word: string): Set<string> {
  const lower = word.toLowerCase()
  return new Set([fold(lower), ...stemsOf(lower, 'en'), ...stemsOf(lower, 'pl')])
}

function stemOf(word: string): string {
  return stemsOf(word.toLowerCase(), 'en')[0] ?? fold(word)
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, at) => !formsOf(word).isDisjointFrom(formsOf(b[at] ?? '')))
}
