import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type MadeMail, voiceMails } from '../../src/channels/google-voice/mail/fixtures.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { mailOf, reportOn } from '../kit/mails.ts'
import { barriers, barriersInBothColours, call, type House, openHouse, until, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'
type Listed = { items: { id: string; channel: string }[] }

/** One who texts by number, as Google Voice forwards it. */
const texted = voiceMails(5)
  .filter(({ variant, truth }) => variant === 'text_2023' && truth.replyAddress !== null)
  .take(1)
  .toArray()[0] as MadeMail

/** One story: each test goes on where the one before ended. */
describe('the office answers from the conversation', () => {
  let google: GmailServer
  let house: House
  let office: Window
  let byMail = ''
  let byText = ''
  before(async () => {
    google = await startGmailServer()
    google.put(texted.mail)
    google.put(mailOf(1))
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: NEVER, REPLY_UNDO_SECONDS: '60' },
      { sample: true, google: { client: google.client, apiUrl: google.baseUrl } },
    )
    office = await house.openSample()
    const { page } = office
    const { url } = await call<{ url: string }>(page, 'POST', 'sources/gmail', {})
    await call(page, 'POST', 'sources/gmail/consent', { search: (await google.visit(url)).search })
    const find = async (words: string) => {
      for (let looks = 0; looks < 200; looks++) {
        const { items } = await call<Listed>(page, 'GET', `conversations?text=${encodeURIComponent(words)}`)
        if (items[0]) return items[0].id
        await page.waitForTimeout(50)
      }
      return assert.fail(`nothing has “${words}”`)
    }
    byMail = await find('for the 1th time')
    byText = await find(texted.truth.peer ?? '')
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
  })
  const field = () => office.page.getByRole('textbox', { name: 'Reply', exact: true })
  const holds = (text: string) =>
    office.page.waitForFunction(`document.querySelector('textarea')?.value === ${JSON.stringify(text)}`)
  const button = (name: string) => office.page.getByRole('button', { name, exact: true })
  const onTheWay = () => office.page.getByRole('list', { name: 'Not sent yet' }).getByRole('listitem')
  /** What waits is sent now, rather than in a minute. */
  const hurry = async () => {
    await house.app.store.pool.query("update reply set send_at = $1 where state = 'waiting'", [
      house.clock.now(),
    ])
    house.app.sender.wake()
  }

  it('by key r one writes; what is written is there after a reload, and goes with Ctrl and Enter', async () => {
    const { page } = office
    await page.goto(`${house.url}/inbox/${byMail}`)
    await page
      .getByText('E-mail from office@harbor.example to rosa@alvarez.example · Re: The boiler, again (1)')
      .waitFor()
    await page.keyboard.press('r')
    await page.keyboard.type('We come at two.')
    assert.deepEqual(await barriers(page), [])
    await page.reload()
    await field().waitFor()
    await holds('We come at two.')
    await field().press('Control+Enter')
    await onTheWay().getByText('We come at two.').waitFor()
    await holds('')
    assert.deepEqual(await barriers(page), [])
    assert.equal(google.sent.length, 0)
  })

  it('what was sent by mistake is taken back, and its words are in the field again', async () => {
    const { page } = office
    await button('Take it back').click()
    await onTheWay().waitFor({ state: 'detached' })
    await holds('We come at two.')
    await field().fill('We come at three.')
    await button('Send').click()
    await onTheWay().getByText('We come at three.').waitFor()
    await hurry()
    await onTheWay().waitFor({ state: 'detached' })
    await page.getByRole('article').getByText('We come at three.').waitFor()
    assert.equal(google.sent.length, 1)
    assert.deepEqual(office.faults, [])
  })

  it('a second press of taking it back loses none of its words', async () => {
    const { page } = office
    await field().fill('Or at five?')
    await button('Send').click()
    await onTheWay().getByText('Or at five?').waitFor()
    await button('Take it back').dblclick()
    await onTheWay().waitFor({ state: 'detached' })
    await holds('Or at five?')
    await field().fill('')
    assert.equal(await page.getByRole('alert').filter({ hasText: 'too late' }).count(), 0)
  })

  it('what is read and written stays when the line breaks, and goes once it is back', async () => {
    const { page } = office
    let failures = 0
    const failed = (request: { url(): string }) => {
      if (request.url().endsWith(`/api/conversations/${byMail}`)) failures++
    }
    page.on('requestfailed', failed)
    await field().fill('From the cellar.')
    await page.context().setOffline(true)
    await button('Send').click()
    await page.getByText('The server cannot be reached.').first().waitFor()
    await until(async () => failures >= 3) // it is given up for now
    page.off('requestfailed', failed)
    await page.getByRole('article').getByText('We come at three.').waitFor()
    await page.context().setOffline(false)
    await until(async () => (await field().inputValue()) === 'From the cellar.')
    await button('Send').click()
    await onTheWay().getByText('From the cellar.').waitFor()
    await button('Take it back').click()
    await until(async () => (await field().inputValue()) === 'From the cellar.')
  })

  it('an answer whose conversation is left goes all the same, and one that fails is told of', async () => {
    const { page } = office
    const answers: (() => void)[] = []
    await page.route('**/replies', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await new Promise<void>((resolve) => answers.push(resolve))
      return answers.length === 1 ? route.continue() : route.abort()
    })
    await field().fill('On our way.')
    await field().press('Control+Enter')
    await until(async () => answers.length === 1)
    await field().press('End')
    await page.keyboard.type(' Keep the dog in.') // one goes on writing meanwhile
    await page.getByRole('link', { name: /^Customers/ }).click()
    await page.getByRole('list', { name: 'Customers' }).waitFor()
    answers[0]?.()
    await page.goBack()
    await onTheWay().getByText('On our way.').waitFor()
    await holds('Keep the dog in.')

    await field().press('Control+Enter')
    await until(async () => answers.length === 2)
    await page.getByRole('link', { name: /^Customers/ }).click()
    await page.getByRole('list', { name: 'Customers' }).waitFor()
    answers[1]?.()
    await page.getByText('Your answer was not sent.').waitFor()
    await page.unroute('**/replies')
    await page.goBack()
    await holds('Keep the dog in.')
    await button('Take it back').click()
    await onTheWay().waitFor({ state: 'detached' })
    await field().fill('')
  })

  it('a reply overtaken by the customer is held, told, and sent once a person has read on', async () => {
    const { page } = office
    await field().fill('Or at four?')
    await button('Send').click()
    await onTheWay().getByText('Or at four?').waitFor()
    google.put(mailOf(2))
    const { items } = await call<Listed>(page, 'GET', 'sources')
    await call(page, 'POST', `sources/${items.find(({ channel }) => channel === 'gmail')?.id}/sync`, {})
    const messages = () => call<{ items: unknown[] }>(page, 'GET', `conversations/${byMail}/messages`)
    await until(async () => JSON.stringify(await messages()).includes('for the 2th time'))
    assert.equal(google.sent.length, 1)
    await hurry()
    await onTheWay()
      .getByText('Not sent (Ray Miller). The customer has written again meanwhile: read that first.')
      .waitFor()
    await page.getByRole('article').getByText('for the 2th time').waitFor()
    assert.deepEqual(await barriers(page), [])
    await button('Send it after all').click()
    await onTheWay().waitFor({ state: 'detached' })
    assert.equal(google.sent.length, 2)
  })

  it('is not sent by who cannot see yet that the customer has written again, though all else knows of it', async () => {
    const { page } = office
    const before = google.sent.length
    let letThrough = () => {}
    const shown = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    const THREAD = /\/conversations\/[\w-]+\/messages\?/
    await page.route(THREAD, (route) => shown.then(() => route.continue()))
    const wayPath = `conversations/${byMail}/reply-way`
    type WayShown = { newestMessageId: string }
    const old = await call<WayShown>(page, 'GET', wayPath)
    const known = page.waitForResponse(
      async (response) =>
        response.url().endsWith(wayPath) &&
        ((await response.json()) as WayShown).newestMessageId !== old.newestMessageId,
    )
    google.put(mailOf(7))
    const { items } = await call<Listed>(page, 'GET', 'sources')
    await call(page, 'POST', `sources/${items.find(({ channel }) => channel === 'gmail')?.id}/sync`, {})
    await known
    await field().fill('See you then.')
    await button('Send').click()
    await page.getByText('Something new was written in this conversation that you have not seen.').waitFor()
    letThrough()
    await page.getByRole('article').getByText('for the 7th time').waitFor()
    assert.equal(google.sent.length, before)
    await field().fill('')
  })

  it('an answer that came back says so and why, and the customer is among those who wait', async () => {
    const { page } = office
    google.put(reportOn(google.sent[1]?.raw ?? Buffer.alloc(0), 'failed', '5.1.1'))
    const { items } = await call<Listed>(page, 'GET', 'sources')
    await call(page, 'POST', `sources/${items.find(({ channel }) => channel === 'gmail')?.id}/sync`, {})
    const returned = page.getByText(
      /^It came back, .+: there is no such mailbox\. Nobody there has read it\.$/,
    )
    await returned.waitFor()
    await page.getByText('your answer came back').waitFor()
    assert.deepEqual(await barriers(page), [])
  })

  it('a text says into how many parts it is cut; of what cannot be answered one is told why', async () => {
    const { page } = office
    await page.goto(`${house.url}/inbox/${byText}`)
    await page.getByText('by Google Voice; blank lines are left out').waitFor()
    await field().fill('Water off, please. '.repeat(20))
    await page.getByText('3 parts').waitFor()
    await field().fill('')
    const crew = await call<Listed>(page, 'GET', 'conversations?text=wet%20vac')
    await page.goto(`${house.url}/inbox/${crew.items[0]?.id}`)
    await page.getByText('Google Voice takes no replies to groups from here').waitFor()
    assert.equal(await field().count(), 0)
  })

  it('in the sample firm one answers to see how it goes, and is told at each step that nobody gets it', async () => {
    const { page } = office
    const { items } = await call<Listed>(
      page,
      'GET',
      'conversations?limit=50&status=needs_reply&settled=false',
    )
    const who = items.find(({ id, channel }) => channel === 'google-voice' && id !== byText)
    await page.goto(`${house.url}/inbox/${who?.id}`)
    const told = page.getByText(/^Sample firm: nothing is really sent\./)
    await told.waitFor()
    assert.deepEqual(await barriersInBothColours(page), [])
    await field().fill('We can be there at five.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('is about to be sent · sample firm, nobody gets it').waitFor()
    assert.deepEqual(await barriers(page), [])
    const byMailOnly = google.sent.length
    await hurry()
    await page.getByText('Sample firm: nobody got this').waitFor()
    assert.deepEqual(await barriersInBothColours(page), [])
    assert.equal(google.sent.length, byMailOnly)
  })

  it('in Polish, on a phone, in the dark: with words, and nothing in the way', async () => {
    await using phone = await house.openSample({ width: 390, colours: 'dark', language: 'pl' })
    const { page } = phone
    await page.goto(`${house.url}/inbox/${byMail}`)
    const reply = page.getByRole('textbox', { name: 'Odpowiedź', exact: true })
    await reply.fill('Będziemy o piątej.\n\nRay')
    await page.getByRole('button', { name: 'Wyślij', exact: true }).tap()
    await page.getByText('Ray Miller: zaraz zostanie wysłana').waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.getByRole('button', { name: 'Cofnij', exact: true }).tap()
    await page.getByText('zaraz zostanie wysłana').waitFor({ state: 'detached' })
    assert.deepEqual(phone.faults, [])
  })
})
