import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf } from '../kit/mails.ts'
import { atFrontDoor, barriers, call, type House, type Look, openHouse, until } from './house.ts'
import { makeSmallArchive } from './small-archive.ts'

/** The words by which the day is found on the screen. */
const words = {
  en: {
    ...{
      empty: 'No conversations yet',
      import: 'Import',
      start: 'Import',
      ledger: 'The ledger',
      fire: 'On fire',
    },
    ...{ archived: /^Archived: /, undone: 'Undone', reply: 'Reply' },
    ...{
      openTicket: 'Open ticket',
      move: /^Move ticket #/,
      place: 'Scheduled',
      moved: /: Scheduled$/,
      search: 'Search everything',
    },
  },
  pl: {
    ...{
      empty: 'Nie ma jeszcze rozmów',
      import: 'Import',
      start: 'Wczytaj',
      ledger: 'Rozliczenie',
      fire: 'Pali się',
    },
    ...{ archived: /^W archiwum: /, undone: 'Cofnięto', reply: 'Odpowiedź' },
    ...{
      openTicket: 'Otwórz zgłoszenie',
      move: /^Przenieś zgłoszenie #/,
      place: 'Umówione',
      moved: /: Umówione$/,
      search: 'Szukaj wszędzie',
    },
  },
}

describe('a day with Plumbline, from the archive to the last thing undone', () => {
  let google: GmailServer
  let house: House
  let archive: string
  before(async () => {
    google = await startGmailServer()
    google.put(mailOf(1))
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: '0 0 29 2 *', REPLY_UNDO_SECONDS: '0' },
      { google: { client: google.client, apiUrl: google.baseUrl } },
    )
    archive = join(house.folder, 'takeout-001.zip')
    await makeSmallArchive(archive, house.clock.now().getTime())
  })
  after(async () => {
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
  })

  const looks: Look[] = [
    { language: 'en', colours: 'light' },
    { language: 'pl', colours: 'dark' },
  ]
  for (const { language = 'en', colours = 'light' } of looks)
    it(`goes by in ${language}, ${colours}`, async () => {
      const w = words[language]
      const firm = { name: `Whitlock ${language}`, timeZone: 'Europe/Warsaw', region: 'US' }
      const owner = { name: 'Ken Whitlock', email: `ken-${language}@whitlock.example` }
      const { ownerId } = await house.app.access.makeFirm(firm, owner)
      await using window = await house.open({ language, colours })
      const { page, faults } = window
      const link = new URL((await house.app.access.signInLink(ownerId ?? '')).url)
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      const sees = async () => assert.deepEqual(await barriers(page), [], page.url())

      // What was said so far is brought in.
      await page.goto(`${house.url}${link.pathname}${link.hash}`)
      await atFrontDoor(page)
      await page.getByText(w.empty).waitFor()
      await sees()
      await page.getByRole('main').getByRole('link', { name: w.import }).click()
      await page.setInputFiles('input[type=file]', archive)
      await button(w.start).click()
      await page.getByRole('heading', { name: w.ledger }).waitFor()
      const { url } = await call<{ url: string }>(page, 'POST', 'sources/gmail', {})
      await call(page, 'POST', 'sources/gmail/consent', { search: (await google.visit(url)).search })

      // Triage: the burst ceiling is on fire; it is laid away by mistake, and taken out again.
      await page.keyboard.press('g')
      await page.keyboard.press('t')
      const fire = page.getByRole('list', { name: w.fire }).getByRole('link', { name: /Rosa Alvarez/ })
      await fire.first().waitFor()
      await sees()
      await fire.first().click()
      await page.getByRole('article').getByText('There is water coming through').waitFor()
      await page.keyboard.press('e')
      await page.getByText(w.archived).waitFor()
      await page.keyboard.press('u')
      await page.getByText(w.undone).first().waitFor()

      // Her mail is answered, and what it asks for becomes a ticket with a day.
      type Listed = { items: { id: string }[] }
      const mailed = async () => (await call<Listed>(page, 'GET', 'conversations?text=1th')).items[0]?.id
      await until(async () => (await mailed()) !== undefined)
      await page.goto(`${house.url}/inbox/${await mailed()}`)
      const field = page.getByRole('textbox', { name: w.reply, exact: true })
      await field.waitFor()
      const sent = google.sent.length
      await page.keyboard.press('r')
      const answer = `Thursday at nine, ${language}.`
      await page.keyboard.type(answer)
      await field.press('Control+Enter')
      await page.getByRole('article').getByText(answer).waitFor()
      assert.equal(google.sent.length, sent + 1)
      await sees()
      if ((await page.getByRole('link', { name: /^#\d+ / }).count()) === 0) await button(w.openTicket).click()
      await page
        .getByRole('link', { name: /^#\d+ / })
        .first()
        .click()
      await page.getByRole('button', { name: w.move }).waitFor()
      for (const { id } of await house.app.access.listFirms()) await house.app.stages.ticketer.catchUp(id)
      await page.reload() // what the answer comes to is in the ticket before somebody moves it: else theirs would be a conflict
      await page.getByRole('button', { name: w.move }).click()
      await page.getByRole('dialog').getByRole('button', { name: w.place, exact: true }).click()
      await page.getByText(w.moved).waitFor()

      // The last of it is undone, and what was said weeks ago is found.
      await page.keyboard.press('u')
      await page.getByText(w.undone).first().waitFor()
      await sees()
      await page.keyboard.press('ControlOrMeta+k')
      const palette = page.getByRole('dialog', { name: w.search })
      await palette.getByRole('combobox').fill('boiler winter')
      await palette.getByRole('option').filter({ hasText: 'before winter' }).first().click()
      await page.locator('[data-message]').filter({ hasText: 'before winter' }).waitFor()
      await sees()
      assert.deepEqual(faults, [])
    })
})
