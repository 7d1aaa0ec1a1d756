/** Whom to call for help, as a sentence goes on after “call”; `gas`: where gas is smelled. */
export type Calls = { help: string; gas: string }

/** Whom people call in the firm's country (ISO 3166), said in their own language; no number where we know none. */
export function callsFor({ language, region }: { language: 'en' | 'pl'; region: string }): Calls {
  const number = NUMBERS[region] ?? (EUROPE.has(region) ? '112' : null)
  if (language === 'pl') {
    const help = number === null ? 'lokalny numer alarmowy' : `numer alarmowy ${number}`
    return { help, gas: region === 'PL' ? 'pogotowie gazowe 992 lub numer alarmowy 112' : help }
  }
  const help = number ?? 'your local emergency number'
  return {
    help,
    gas: region === 'PL' ? '992 (gas emergency service) or 112' : `${help} and your gas company`,
  }
}

const NUMBERS: Readonly<Record<string, string>> = {
  US: '911',
  CA: '911',
  MX: '911',
  GB: '999',
  IE: '112',
  AU: '000',
  NZ: '111',
}
/** Where 112 reaches help: the European Union, Iceland, Liechtenstein, Norway, Switzerland, Ukraine. */
const EUROPE: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH UA'.split(' '),
)
