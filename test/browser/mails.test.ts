import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { file, html, letter, multipart, text } from '../../src/channels/mail/fixtures/make-mail.ts'
import { type GmailServer, startGmailServer } from '../kit/gmail-server.ts'
import { barriers, call, type House, openHouse, until, type Window } from './house.ts'

const NEVER = '0 0 29 2 *'
/** Where pictures go for who wants to look at them. */
const PICTURES = process.env.PLUMBLINE_PICTURES
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
type Listed<T> = { items: T[] }
/** As the last player of the page has it. */
const LAST_RATE = "[...document.querySelectorAll('audio')].at(-1)?.playbackRate"
const HAS_PLAYED = "[...document.querySelectorAll('audio')].at(-1)?.played.length > 0"
const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`

/** Every way by which a page asks somebody else, or does something, at `far`. */
const callingOut = (far: string) => `
<html><head><base href="${far}/"><meta http-equiv="refresh" content="0;url=${far}/refresh">
<link rel="stylesheet" href="${far}/sheet.css"><link rel="preload" as="image" href="${far}/preload.png">
<style>@import url(${far}/import.css); body { background: url(${far}/body.png) } @font-face { font-family: x; src: url(${far}/font) }</style>
<script src="${far}/script.js"></script></head>
<body background="${far}/background.png" onload="fetch('${far}/onload')">
<h1 style="color:#224488;background:url(${far}/style.png)">An offer for your boiler</h1>
<table><tr><td style="padding:4px">Burner</td><td>$240</td></tr></table>
<img src="${far}/logo.png" alt="Harbor Supply" width="80" height="40" onerror="fetch('${far}/onerror')" srcset="${far}/srcset.png 2x">
<img src="${far}/open.gif?rosa" width="1" height="1">
<svg><image href="${far}/svg.png"/><script>fetch('${far}/svg')</script></svg><video poster="${far}/poster.png" src="${far}/film.mp4" autoplay></video>
<iframe src="${far}/frame"></iframe><object data="${far}/object"></object><embed src="${far}/embed"><input type="image" src="${far}/input.png">
<form action="${far}/form"><input autofocus onfocus="this.form.submit()"></form>
<div style="position:fixed;top:0;left:0;width:100%;height:100%;background:red">over everything</div>
<script>top.location='${far}/top';parent.postMessage('x','*');alert(1);navigator.sendBeacon('${far}/beacon')</script>
<div class="gmail_quote">On Monday we wrote:<blockquote type="cite">The boiler is old.</blockquote></div>
</body></html>`

describe('a mail as it came', () => {
  let google: GmailServer
  let house: House
  let office: Window
  let elsewhere: Server
  let far: string
  const asked: { url: string; headers: IncomingHttpHeaders }[] = []
  before(async () => {
    elsewhere = createServer(({ url = '', headers }, response) => {
      asked.push({ url, headers })
      response.writeHead(200, { 'content-type': 'image/png' }).end(DOT)
    })
    await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready))
    far = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    google = await startGmailServer()
    house = await openHouse(
      { CONVERSATION_DISCOVERY_CRON: NEVER, ENABLE_SUGGESTIONS: 'false' },
      { sample: true, google: { client: google.client, apiUrl: google.baseUrl } },
    )
    office = await house.openSample()
    const { page } = office
    google.put(offer())
    const { url } = await call<{ url: string }>(page, 'POST', 'sources/gmail', {})
    await call(page, 'POST', 'sources/gmail/consent', { search: (await google.visit(url)).search })
    await until(async () => (await conversation()) !== undefined)
  })
  after(async () => {
    await office?.[Symbol.asyncDispose]()
    await house?.[Symbol.asyncDispose]()
    await google?.[Symbol.asyncDispose]()
    elsewhere?.close()
  })

  const offer = () =>
    letter(
      {
        From: 'Ola Berg <ola@supply.example>',
        To: 'Millrace <office@harbor.example>',
        Subject: 'Your offer',
        Date: house.clock.now().toUTCString(),
        'Message-ID': '<offer-1@supply.example>',
      },
      multipart(
        'mixed',
        multipart('alternative', text('An offer for your boiler\n\nBurner $240\n'), html(callingOut(far))),
        picture('before.png'),
        picture('after.png'),
        named('offer.pdf', 'application/pdf', Buffer.from('%PDF-1.7\n')),
        named('boiler.heic', 'image/heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0', 'latin1')),
      ),
    )
  const named = (name: string, type: string, content: Buffer) =>
    file(`${type}; name="${name}"`, content, { 'Content-Disposition': `attachment; filename="${name}"` })
  /** Large enough to be no decoration, and another one for each name. */
  const picture = (name: string) => named(name, 'image/png', Buffer.concat([DOT, Buffer.alloc(9_000, name)]))
  const conversation = async () =>
    (await call<Listed<{ id: string }>>(office.page, 'GET', 'conversations?text=offer+for+your+boiler'))
      .items[0]?.id
  const openIt = async ({ page }: Window) => {
    await page.goto(`${house.url}/inbox/${await conversation()}`)
    await page.getByText('Burner $240').last().waitFor()
  }
  /** A voicemail of the sample firm with its recording and its words, of some length. */
  const spokenMessage = async () => {
    type Spoken = {
      kind: string
      conversationId: string
      durationSeconds: number
      transcript: string | null
      attachments: { files: { url: string | null }[] }[]
    }
    const { items } = await call<Listed<{ id: string; last: { kind: string } }>>(
      office.page,
      'GET',
      'conversations?limit=200',
    )
    for (const { id } of items.filter(({ last }) => last.kind === 'voicemail')) {
      const { items: messages } = await call<Listed<Spoken>>(
        office.page,
        'GET',
        `conversations/${id}/messages`,
      )
      const found = messages.find(
        ({ kind, durationSeconds, transcript, attachments }) =>
          kind === 'voicemail' &&
          durationSeconds > 6 &&
          (transcript?.length ?? 0) > 30 &&
          attachments[0]?.files[0]?.url,
      )
      if (found !== undefined) return { ...found, transcript: found.transcript ?? '' }
    }
    return assert.fail('the sample firm has no such voicemail')
  }
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
  const look = async ({ page }: Window, name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${name}.png`) })
  }

  it('stands there by its words first, and one press shows what its sender made', async () => {
    const { page } = office
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs++
      void dialog.dismiss()
    })
    await openIt(office)
    assert.equal(await page.locator('iframe').count(), 0)
    await look(office, 'mail-text')
    await button(page, 'Show as it came').click()
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'An offer for your boiler' }).waitFor()
    await button(page, 'Show as text').and(page.locator(':focus')).waitFor()
    await frame.getByText('Harbor Supply').waitFor()
    await frame.getByText('over everything').waitFor()
    assert.equal(await frame.getByText('The boiler is old.').isVisible(), false)
    await frame.getByText('Earlier messages').click()
    await frame.getByText('The boiler is old.').waitFor()
    await page.getByText('One hidden picture that only counts readers is left out.').waitFor()
    assert.deepEqual(await barriers(page), [])
    await look(office, 'mail-as-it-came')
    const element = page.locator('iframe')
    assert.equal(await page.evaluate("document.querySelector('iframe').contentDocument"), null)
    assert.equal(await element.getAttribute('sandbox'), 'allow-popups allow-popups-to-escape-sandbox')
    assert.equal(dialogs, 0)
    assert.match(page.url(), /\/inbox\//)
    assert.deepEqual(asked, [], 'nobody else was asked for anything')
  })

  it('shows remote pictures by a press, and asks only for what is seen, without saying who asks', async () => {
    const { page } = office
    await button(page, 'Show 1 remote picture').click()
    const drawn = page.frameLocator('iframe').getByRole('img', { name: 'Harbor Supply' })
    await drawn.waitFor()
    await until(async () => asked.length > 0)
    assert.deepEqual(
      asked.map(({ url, headers: { referer, cookie } }) => [url, referer, cookie]),
      [['/logo.png', undefined, undefined]],
    )
    await button(page, 'Larger').click()
    await page.getByRole('dialog').frameLocator('iframe').getByRole('heading').waitFor()
    await page.keyboard.press('Escape')
    await button(page, 'Show as text').click()
    await page.locator('iframe').waitFor({ state: 'detached' })
  })

  it('tells where it came from, and can be saved whole', async () => {
    const { page } = office
    await button(page, 'Why here?').or(page.locator('[data-why]')).first().click()
    await button(page, 'Where it came from').click()
    const details = page.getByRole('dialog')
    await details.getByText('Ola Berg <ola@supply.example>', { exact: true }).waitFor()
    await details.getByText(/^message \w+ · thread \w+ · labels /).waitFor()
    await details.getByText('offer-1@supply.example', { exact: true }).waitFor()
    await details.getByText('All of the header').click()
    await details.getByLabel('All of the header').waitFor()
    assert.match(await details.getByLabel('All of the header').inputValue(), /^from: Ola Berg/m)
    assert.deepEqual(await barriers(page), [])
    await look(office, 'mail-details')
    const saving = page.waitForEvent('download')
    await details.getByRole('link', { name: 'Save the whole mail' }).click()
    assert.match((await saving).suggestedFilename(), /\.eml$/)
    await page.keyboard.press('Escape')
  })

  it('has its pictures in a gallery, a PDF that opens beside the page, and files to be saved', async () => {
    const { page } = office
    const panel = page.getByRole('complementary')
    await panel.getByRole('heading', { name: 'Pictures and files' }).waitFor()
    for (const place of [panel, page.getByRole('article').first()]) {
      const pdf = place.getByRole('link', { name: /^offer\.pdf PDF/ })
      assert.equal(await pdf.getAttribute('target'), '_blank')
      assert.equal(
        await place.getByRole('link', { name: /^boiler\.heic HEIC/ }).getAttribute('download'),
        'boiler.heic',
      )
    }
    await panel.getByRole('button', { name: 'Open after.png' }).click()
    const gallery = page.getByRole('dialog')
    await gallery.getByText('Picture 2 of 2').waitFor()
    await page.keyboard.press('ArrowLeft')
    await gallery.getByRole('img', { name: 'before.png' }).waitFor()
    assert.deepEqual(await barriers(page), [])
    await page.keyboard.press('Escape')
  })

  it('a voicemail is played from any place at any speed, its words beside it', async () => {
    const { page } = office
    const { conversationId, durationSeconds, transcript } = await spokenMessage()
    await page.goto(`${house.url}/inbox/${conversationId}`)
    const player = page.getByRole('group', { name: /^Recording of / }).last()
    const place = player.getByRole('slider', { name: 'Place in the recording' })
    await place.waitFor()
    await page.getByText(transcript.slice(0, 30)).last().waitFor()
    const loaded: string[] = []
    page.on('request', (request) => request.url().includes('/api/media/') && loaded.push(request.url()))
    await place.focus()
    await page.keyboard.press('ArrowRight')
    const length = clock(durationSeconds)
    await player.getByText(`0:05 of ${length}`).waitFor()
    await page.keyboard.press('ArrowLeft')
    await player.getByText(`0:00 of ${length}`).waitFor()
    await button(page, 'Speed 1×').last().click()
    await button(page, 'Speed 1.25×').last().waitFor()
    assert.deepEqual(await barriers(page), [])
    await look(office, 'voicemail')
    assert.deepEqual(loaded, [], 'nothing of it is fetched before it is asked for')
    await player.getByRole('button', { name: 'Play' }).click()
    await until(async () => (await page.evaluate(LAST_RATE)) === 1.25 && loaded.length > 0)
    await until(async () => (await page.evaluate(HAS_PLAYED)) === true)
    await player.getByRole('button', { name: /^(Pause|Play)$/ }).waitFor()
  })

  it('is read in Polish on a phone in the dark', async () => {
    await using phone = await house.openSample({ language: 'pl', width: 390, colours: 'dark' })
    const { page } = phone
    await openIt(phone)
    await button(page, 'Pokaż w oryginale').click()
    const frame = page.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'An offer for your boiler' }).waitFor()
    await frame.getByText('Wcześniejsze wiadomości').waitFor()
    await button(page, 'Pokaż 1 obrazek z sieci').waitFor()
    await look(phone, 'mail-phone')
    assert.deepEqual(await barriers(page), [])
    assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
    assert.deepEqual([phone.faults, office.faults], [[], []])
  })
})
