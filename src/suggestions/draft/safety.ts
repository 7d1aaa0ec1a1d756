import { type Calls, callsFor } from '../../tickets/tickets.ts'
import type { HazardKind } from '../../understanding/understanding.ts'
import type { Told } from './templates.ts'

/** Dangers that are answered by a fixed text, and by nothing else. */
export const answeredBySafety = [
  'gas',
  'carbon_monoxide',
  'fire',
  'water_at_electrics',
  'uncontrolled_water',
  'scalding',
  'cold_vulnerable',
] as const satisfies HazardKind[]
export type SafetyHazard = (typeof answeredBySafety)[number]

/** Whether a danger is answered by a fixed text. */
export function isForSafety(hazard: string | null): hazard is SafetyHazard {
  return (answeredBySafety as readonly (string | null)[]).includes(hazard)
}

/**
 * What is said to somebody in danger: fixed words, with the emergency number of the firm's country (ISO 3166), and nothing of
 * whom they are for. No model, no past reply and no setting changes them. Where they are and how they are reached is asked unless
 * it was told.
 */
export function safetyText(input: {
  hazard: SafetyHazard
  language: 'en' | 'pl'
  region: string
  told: Pick<Told, 'address' | 'phone'>
}): string {
  const { hazard, language, told } = input
  const lacking = told.address ? (told.phone ? 'nothing' : 'phone') : told.phone ? 'address' : 'both'
  return `${TEXTS[language][hazard](callsFor(input))} ${CLOSING[language][lacking]}`
}

const CLOSING = {
  en: {
    both: 'We have your message. Once you are safe, please send us the address and a phone number.',
    address: 'We have your message. Once you are safe, please send us the address.',
    phone: 'We have your message. Once you are safe, please send us a phone number.',
    nothing: 'We have your message. Once you are safe, please tell us.',
  },
  pl: {
    both: 'Mamy Państwa wiadomość. Gdy będą Państwo bezpieczni, proszę podać nam adres i numer telefonu.',
    address: 'Mamy Państwa wiadomość. Gdy będą Państwo bezpieczni, proszę podać nam adres.',
    phone: 'Mamy Państwa wiadomość. Gdy będą Państwo bezpieczni, proszę podać nam numer telefonu.',
    nothing: 'Mamy Państwa wiadomość. Gdy będą Państwo bezpieczni, proszę dać nam znać.',
  },
} as const

const TEXTS: Readonly<Record<'en' | 'pl', Record<SafetyHazard, (calls: Calls) => string>>> = {
  en: {
    gas: ({ gas }) =>
      `If you smell gas: do not use flames, switches or a phone inside. Leave the building with everybody in it, and call ${gas} from outside.`,
    carbon_monoxide: ({ help }) =>
      `Leave the building now with everybody in it and go into fresh air. Call ${help} from outside, and do not go back in until they say so.`,
    fire: ({ help }) => `Leave the building now with everybody in it, and call ${help} from outside.`,
    water_at_electrics: ({ help }) =>
      `Keep everybody away from the water and from anything electrical that it may have reached, and do not touch switches or the panel. If you see sparks or smoke, or anybody is hurt, leave and call ${help}.`,
    uncontrolled_water: ({ help }) =>
      `If you can reach it without danger, close the main water valve. Keep away from anything electrical near the water. If anybody is in danger, call ${help}.`,
    scalding: ({ help }) =>
      `Keep everybody away from the hot water and the steam. If anybody is hurt, call ${help}.`,
    cold_vulnerable: ({ help }) =>
      `If anybody is unwell from the cold, call ${help} now. Until the heat is back, stay where it is warm, with neighbors or family if you can.`,
  },
  pl: {
    gas: ({ gas }) =>
      `Jeśli czuć gaz: proszę nie używać ognia, włączników ani telefonu w środku. Proszę wyjść z budynku razem ze wszystkimi i z zewnątrz zadzwonić na ${gas}.`,
    carbon_monoxide: ({ help }) =>
      `Proszę natychmiast wyjść z budynku razem ze wszystkimi na świeże powietrze. Z zewnątrz proszę zadzwonić na ${help} i nie wracać, dopóki służby na to nie pozwolą.`,
    fire: ({ help }) =>
      `Proszę natychmiast wyjść z budynku razem ze wszystkimi i z zewnątrz zadzwonić na ${help}.`,
    water_at_electrics: ({ help }) =>
      `Proszę trzymać wszystkich z dala od wody i od urządzeń elektrycznych, do których mogła dotrzeć, i nie dotykać włączników ani bezpieczników. Jeśli widać iskry lub dym albo ktoś ucierpiał, proszę wyjść i zadzwonić na ${help}.`,
    uncontrolled_water: ({ help }) =>
      `Jeśli można do niego dojść bezpiecznie, proszę zakręcić główny zawór wody. Proszę trzymać się z dala od urządzeń elektrycznych w pobliżu wody. Jeśli komuś coś grozi, proszę zadzwonić na ${help}.`,
    scalding: ({ help }) =>
      `Proszę trzymać wszystkich z dala od gorącej wody i pary. Jeśli ktoś ucierpiał, proszę zadzwonić na ${help}.`,
    cold_vulnerable: ({ help }) =>
      `Jeśli ktoś źle się czuje z powodu zimna, proszę od razu zadzwonić na ${help}. Dopóki nie ma ogrzewania, proszę przebywać tam, gdzie jest ciepło, na przykład u sąsiadów lub rodziny.`,
  },
}
