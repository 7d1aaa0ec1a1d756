import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stories } from './arcs/arcs.ts'
import { calls } from './arcs/calls.ts'
import { openCalendar } from './calendar.ts'
import { openChance } from './chance.ts'
import { openDirectory, type Person } from './people.ts'
import { parseScript, type Story } from './story.ts'
import { tell } from './tell.ts'

const calendar = openCalendar('America/Chicago')
const startMs = Date.parse('2026-03-10T16:00:00Z')

test('every story can be told to a woman and to a man, whatever chance brings', () => {
  const directory = openDirectory(openChance(1))
  for (const story of [...stories, ...calls]) {
    for (let seed = 0; seed < 8; seed++) {
      const person: Person = { ...directory.person(story.who), gender: seed % 2 ? 'f' : 'm' }
      const group = new Map((story.group ?? []).map((name) => [name, person]))
      const told = tell(story, { person, group, startMs, calendar, chance: openChance(seed) })
      assert.equal(told.length, parseScript(story).length)
      for (const [i, one] of told.entries()) {
        assert.doesNotMatch(one.text, /[{}|]|undefined|NaN|~|\[\w/, story.id)
        const before = told[i - 1]?.atMs
        assert.ok(before === undefined || one.atMs > before, `${story.id} goes back in time at line ${i + 1}`)
      }
    }
  }
})

test('no two stories share an id, and there are enough of them', () => {
  const ids = stories.map((story) => story.id)
  assert.equal(new Set(ids).size, ids.length)
  assert.ok(ids.length >= 350, `${ids.length} stories`)
  assert.ok(stories.filter((story) => parseScript(story).length > 3).length >= 250)
})

test('a story that follows another one follows one that exists, of the same kind of person', () => {
  for (const story of stories)
    if (story.after) assert.equal(stories.find((one) => one.id === story.after)?.who, story.who, story.id)
})

test('days are told by name, and as today, next week or a date when that is clearer', () => {
  const script = '> {d1} {d8} {d14}\n@d1 9:00 < {d1}\n> {d2.w} i {d7.w}, {d3.date}, {c1.short}'
  const story: Story = { id: 'days', who: 'owner', voice: 'own', script }
  assert.deepEqual(texts(story), [
    'Wednesday next Friday Monday the 30th',
    'Today',
    'W czwartek i w przyszły czwartek, March 13, Wed',
  ])
})

test('what is drawn under a name stays the same, and reactions quote the last text', () => {
  const script = '> {room=hall} {room} {$a=150-150} {$a}\n< ok\n> ~liked\n> {g:she|he}¶{address}'
  const story: Story = { id: 'slots', who: 'owner', voice: 'own', script }
  const [first, , third, last] = texts(story)
  assert.equal(first, 'hall hall $150 $150')
  assert.equal(third, 'Liked “ok”')
  assert.match(last ?? '', /^(she|he)\n\d+ \w+/)
})

test('a story that cannot be read says where', () => {
  const story = (script: string): Story => ({ id: 'broken', who: 'owner', script })
  assert.throws(() => parseScript({ ...story('says nothing'), id: 'b1' }), /Story b1.*"says nothing"/)
  assert.throws(() => parseScript({ ...story('> [elephant]'), id: 'b2' }), /no picture of "elephant"/)
  assert.throws(() => parseScript({ ...story('ken> hi'), id: 'b3' }), /"ken" is not in its group/)
  assert.throws(() => texts({ ...story('> {nonsense}'), id: 'b4' }), /nothing to fill \{nonsense\}/)
})

function texts(story: Story): string[] {
  const person = openDirectory(openChance(1)).person('owner')
  return tell(story, { person, group: new Map(), startMs, calendar, chance: openChance(1) }).map(
    (one) => one.text,
  )
}
