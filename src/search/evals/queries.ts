/**
 * What people of the sample firm would look for, and what they must find: written from its stories, in English and Polish, before
 * the search was tuned. A document is right when what it says matches `says`, and whom it is said with matches `who`; what came along
 * stands behind its words, as in `[image]`.
 */
export type LabelledQuery = {
  ask: string
  /** What a right message says, or a right record is called. */
  says?: RegExp
  /** With whom a right message was exchanged. */
  who?: RegExp
  /** Kind of what is looked for; a message unless said otherwise. */
  kind?: 'customer' | 'contact_point' | 'property'
  /** What it tries. */
  about:
    | 'word'
    | 'form'
    | 'synonym'
    | 'marks'
    | 'start'
    | 'typo'
    | 'phrase'
    | 'who'
    | 'fragment'
    | 'filter'
    | 'language'
}

export const labelledQueries: readonly LabelledQuery[] = [
  { about: 'word', ask: 'thermocouple', says: /thermocouple/i },
  { about: 'word', ask: 'dialysis', says: /dialysis/i },
  { about: 'word', ask: 'grease trap', says: /grease trap/i },
  { about: 'word', ask: 'sewage basement', says: /sewage|basement toilet.*overflow/i },
  { about: 'word', ask: 'backflow test', says: /backflow test/i },
  { about: 'word', ask: 'hose bib', says: /hose bib/i },
  { about: 'word', ask: 'descaling', says: /descaling/i },
  { about: 'word', ask: 'sernik', says: /sernik/i },
  { about: 'word', ask: 'wycena remont łazienki', says: /remont łazienki.*wycen/i },
  { about: 'word', ask: 'carbon monoxide', says: /carbon monoxide|\bCO (?:alarm|detector)/i },
  { about: 'word', ask: 'invoice', says: /\binvoices?\b/i },
  { about: 'word', ask: 'tankless error code', says: /tankless shows|the code again/i },
  { about: 'form', ask: 'leaks', says: /\bleak(?:s|ing|ed|y)?\b/i },
  { about: 'form', ask: 'drips', says: /\bdrip(?:s|ping|ped)?\b/i },
  { about: 'form', ask: 'popping noise', says: /popping noises?/i },
  { about: 'form', ask: 'boilers', says: /\bboilers?\b/i },
  { about: 'form', ask: 'overflow urinals', says: /urinal overflowing/i },
  {
    about: 'form',
    ask: 'install heater',
    says: /(?:heater you installed|heater.*installed|install.*heater)/i,
  },
  { about: 'form', ask: 'łazienka', says: /łazien|łazienc|lazien/i },
  { about: 'form', ask: 'faktura', says: /faktur/i },
  { about: 'form', ask: 'kuchnia', says: /kuchni/i },
  { about: 'form', ask: 'zawór', says: /zaw[óo]r/i },
  { about: 'form', ask: 'toaleta', says: /toale[tc]/i },
  { about: 'form', ask: 'rura', says: /\brur(?:a|y|ę|ze|ą|)\b/i },
  { about: 'form', ask: 'cieknący bojler', says: /bojler cieknie/i },
  { about: 'form', ask: 'piwnica', says: /piwnic/i },
  { about: 'form', ask: 'zamarznięta woda', says: /u nas zamarzlo/i },
  { about: 'marks', ask: 'lazienka', says: /łazien|łazienc|lazien/i },
  { about: 'marks', ask: 'zmywarke montuje', says: /zmywarkę, czy Pan montuje/i },
  { about: 'marks', ask: 'ogrzewanie podlogowe', says: /ogrzewanie podłogowe/i },
  { about: 'marks', ask: 'gorąca woda', says: /woda będzie gorąca|gor[ąa]c.*wod/i },
  { about: 'marks', ask: 'dziekuje pamieta', says: /Dziękuję że Pan pamięta/i },
  { about: 'marks', ask: 'czujnik cisnienia', says: /czujnik ciśnienia/i },
  { about: 'synonym', ask: 'hot water tank', says: /water heater|bojler|hot water tank/i },
  { about: 'synonym', ask: 'air conditioning', says: /\bA\/?C\b|air condition|\bklim/i },
  { about: 'synonym', ask: 'faucet', says: /\bfaucets?\b|\btaps?\b|\bkran/i },
  { about: 'synonym', ask: 'kocioł', says: /\bpiec(?:a|u|em|yk)?\b|\bkoc[ie]o?ł|\bboiler|\bfurnace/i },
  { about: 'synonym', ask: 'kibel', says: /kibel|toale[tc]|\btoilet|\bwc\b/i },
  { about: 'synonym', ask: 'przeciek', says: /przeciek|cieknie|\bleak/i },
  { about: 'synonym', ask: 'radiator', says: /radiator|kaloryfer|grzejnik/i },
  { about: 'synonym', ask: 'clogged', says: /clog|block|back(?:ed|ing|s) up|zatka/i },
  { about: 'language', ask: 'dishwasher', says: /dishwasher|zmywar/i },
  { about: 'language', ask: 'water meter', says: /water meter|licznik|\bmeter\b/i },
  { about: 'start', ask: 'thermoc', says: /thermoc/i },
  { about: 'start', ask: 'grease tr', says: /grease trap/i },
  { about: 'start', ask: 'expansion ta', says: /expansion tank/i },
  { about: 'start', ask: 'kaloryf', says: /kaloryfer/i },
  { about: 'start', ask: 'dialy', says: /dialysis/i },
  { about: 'typo', ask: 'thermocuple', says: /thermocouple/i },
  { about: 'typo', ask: 'dyalisis', says: /dialysis/i },
  { about: 'typo', ask: 'furnase', says: /furnace/i },
  { about: 'typo', ask: 'sewagge', says: /sewage/i },
  { about: 'typo', ask: 'kaloryfwr', says: /kaloryfer/i },
  { about: 'typo', ask: 'dispozal', says: /disposal/i },
  { about: 'typo', ask: 'recipt invioce', says: /\binvoices?\b/i },
  { about: 'typo', ask: 'watter heeter', says: /\bwater\b.*\bheaters?\b|\bheaters?\b.*\bwater\b/is },
  { about: 'typo', ask: 'toliet flor soft', says: /toilet.*floor.*soft/is },
  { about: 'typo', ask: 'Malgorzata Szewcyk', says: /Małgorzata Szewczyk/, kind: 'customer' },
  { about: 'phrase', ask: '"no hot water"', says: /no hot water/i },
  { about: 'phrase', ask: '"back door code"', says: /back door code/i },
  { about: 'phrase', ask: '"main line"', says: /main line/i },
  { about: 'phrase', ask: '„panie marku”', says: /panie marku/i },
  { about: 'who', ask: 'Mrs Alvarez boiler', says: /boiler/i, who: /Alvarez/ },
  { about: 'who', ask: 'from:Alvarez', says: /./, who: /Alvarez/ },
  { about: 'who', ask: 'Petrakis', says: /Petrakis/, kind: 'customer' },
  { about: 'who', ask: 'stepien', says: /Stępień/, kind: 'customer' },
  { about: 'who', ask: 'Alvares', says: /Alvarez/, kind: 'customer' },
  { about: 'who', ask: 'Whitfield', says: /Whitfield/, kind: 'customer' },
  { about: 'who', ask: 'preschool', says: /Preschool/i, kind: 'customer' },
  { about: 'fragment', ask: '0110', says: /0110/, kind: 'contact_point' },
  { about: 'fragment', ask: '(847) 555-0112', says: /8475550112/, kind: 'contact_point' },
  { about: 'fragment', ask: '555 0145', says: /5550145/, kind: 'contact_point' },
  { about: 'fragment', ask: '+1 630 555', says: /\+1630555/, kind: 'contact_point' },
  { about: 'filter', ask: 'has:photo roots', says: /roots.*\[image\]/is },
  { about: 'filter', ask: 'od:Nowak', says: /./, who: /Nowak/ },
]
