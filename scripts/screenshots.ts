import { join } from 'node:path'
import { call, openHouse } from '../test/browser/house.ts'

/** Takes the pictures of the README from the sample firm, whose last words are minutes old: docs/{today,inbox}-{light,dark}.png. */
const docs = join(import.meta.dirname, '..', 'docs')
await using house = await openHouse({}, { sample: true })
for (const colours of ['light', 'dark'] as const) {
  await using window = await house.openSample({ width: 1280, colours })
  const { page } = window
  const take = async (name: string) => {
    await page.mouse.move(0, 0)
    await page.waitForTimeout(500) // the picture is drawn
    await page.screenshot({ path: join(docs, `${name}-${colours}.png`) })
  }
  await page.locator('main li a').first().click()
  await page.locator('main img').first().waitFor()
  await take('inbox')
  await call(page, 'POST', 'analytics/catch-up')
  await page.goto(`${house.url}/today`)
  await page.getByRole('heading', { level: 2 }).first().waitFor()
  await take('today')
}
