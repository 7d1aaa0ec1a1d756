import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Page } from 'playwright-core'
import { barriers, type House, type Look, openHouse } from './house.ts'

let house: House
before(async () => {
  house = await openHouse()
})
after(() => house?.[Symbol.asyncDispose]())

/** Every screen with something on it, and what to do to have it before one. */
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
  questions: async (page) => {
    await page.goto(`${house.url}/questions`)
    await page.locator('main h1').waitFor()
  },
  import: async (page) => {
    await page.goto(`${house.url}/import`)
    await page.locator('main li a').first().waitFor()
  },
  'an import with its ledger': async (page) => {
    await screens.import?.(page)
    await page.locator('main li a').first().click()
    await page.locator('#ledger-title').waitFor()
  },
  help: async (page) => {
    await screens.inbox?.(page)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
  },
}

const looks: Look[] = [
  { width: 1280, colours: 'light' },
  { width: 1280, colours: 'dark', language: 'pl' },
  { width: 390, colours: 'light', language: 'pl' },
  { width: 390, colours: 'dark' },
]

describe('nobody is shut out', () => {
  for (const look of looks) {
    it(`at ${look.width} px, ${look.colours}, ${look.language ?? 'en'}`, async () => {
      await using window = await house.openSample(look)
      const found: string[] = []
      for (const [name, show] of Object.entries(screens)) {
        await show(window.page)
        found.push(...(await barriers(window.page)).map((barrier) => `${name}: ${barrier}`))
        const tooWide = await window.page.evaluate('document.documentElement.scrollWidth > innerWidth')
        if (tooWide) found.push(`${name}: one must scroll sideways`)
      }
      assert.deepEqual(found, [])
      assert.deepEqual(window.faults, [])
    })
  }
})
