import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { barriersInBothColours, call, type House, type Look, openHouse } from './house.ts'

let house: House
before(async () => {
  house = await openHouse({}, { sample: true })
  await using window = await house.openSample()
  await call(window.page, 'PUT', 'understanding/rules', {
    emergencyKeywords: [{ keyword: 'Boiler room', pattern: 'boiler room|plant room', severity: 'critical' }],
    serviceTypePatterns: [{ serviceType: 'Backflow testing', patterns: ['backflow'], confidence: 85 }],
  })
  await call(window.page, 'POST', 'understanding/catch-up', {})
  await call(window.page, 'POST', 'invitations', { email: 'lou@millrace.example', role: 'technician' })
  const scopes = ['conversations.read', 'customers.read']
  await call(window.page, 'POST', 'keys', { name: 'Bookkeeping', scopes, requestsPerMinuteMax: 60 })
  await call(window.page, 'PUT', 'webhook-secrets/conversation-complete', {})
  const settings = { crew: 'Website', table: 'n8n_chat_histories' }
  const databaseUrl = 'postgres://reader@localhost:1/agents'
  await call(window.page, 'POST', 'sources', { channel: 'chat-history', settings, databaseUrl })
})
after(() => house?.[Symbol.asyncDispose]())

/** Every screen with something on it, and what to do to have it before one; some go on from the one before. */
const screens: Record<string, (page: Page) => Promise<void>> = {
  inbox: async (page) => {
    await page.goto(`${house.url}/inbox`)
    await page.locator('main li a').first().waitFor()
  },
  'a conversation, with the customer beside it': async (page) => {
    await screens.inbox?.(page)
    await page.locator('main li a').first().click()
    await page.locator('[data-why]').first().waitFor()
  },
  'why a conversation begins': async (page) => {
    await screens['a conversation, with the customer beside it']?.(page)
    await page.keyboard.press('w')
    await page.getByRole('dialog').waitFor()
  },
  'an urgency to choose': async (page) => {
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    await page.locator('main li a').first().waitFor()
    await page.getByRole('button', { name: /^(Urgency|Pilność)/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  'what words mean': async (page) => {
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    await page.locator('main li a').first().click()
    await page.locator('[data-mark]').first().click()
    await page.getByRole('tooltip').waitFor()
  },
  'why a message is so urgent': async (page) => {
    await page.keyboard.press('Escape')
    await page.locator('[data-reading]').first().click()
    await page.locator('[data-span]').first().focus()
  },
  'merging conversations': async (page) => {
    await screens['a conversation, with the customer beside it']?.(page)
    await page.keyboard.press('m')
    await page.getByRole('dialog').waitFor()
  },
  customers: async (page) => {
    await page.goto(`${house.url}/customers`)
    await page.locator('main li a').first().waitFor()
  },
  'a customer': async (page) => {
    await screens.customers?.(page)
    await page.locator('main li a').first().click()
    await page.locator('article').waitFor()
  },
  'a number to add that is somebody else’s': async (page) => {
    await page.getByRole('button', { name: /^(Add a number|Dodaj numer)/ }).click()
    type Known = { id: string; contactPoints: { kind: string; value: string }[] }
    const { items } = await call<{ items: Known[] }>(page, 'GET', 'customers?limit=100')
    const others = items.filter(({ id }) => !page.url().includes(id)).flatMap((one) => one.contactPoints)
    const theirs = others.find(({ kind }) => kind === 'phone')?.value ?? ''
    await page.getByRole('dialog').getByRole('textbox').fill(theirs)
    await page.getByRole('dialog').locator('[type=submit]').click()
    await page.getByRole('dialog').getByRole('link').waitFor()
  },
  'a place to add': async (page) => {
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^(Add a place|Dodaj miejsce)/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  'whose a number is': async (page) => {
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /(is somebody else’s|należy do kogoś innego)…$/ })
      .first()
      .click()
    await page.getByRole('dialog').locator('li').first().waitFor()
  },
  'a new customer': async (page) => {
    await page.goto(`${house.url}/customers`)
    await page.getByRole('button', { name: /^(New customer|Nowy klient)/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  questions: async (page) => {
    await page.goto(`${house.url}/questions`)
    await page.locator('main h1').waitFor()
  },
  'sources, of which one cannot be reached': async (page) => {
    await page.goto(`${house.url}/sources`)
    await page.locator('main li [role=status] p').first().waitFor()
    await page.locator('main section li').first().waitFor()
  },
  'what can be done with a source': async (page) => {
    await page.getByRole('button', { name: /^(More for|Więcej dla)/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  'a source to take away': async (page) => {
    await page.getByRole('button', { name: /^(Take away|Usuń źródło)/ }).click()
    await page.getByRole('dialog').getByRole('heading').waitFor()
  },
  'kinds of sources': async (page) => {
    await page.goto(`${house.url}/sources/add`)
    await page.locator('main li a').first().waitFor()
  },
  'a mailbox that cannot be reached': async (page) => {
    await page.locator('main li a[href*=imap]').click()
    const fields = page.locator('main form input:not([type=checkbox])')
    for (const [i, text] of ['ken@harbor.example', 'boiler', 'localhost', '1'].entries())
      await fields.nth(i).fill(text)
    await page.locator('main button[type=submit]').click()
    await page.locator('main form [role=alert]').waitFor()
  },
  'the table of an agent, and who may read it': async (page) => {
    await page.goto(`${house.url}/sources/add?channel=chat-history`)
    await page.locator('main summary').click()
  },
  import: async (page) => {
    await page.goto(`${house.url}/import`)
    await page.locator('main li a').first().waitFor()
  },
  'an import with its ledger': async (page) => {
    await screens.import?.(page)
    await page.locator('main li a', { hasText: '.zip' }).first().click()
    await page.locator('#ledger-title').waitFor()
  },
  rules: async (page) => {
    await page.goto(`${house.url}/settings/rules`)
    await page.locator('main section li').first().waitFor()
  },
  'a rule that cannot be taken': async (page) => {
    await page.locator('main section button').first().click()
    await page.getByRole('dialog').getByRole('textbox').first().fill('Heat')
    await page.getByRole('dialog').getByRole('textbox').last().fill('(boiler+)+x')
    await page.getByRole('button', { name: /^(Try on|Wypróbuj)/ }).click()
    await page.getByRole('alert').waitFor()
  },
  'on which messages a rule would have fired': async (page) => {
    await page.getByRole('dialog').getByRole('textbox').last().fill('boiler')
    await page.getByRole('button', { name: /^(Try on|Wypróbuj)/ }).click()
    await page.getByRole('dialog').getByRole('listitem').first().waitFor()
  },
  'a kind of work': async (page) => {
    await screens.rules?.(page)
    await page.locator('main section').nth(1).locator('li button').first().click()
    await page.getByRole('dialog').waitFor()
  },
  'one’s own account': async (page) => {
    await page.goto(`${house.url}/settings/account`)
    await page.locator('main section li').first().waitFor()
  },
  'a new password': async (page) => {
    await page.locator('main section button').first().click()
    await page.getByRole('dialog').waitFor()
  },
  'a second factor to set up': async (page) => {
    await page.keyboard.press('Escape')
    const begin = /^(Set it up|Włącz)$/
    await page.getByRole('button', { name: begin }).click()
    await page.getByRole('dialog').getByRole('button', { name: begin }).click()
    await page.getByRole('dialog').getByRole('img').waitFor()
  },
  'the firm': async (page) => {
    await page.goto(`${house.url}/settings/firm`)
    await page.locator('main form select').first().waitFor()
  },
  people: async (page) => {
    await page.goto(`${house.url}/settings/people`)
    await page.locator('main section li').first().waitFor()
  },
  'somebody to invite': async (page) => {
    await page.locator('main header button').click()
    await page.getByRole('dialog').waitFor()
  },
  'API keys': async (page) => {
    await page.goto(`${house.url}/settings/keys`)
    await page.locator('main li code').first().waitFor()
  },
  'a key to make': async (page) => {
    await page.locator('main header button').click()
    await page.getByRole('dialog').waitFor()
  },
  'what other systems may call about': async (page) => {
    await page.goto(`${house.url}/settings/webhooks`)
    await page.locator('main section textarea').last().waitFor()
  },
  'another secret in place of one in use': async (page) => {
    await page.getByRole('button', { name: /^(Make a new secret|Utwórz nowy sekret)$/ }).click()
    await page.getByRole('dialog').getByRole('radio').last().check()
  },
  'a secret, shown this once': async (page) => {
    await page.getByRole('dialog').getByRole('radio').first().check()
    await page.getByRole('button', { name: /^(Make it|Utwórz)$/ }).click()
    await page.getByRole('dialog').getByRole('textbox').waitFor()
  },
  'by what people sign in, and what cannot be used for it': async (page) => {
    await page.goto(`${house.url}/settings/sign-in`)
    const fields = page.locator('main form input')
    for (const [i, text] of ['http://id.example', 'plumbline', 'secret', 'millrace.example'].entries())
      await fields.nth(i).fill(text)
    await page.locator('main button[type=submit]').click()
    await page.locator('main form [role=alert]').waitFor()
  },
  'a sign-in that was refused': async (page) => {
    await page.goto(`${house.url}/sign-in?refused=provider_person_unknown`)
    await page.getByRole('alert').waitFor()
  },
  'how long things are kept, and whether to keep less': async (page) => {
    await page.goto(`${house.url}/settings/retention`)
    await page.locator('main select').first().selectOption('365')
    await page.locator('main button[type=submit]').click()
    await page.getByRole('dialog').waitFor()
  },
  'the audit trail, found whole': async (page) => {
    await page.goto(`${house.url}/settings/audit?action=all`)
    await page.locator('main ol li').first().waitFor()
    await page.locator('main ol li button').first().click()
    await page.getByRole('button', { name: /^(Check the trail|Sprawdź dziennik)$/ }).click()
    await page.getByText(/^(The trail is whole|Dziennik jest cały)/).waitFor()
  },
  'the menu': async (page) => {
    await page.getByRole('button', { name: /^(Settings and help|Ustawienia i pomoc)/ }).click()
    await page.getByRole('dialog').waitFor()
  },
  help: async (page) => {
    await screens.inbox?.(page)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  },
}

/** On both, each screen in both colours; the next one begins with those that the one before ended with. */
const looks: Look[] = [
  { width: 1280, colours: 'light', language: 'en' },
  { width: 390, colours: 'dark', language: 'pl' },
]

describe('nobody is shut out', () => {
  for (const look of looks) {
    const { width, language } = look
    it(`at ${width} px, ${language}`, async () => {
      await using window = await house.openSample(look)
      const { page, faults } = window
      const found: string[] = []
      for (const [name, show] of Object.entries(screens)) {
        await show(page)
        found.push(...(await barriersInBothColours(page)).map((barrier) => `${name}, ${barrier}`))
        const tooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
        if (tooWide) found.push(`${name}: one must scroll sideways`)
      }
      assert.deepEqual(found, [])
      assert.deepEqual(faults, [])
    })
  }

  it('is told by the name of the window and by a heading where one is, also where nothing is', async () => {
    await using window = await house.openSample()
    const { page } = window
    const isCalled = async (title: RegExp) => {
      await page.locator('main h1').first().waitFor()
      await page.waitForFunction(`${title}.test(document.title)`, undefined, { timeout: 10_000 })
    }
    const line = page.locator('main li a').first()
    await line.click()
    await page.locator('[data-why]').first().waitFor()
    const name = await page.locator('main h1').textContent()
    await page.keyboard.press('Escape')
    await isCalled(/Inbox · Plumbline$/)
    await line.click() // known by now
    await page.locator('[data-why]').first().waitFor()
    assert.ok((await page.title()).includes(`${name} · Plumbline`))
    const nobody = '00000000-0000-4000-8000-000000000000'
    for (const path of ['inbox', 'customers', 'tickets']) {
      await page.goto(`${house.url}/${path}/${nobody}`)
      await isCalled(/^(\(\d+\) )?[A-Z].+ · Plumbline$/)
    }
    await page.goto(`${house.url}/tickets?view=list`)
    await page.locator('main li a').first().click()
    await isCalled(/^(\(\d+\) )?Ticket #?\d+ · Plumbline$/)
    for (const path of ['nowhere', 'settings/nope']) {
      await page.goto(`${house.url}/${path}`)
      await isCalled(/There is no such page · Plumbline$/)
      await page.getByRole('navigation', { name: 'Rooms' }).waitFor()
    }
    await page.goto(`${house.url}/login#bad`)
    await isCalled(/Sign in · Plumbline$/)
  })

  it('reads with letters twice as large, and on the smallest phone', async () => {
    await using window = await house.openSample()
    const { page, context } = window
    const browser = await context.newCDPSession(page)
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    for (const path of ['inbox', 'customers']) {
      await page.goto(`${house.url}/${path}`)
      await page.locator('main li a').nth(3).waitFor()
      const cut = await page.evaluate(
        "[...document.querySelectorAll('main li a')].filter((row) => row.scrollHeight > row.clientHeight + 1).length",
      )
      assert.equal(cut, 0, `rows of ${path} are lower than their words`)
    }
    await browser.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } })
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`${house.url}/settings/hours`)
    await page.getByLabel('Works on Sunday').waitFor()
    await page
      .getByRole('button', { name: /^Add hours/ })
      .first()
      .click()
    assert.equal(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), false)
  })

  it('lets rows be read where a screen is as low as one enlarged fourfold', async () => {
    await using window = await house.openSample({ width: 390 })
    const { page } = window
    await page.setViewportSize({ width: 320, height: 256 })
    const tabs = page.getByRole('navigation', { name: 'Rooms' })
    for (const path of ['inbox?status=needs_reply', 'customers', 'tickets?view=list']) {
      await page.goto(`${house.url}/${path}`)
      const row = page.locator('main li').nth(1)
      await row.waitFor()
      await row.scrollIntoViewIfNeeded()
      const [there, below] = [await row.boundingBox(), await tabs.boundingBox()]
      assert.ok(there !== null && below !== null && there.y >= 0, path)
      assert.ok(there.y + there.height <= below.y + 1, `the rooms stand over a row of ${path}`)
    }
    await page.goto(`${house.url}/inbox?status=needs_reply`)
    await page.locator('main li a').first().click()
    const words = page.locator('[data-words]').last()
    await words.waitFor()
    const name = await page.getByRole('heading', { level: 1 }).boundingBox()
    assert.ok(name !== null && name.y >= 0, 'the name is whole')
    await words.scrollIntoViewIfNeeded()
    assert.ok(((await words.boundingBox())?.height ?? 0) > 0)
  })

  it('tells what colours tell where they are forced, and of bars how high they are', async () => {
    await using window = await house.openSample()
    const { page } = window
    await page.emulateMedia({ forcedColors: 'active' })
    const look = (selector: string, of: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${of}`)
    await page.goto(`${house.url}/inbox`)
    await page.locator('main li a').first().click()
    await page.locator('main li a[data-chosen]').waitFor()
    await page.locator('[data-words][lang=en]').first().waitFor()
    await page.locator('main h1').click()
    assert.equal(await look('main li a[data-chosen]', 'outlineStyle'), 'solid')
    await page.keyboard.press('ControlOrMeta+k')
    await page.keyboard.type('boiler')
    await page.getByRole('option').first().waitFor()
    assert.equal(await look('[role=option][aria-selected=true]', 'outlineStyle'), 'solid')
    await page.goto(`${house.url}/insights?tab=figures`)
    const values = page.locator('figure table td')
    await values.first().waitFor({ state: 'attached' })
    assert.match((await values.first().textContent()) ?? '', /\d/)
    const ground = await look('figure .bg-accent', 'backgroundColor')
    assert.notEqual(ground, await look('body', 'backgroundColor'))
  })

  it('says how much a search has found, and which field was refused', async () => {
    await using window = await house.openSample()
    const { page } = window
    for (const path of ['inbox', 'customers', 'search']) {
      await page.goto(`${house.url}/${path}`)
      await page.locator('main h1').first().waitFor()
      const field = page.getByRole('searchbox').first()
      const said = page.getByRole('status')
      await field.fill('boiler')
      if (path !== 'customers') await said.filter({ hasText: /\d+ found$/ }).waitFor()
      await field.fill('zzzqqqxxx')
      await said.filter({ hasText: /^(Nothing|Nobody) / }).waitFor()
    }
    await page.goto(`${house.url}/settings/account`)
    await page.getByRole('button', { name: 'Change the password' }).click()
    const dialog = page.getByRole('dialog')
    const present = dialog.locator('input[name=current]')
    await present.fill('not the one')
    await dialog.locator('input[name=password]').fill('a long and quiet word')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.locator('input[name=current][aria-invalid=true]').waitFor()
    const told = (await present.getAttribute('aria-describedby'))?.split(' ')[0] ?? ''
    assert.ok(await dialog.locator(`[id="${told}"]`).getByRole('alert').isVisible())
  })
})
