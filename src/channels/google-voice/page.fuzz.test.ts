import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { countRecords } from './count-records.ts'
import { fixtureBytes } from './fixtures/fixtures.ts'
import { parsePage } from './page.ts'

/** What damage is made of: single characters, and the beginnings and ends that could swallow what follows. */
const shards = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(
    '<',
    '>',
    '"',
    "'",
    '&',
    '&#',
    '</q>',
    '<q>',
    '<br',
    '<!--',
    '-->',
    '<![CDATA[',
    '<?',
    '</div>',
  ),
  fc.constantFrom(
    '<textarea>',
    '<plaintext>',
    '<script>',
    '<style>',
    '<title>',
    '<div class="',
    '<div>',
    'title="',
  ),
)

type Damage = { at: number; removed: number; inserted: string }

const damages: fc.Arbitrary<Damage[]> = fc.array(
  fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(40), inserted: shards }),
  { minLength: 1, maxLength: 4 },
)

function mangle(text: string, all: Damage[]): string {
  return all.reduce((before, { at, removed, inserted }) => {
    const from = Math.floor(at * before.length)
    return before.slice(0, from) + inserted + before.slice(from + removed)
  }, text)
}

const page = fixtureBytes('Calls/Rosa Alvarez - Text - 2023-08-27T01_57_02Z').toString('utf8')
const starts = [...page.matchAll(/<div class="message"/g)].map(({ index }) => index)
const end = page.indexOf('<div class="tags"')
const inText = page.indexOf('<q>') + 3
const whole = parsePage('x.html', Buffer.from(page)).messages

suite('a damaged page', () => {
  test('never loses or changes the messages beside the damaged one', () => {
    fc.assert(
      fc.property(fc.nat(starts.length - 1), damages, (damaged, all) => {
        const from = starts[damaged] ?? 0
        const to = starts[damaged + 1] ?? end
        const bytes = Buffer.from(page.slice(0, from) + mangle(page.slice(from, to), all) + page.slice(to))
        const { messages } = parsePage('x.html', bytes)
        for (const [position, { text, atMs, direction, sender, attachments }] of whole.entries()) {
          if (position === damaged) continue
          const same = messages.find((message) => message.atMs === atMs && message.text === text)
          assert.deepEqual(
            same && [same.direction, same.sender, same.attachments],
            [direction, sender, attachments],
            text,
          )
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('never throws, and accounts for every message the raw bytes show', () => {
    fc.assert(
      fc.property(damages, (all) => {
        const bytes = Buffer.from(mangle(page, all), 'latin1')
        const { messages, setAside } = parsePage('x.html', bytes)
        const accounted = messages.length + setAside.reduce((sum, { records }) => sum + records, 0)
        assert.ok(accounted >= countRecords(bytes), `${accounted} of ${countRecords(bytes)}`)
      }),
      { numRuns: 2000 },
    )
  })

  test('takes no longer to read than a sound one of its size', () => {
    const bombs = [
      '<',
      '&',
      '&#x',
      '<!--',
      '<!',
      '<q>',
      '<br>',
      '</div>',
      'title="',
      '<a href=',
      '<div class="message"',
    ]
    for (const bomb of bombs) {
      const bytes = Buffer.from(
        page.slice(0, inText) + bomb.repeat(2_000_000 / bomb.length) + page.slice(inText),
      )
      const start = performance.now()
      parsePage('x.html', bytes)
      const ms = performance.now() - start
      assert.ok(ms < 4000, `${bomb}: ${ms} ms`)
    }
  })
})
