import { openCalendar } from '../../src/demo/calendar.ts'
import { type Party, type Text, textPage } from '../../src/demo/page.ts'

/** The firm's own number. */
const OWNER = '+15125550100'
const calendar = openCalendar('America/Chicago')

/** One text as it was sent: by somebody, or by the firm. */
export const said = (when: string, from: Party | null, text: string): Text => ({
  atMs: Date.parse(when),
  from,
  text,
  attachments: [],
})

/** A page of a Takeout with what was said with somebody. */
export function page(party: Party, texts: Text[]): { name: string; data: Buffer } {
  const first = new Date(texts[0]?.atMs ?? 0).toISOString().slice(0, 19).replaceAll(':', '_')
  const html = textPage(
    { name: party.name, group: null, texts, labels: ['sms'], deleted: false },
    OWNER,
    calendar,
  )
  return { name: `Takeout/Voice/Calls/${party.name} - Text - ${first}Z.html`, data: Buffer.from(html) }
}

/** The same, said in one breath: when, from whom, what. */
export const texts = (party: Party, ...all: Parameters<typeof said>[]) =>
  page(
    party,
    all.map((one) => said(...one)),
  )
