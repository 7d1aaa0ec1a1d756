import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { atFrontDoor, barriers, type House, openHouse, type Window } from './house.ts'
import { makeSmallArchive } from './small-archive.ts'

/** One story from the first start to a second import; each test goes on where the one before ended. */
describe('the first day with Plumbline', () => {
  let house: House
  let window: Window
  let page: Page
  let archive: string
  before(async () => {
    house = await openHouse()
    archive = join(house.folder, 'takeout-001.zip')
    await makeSmallArchive(archive, house.clock.now().getTime())
    window = await house.open()
    page = window.page
  })
  after(async () => {
    await window?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
  })
  const heading = (name: string | RegExp) => page.getByRole('heading', { name })
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  it('without the printed link, nobody becomes the owner', async () => {
    await page.goto(house.url)
    await heading('Almost there').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('with the link, three steps lead to an empty day-book', async () => {
    const link = new URL((await house.app.access.setupLink())?.url ?? '')
    await page.goto(`${house.url}${link.pathname}${link.hash}`)
    await heading('Welcome to Plumbline').waitFor()
    assert.ok(!page.url().includes(link.hash.slice(7)), 'the token stays out of the history')
    await page.getByLabel('Name of the firm').fill('Whitlock Plumbing')
    await page.getByLabel('Country').selectOption('US')
    await page.getByLabel('Time zone').selectOption('America/New_York')
    assert.deepEqual(await barriers(page), [])
    await button('Continue').click()
    await page.getByLabel('Your name').fill('Ken Whitlock')
    await page.getByLabel('E-mail').fill('ken@whitlock.example')
    await page.getByLabel('Password', { exact: true }).fill('nine lives and one more')
    assert.deepEqual(await barriers(page), [])
    await button('Set up').click()
    await heading('A sample firm').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('link', { name: 'Choose the archive' }).click()
    await heading(/^Import$/).waitFor()
  })

  it('a file that is no archive is left out, and said to be', async () => {
    await page.setInputFiles('input[type=file]', {
      name: 'letter.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF'),
    })
    await page.getByText('letter.pdf is not a zip or tgz file').waitFor()
  })

  it('a file that only calls itself a zip is refused in one voice, and another can be chosen', async () => {
    const handIn = async (name: string, buffer: Buffer, sentence: string) => {
      await page.goto(`${house.url}/import`)
      await page.setInputFiles('input[type=file]', { name, mimeType: 'application/zip', buffer })
      await button(/^Import$/).click()
      await page.getByRole('alert').getByText(sentence).waitFor()
      await page.getByRole('link', { name: 'Choose another file' }).waitFor()
      assert.equal(await button('Resume').count(), 0, 'the same file would be refused again')
      assert.equal(await heading('The ledger').count(), 0, 'nothing was read that could be added up')
      assert.equal(await page.getByText('Every message could be read.').count(), 0)
    }
    await handIn('notes.zip', Buffer.from('Call Mrs Alvarez back.'), 'The file is neither a zip nor a tgz.')
    const whole = await readFile(archive)
    await handIn(
      'cut-off.zip',
      whole.subarray(0, whole.length / 2),
      'The zip ends before its table of contents.',
    )
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('link', { name: 'Choose another file' }).click()
    await heading(/^Import$/).waitFor()
  })

  it('a trial counts everything and keeps nothing', async () => {
    await page.setInputFiles('input[type=file]', archive)
    await page.getByText('Only try it').click()
    await button('Try it').click()
    // It goes through a database of its own, which takes its time to be made.
    await page.getByText('This was a trial').waitFor({ timeout: 90_000 })
    await page.goto(`${house.url}/inbox`)
    await page.getByText('No conversations yet').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('the day and the inbox of a firm with nothing in it offer the sample firm, which they speak of', async () => {
    for (const room of ['today', 'inbox?status=needs_reply']) {
      await page.goto(`${house.url}/${room}`)
      await button('Make the sample firm').waitFor()
      assert.deepEqual(await barriers(page), [])
    }
  })

  it('the import proves itself by its ledger', async () => {
    await page.goto(`${house.url}/import`)
    await page.setInputFiles('input[type=file]', archive)
    await button(/^Import$/).click()
    await heading('The ledger').waitFor()
    await page.getByText('adds up', { exact: true }).waitFor()
    await page.getByText('agrees', { exact: true }).waitFor()
    const sums = await page.locator('dl').last().locator('xpath=ancestor::section').textContent()
    assert.match(sums ?? '', /Set aside, with a reason1\D/)
    assert.match(sums ?? '', /Not in the archive1\D/)
    assert.deepEqual(await barriers(page), [])
  })

  it('what was set aside tells why, and can be looked at', async () => {
    await button('Look').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Which day was it?').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('tab', { name: 'File by file' }).click()
    await page
      .getByText(/Rosa Alvarez - Text/)
      .first()
      .waitFor()
  })

  it('Mrs Alvarez stands first, with her picture, and the lost one is said to be lost', async () => {
    await page.getByRole('link', { name: 'Read them in the inbox' }).click()
    await page
      .getByRole('link', { name: /Rosa Alvarez/ })
      .first()
      .click()
    const thread = page.getByRole('region', { name: /Conversation with Rosa Alvarez/ })
    await thread.getByText('It runs down beside the light').waitFor()
    await thread.getByText('A picture was sent here, but the archive does not contain it.').waitFor()
    await thread.getByRole('button', { name: /^Open / }).click()
    await page.getByRole('dialog').getByRole('img').waitFor()
    const width = await page.evaluate(
      "document.querySelector('dialog img').decode().then(() => document.querySelector('dialog img').naturalWidth)",
    )
    assert.equal(width, 320)
    await page.keyboard.press('Escape')
  })

  it('two Mrs Kesslers: the question is answered with one key and taken back with another', async () => {
    await page.keyboard.press('g')
    await page.keyboard.press('q')
    await heading(/Does \(512\) 555-010\d belong to Mrs Kessler\?/).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('s')
    await page.getByText('No open questions').waitFor()
    await page.keyboard.press('u')
    await heading(/belong to Mrs Kessler\?/).waitFor()
    await page.keyboard.press('d')
    await page.getByText('No open questions').waitFor()
  })

  it('a customer is renamed, merged with another and parted again', async () => {
    await page.goto(`${house.url}/customers`)
    await page
      .getByRole('link', { name: /Mrs Kessler/ })
      .first()
      .click()
    await button('Rename').click()
    await page.getByLabel('Name of the customer').fill('Edith Kessler')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Edith Kessler', level: 1 }).waitFor()
    await button('Merge with…').click()
    await page.getByRole('dialog').getByRole('searchbox').fill('Mrs Kessler')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Mrs Kessler/ })
      .click()
    await heading('Merged into this one').waitFor()
    assert.deepEqual(await barriers(page), [])
    await button('Part again').click()
    await page.getByText('Two customers again').waitFor()
  })

  it('the same archive again adds nothing twice', async () => {
    await page.goto(`${house.url}/import`)
    await page.setInputFiles('input[type=file]', archive)
    await button(/^Import$/).click()
    await heading('The ledger').waitFor()
    assert.match((await page.locator('dl').nth(1).textContent()) ?? '', /^Stored0\D/)
  })

  it('whoever signs out comes back by e-mail and password, to the same place', async () => {
    await page.goto(`${house.url}/customers?text=kessler`)
    await button('Settings and help').click()
    await button('Sign out').click()
    await heading('Sign in').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.goto(`${house.url}/customers?text=kessler`)
    await page.getByLabel('E-mail').fill('ken@whitlock.example')
    await page.getByLabel('Password').fill('not my password at all')
    await button(/^Sign in$/).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Password').fill('nine lives and one more')
    await button(/^Sign in$/).click()
    await page
      .getByRole('link', { name: /Kessler/ })
      .first()
      .waitFor()
    assert.match(page.url(), /\/customers\?text=kessler/)
  })

  it('the sample firm is made, and its day is where one lands', async () => {
    await page.goto(`${house.url}/import`)
    await button('Make the sample firm').click()
    await atFrontDoor(page)
    await page
      .getByRole('list', { name: 'Coming in' })
      .getByRole('link', { name: 'sample-takeout.zip' })
      .waitFor()
  })

  it('nothing of it made the page complain', () => assert.deepEqual(window.faults, []))
})
