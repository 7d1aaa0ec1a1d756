import { openCalendar } from '../../src/demo/calendar.ts'
import { openChance } from '../../src/demo/chance.ts'
import { type Attachment, callPage, head, type Party, type Text, textPage } from '../../src/demo/page.ts'
import { drawPicture } from '../../src/demo/picture.ts'
import { openZip } from '../../src/demo/zip.ts'

const ZONE = 'America/New_York'
const OWNER = '+16095550100'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Two phones of one name, which nobody but a person can tell to be one or two people. */
export const kesslers: readonly [Party, Party] = [
  { number: '+15125550101', name: 'Mrs Kessler' },
  { number: '+15125550102', name: 'Mrs Kessler' },
]
export const alvarez: Party = { number: '+16095550111', name: 'Rosa Alvarez' }

/**
 * Writes a Takeout archive small enough to know by heart to `path`: Rosa Alvarez with a burst ceiling, her
 * picture and one that is missing; two Mrs Kesslers; a call; and a page with a message that has no time.
 */
export async function makeSmallArchive(path: string, nowMs: number): Promise<void> {
  const calendar = openCalendar(ZONE)
  const zip = await openZip(path, Math.floor(nowMs / 2000) * 2000)
  const add = (name: string, content: string | Buffer) => zip.add(`Takeout/Voice/Calls/${name}`, content)
  const stamp = (atMs: number) => new Date(atMs).toISOString().slice(0, 19).replaceAll(':', '_').concat('Z')
  const picture: Attachment = {
    kind: 'image',
    reference: `Rosa Alvarez - Text - ${stamp(nowMs - 2 * HOUR_MS)}-1-1`,
  }
  const lost: Attachment = {
    kind: 'image',
    reference: `Rosa Alvarez - Text - ${stamp(nowMs - 2 * HOUR_MS)}-2-1`,
  }
  const said = (agoMs: number, from: Party | null, text: string, attachments: Attachment[] = []): Text => ({
    atMs: nowMs - agoMs,
    from,
    text,
    attachments,
  })
  const page = (party: Party, texts: Text[]) =>
    textPage({ name: party.name, group: null, texts, labels: ['sms'], deleted: false }, OWNER, calendar)

  await add(
    `Rosa Alvarez - Text - ${stamp(nowMs - 20 * DAY_MS)}.html`,
    page(alvarez, [
      said(20 * DAY_MS, alvarez, 'Could you look at the boiler before winter?'),
      said(20 * DAY_MS - HOUR_MS, null, 'Of course. Thursday between 9 and 11?'),
      said(20 * DAY_MS - 2 * HOUR_MS, alvarez, 'Thursday is perfect, thank you'),
    ]),
  )
  await add(
    `Rosa Alvarez - Text - ${stamp(nowMs - 2 * HOUR_MS)}.html`,
    page(alvarez, [
      said(2 * HOUR_MS, alvarez, 'There is water coming through my kitchen ceiling!'),
      said(2 * HOUR_MS - 60_000, alvarez, 'It runs down beside the light', [picture]),
      said(2 * HOUR_MS - 120_000, alvarez, 'One more', [lost]),
    ]),
  )
  await add(`${picture.reference}.png`, drawPicture('ceiling', openChance(1)))
  for (const [index, kessler] of kesslers.entries()) {
    await add(
      `Mrs Kessler - Text - ${stamp(nowMs - (3 + index) * DAY_MS)}.html`,
      page(kessler, [said((3 + index) * DAY_MS, kessler, 'Is the water heater under warranty?')]),
    )
  }
  await add(
    `Rosa Alvarez - Placed - ${stamp(nowMs - 19 * DAY_MS)}.html`,
    callPage(
      {
        kind: 'placed',
        party: alvarez,
        atMs: nowMs - 19 * DAY_MS,
        seconds: 252,
        transcript: null,
        audio: null,
        labels: ['placed'],
      },
      calendar,
    ),
  )
  await add(
    `Ken Brandt - Text - ${stamp(nowMs - 5 * DAY_MS)}.html`,
    `${head('Ken Brandt')}<div class="hChatLog hfeed"><div class="message"><abbr class="dt" title="">long ago</abbr>: <cite class="sender vcard"><a class="tel" href="tel:+16095550122"><span class="fn">Ken Brandt</span></a></cite>: <q>Which day was it?</q></div></div></body></html>`,
  )
  await zip.close()
}
