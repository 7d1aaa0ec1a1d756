import { join } from 'node:path'
import { openHouse } from '../test/browser/house.ts'

/** Takes the pictures of the README from the sample firm, whose last words are minutes old: docs/inbox-{light,dark}.png. */
const docs = join(import.meta.dirname, '..', 'docs')
await using house = await openHouse()
for (const colours of ['light', 'dark'] as const) {
  await using window = await house.openSample({ width: 1280, colours })
  const { page } = window
  await page.goto(`${house.url}/inbox?status=needs_reply`)
  await page.locator('main li a').first().click()
  await page.locator('main img').first().waitFor()
  await page.mouse.move(0, 0)
  await page.waitForTimeout(500) // the picture is drawn
  await page.screenshot({ path: join(docs, `inbox-${colours}.png`) })
}
