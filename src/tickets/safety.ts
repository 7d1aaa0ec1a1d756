import type { Tx } from '../store/store.ts'
import { type Calls, callsFor } from './calls-for-help.ts'

/** What a ticket says first of a danger to life; see `safetyWords`. */
export async function safetyNote(
  tx: Tx,
  { hazard, language }: { hazard: SafetyHazard; language: 'en' | 'pl' },
): Promise<{ code: string; words: string }> {
  const { region } = await tx.selectFrom('tenant').select('region').executeTakeFirstOrThrow()
  return { code: `safety_${hazard}`, words: safetyWords({ hazard, language, region }) }
}

type SafetyHazard = keyof typeof WORDS

/**
 * What is said to people in danger of gas or carbon monoxide, word for word: leave, touch nothing, call. After the advice
 * of the US Consumer Product Safety Commission, gas utilities, and of the State Fire Service of Poland. In their language, and with the
 * numbers of the country that the firm works in (ISO 3166).
 */
export function safetyWords(input: { hazard: SafetyHazard; language: 'en' | 'pl'; region: string }): string {
  return WORDS[input.hazard][input.language](callsFor(input))
}

const WORDS = {
  gas: {
    en: ({ gas }: Calls) =>
      `Smell of gas: leave the building now with everyone in it. Do not use switches, phones or flames inside, and do not look for the leak. From outside call ${gas}. Nobody goes back in before they say so.`,
    pl: ({ gas }: Calls) =>
      `Zapach gazu: natychmiast opuść budynek ze wszystkimi. Nie używaj w środku włączników, telefonu ani ognia i nie szukaj nieszczelności. Z zewnątrz zadzwoń na ${gas}. Nikt nie wraca, dopóki nie pozwolą.`,
  },
  carbon_monoxide: {
    en: ({ help }: Calls) =>
      `Carbon monoxide: get everyone outside into fresh air now, and do not go back in. From outside call ${help}. Whoever has a headache, is dizzy or sick needs a doctor at once. Leave appliances off until they have been checked.`,
    pl: ({ help }: Calls) =>
      `Tlenek węgla (czad): natychmiast wyprowadź wszystkich na świeże powietrze i nie wracaj do środka. Z zewnątrz zadzwoń na ${help}. Kogo boli głowa, ma zawroty lub nudności, musi od razu zobaczyć lekarz. Urządzenia zostają wyłączone do sprawdzenia.`,
  },
}
