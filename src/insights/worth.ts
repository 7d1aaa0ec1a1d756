/**
 * Hours of work that a job of a kind comes to, as a rule of thumb of the trade: a faucet is an hour, a water heater half a
 * day, a sewer line two. They order a list, and are shown to nobody.
 */
const HOURS: Readonly<Record<string, number>> = {
  installation: 8,
  sewer: 12,
  water_heater: 6,
  gas_line: 6,
  ac_repair: 4,
  heating_repair: 4,
  refrigeration: 4,
  ventilation: 4,
  pipe_repair: 3,
  leak_detection: 3,
  drain_cleaning: 2,
  maintenance: 2,
  toilet_repair: 1.5,
  faucet_repair: 1.5,
  thermostat: 1.5,
}
const UNKNOWN_HOURS = 2
/** What an hour comes to with its parts, by currency. */
const HOURLY = { USD: 150, PLN: 250 } as const

/** How much work it likely is, hours: by the price that was named, else by its kind. */
export function hoursOf(input: {
  service: string | null
  amount: number | null
  currency: keyof typeof HOURLY | null
}): number {
  if (input.amount !== null && input.currency !== null && input.amount > 0)
    return input.amount / HOURLY[input.currency]
  return input.service === null ? UNKNOWN_HOURS : (HOURS[input.service] ?? UNKNOWN_HOURS)
}

/** How a job of so many hours is spoken of. */
export function worthOf(hours: number): 'small' | 'medium' | 'large' {
  if (hours >= 6) return 'large'
  return hours >= 2.5 ? 'medium' : 'small'
}
