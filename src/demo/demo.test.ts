import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { openPromise } from 'yauzl'
import { sha256 } from '../base/bytes.ts'
import { stamp } from './calendar.ts'
import { type Made, makeArchive, makeDemoArchive, type Truth } from './demo.ts'

const now = new Date('2026-01-14T03:20:00Z')
const timeZone = 'America/Chicago'
let dir = ''
let archive: { made: Made; truth: Truth[]; files: Map<string, Buffer> }

before(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'demo-'))
  archive = await read('demo.zip', now)
})
after(() => rm(dir, { recursive: true }))

test('the sample firm has a believable size', () => {
  const { made } = archive
  assert.ok(made.messages >= 2500 && made.messages <= 4000, `${made.messages} messages`)
  assert.ok(made.people >= 250 && made.people <= 350, `${made.people} people`)
  assert.ok(made.expected.voicemails > 10 && made.expected.calls > 150)
  assert.ok(made.expected.attachments.resolved > 60 && made.expected.attachments.missing > 0)
  assert.ok(made.expected.duplicates > 0 && made.expected.spam > 0 && made.expected.peerUnknown > 0)
})

test('the same seed and now give the same bytes, another seed does not', async () => {
  const hash = async (name: string, seed: number) => {
    await makeDemoArchive({ path: path.join(dir, name), now, seed })
    return sha256(await readFile(path.join(dir, name)))
  }
  const [one, again, other] = [await hash('a.zip', 3), await hash('b.zip', 3), await hash('c.zip', 4)]
  assert.equal(one, again)
  assert.notEqual(one, other)
})

test('the archive is laid out as Takeout lays it out', () => {
  const { files, made } = archive
  assert.equal(files.size, made.files)
  for (const name of [
    'Voice/Phones.vcf',
    'Voice/Bills.html',
    'Voice/Greetings/Greeting 1.mp3',
    'archive_browser.html',
  ])
    assert.ok(files.has(`Takeout/${name}`), name)
  for (const name of files.keys()) {
    if (!/Voice\/(Calls|Spam)\//.test(name)) continue
    const base = path.basename(name)
    assert.match(base, /\.(html|png|vcf|mp3)$/)
    const stem = base.replace(/(?: \(1\))?\.\w+$/, '').replace(/\(\d+\)$/, '')
    assert.ok([...stem].length <= 50, base)
    assert.doesNotMatch(base, /[%?<>"|*\\:]/)
    const { length } = [...stem]
    if (base.endsWith('.html') && length < 50)
      assert.match(
        stem,
        / - (?:(?:Text|Placed|Received|Missed|Voicemail) - )?\d{4}-\d\d-\d\dT\d\d_\d\d_\d\dZ$/,
      )
  }
})

test('every time in a title is the instant of its file name, with the offset of its date', () => {
  for (const { name, html } of pages()) {
    const titles = [...html.matchAll(/<abbr class="(?:dt|published)" title="([^"]+)"/g)].map(
      (found) => found[1] ?? '',
    )
    assert.ok(titles.length > 0, name)
    for (const title of titles) {
      assert.match(title, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[56]:00$/)
      const wall = new Date(title).toLocaleString('sv', { timeZone }).replace(' ', 'T')
      assert.equal(title.slice(0, 19), wall)
    }
    const first = stamp(new Date(titles[0] ?? '').getTime())
    const written = /(\d{4}-\d\d-\d\dT[\d_]*Z?)(?:\(\d+\))?(?: \(1\))?\.html$/.exec(name)?.[1]
    if (written) assert.ok(first.startsWith(written), name)
    assert.deepEqual(titles, titles.toSorted(), `${name} is in order`)
  }
})

test('what the pages hold is what is promised', () => {
  const { expected } = archive.made
  let messages = 0
  let copies = 0
  let references = 0
  for (const { name, html } of pages()) {
    const held = html.match(/<abbr class="(?:dt|published)"/g)?.length ?? 0
    if (name.endsWith(' (1).html')) {
      copies += held
      continue
    }
    messages += held
    references += html.match(/<img src=|<a class="(?:video|vcard)" href=|<audio /g)?.length ?? 0
  }
  assert.equal(messages, expected.messages)
  assert.equal(copies, expected.duplicates)
  assert.equal(references, expected.attachments.resolved + expected.attachments.missing)
  const media = [...archive.files.keys()].filter((name) => /(Calls|Spam)\/.*\.(png|vcf|mp3)$/.test(name))
  assert.equal(media.length, expected.attachments.resolved)
  assert.equal(archive.truth.length, expected.messages)
  assert.equal(expected.texts + expected.calls + expected.voicemails, expected.messages)
  const disks = archive.truth.flatMap((one) => one.attachments.flatMap((a) => a.disk ?? []))
  assert.deepEqual(disks.toSorted(), media.map((name) => path.basename(name)).toSorted())
})

test('no number could belong to anybody', () => {
  for (const [name, content] of archive.files) {
    if (!/\.(html|vcf)$/.test(name)) continue
    const text = `${name} ${content}`
    for (const [number] of text.matchAll(/(?<![\d.])\+?1?\d{10}(?!\d)/g))
      assert.match(number, /55501\d\d$/, name)
    for (const [number] of text.matchAll(/\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/g))
      assert.match(number, /555.01\d\d$/, name)
    for (const [, host] of text.matchAll(/(?:https?:\/\/|@)([\w-]+(?:\.[\w-]+)+)/g))
      assert.match(host ?? '', /^(?:example\.(?:com|net|org)|www\.google\.com|www\.w3\.org)$/, name)
  }
})

test('every text is filled in', () => {
  for (const { text, transcript, file } of archive.truth)
    assert.doesNotMatch(`${text}${transcript ?? ''}`, /[{}|]|undefined|NaN|¶|\[\w+\]/, file)
})

for (const [when, at] of [
  ['a winter night', '2026-01-14T03:20:00Z'],
  ['a summer noon', '2026-07-20T17:00:00Z'],
  ['a Sunday in spring', '2026-04-12T13:30:00Z'],
] as const) {
  test(`on ${when} two emergencies of the last hour wait for an answer`, async () => {
    const { truth, made } = await read('other.zip', new Date(at))
    const nowMs = new Date(at).getTime()
    assert.ok(made.expected.lastAtMs <= nowMs)
    assert.ok(made.expected.firstAtMs > nowMs - 965 * 86_400_000)
    const lastHour = Map.groupBy(
      truth.filter((one) => nowMs - new Date(one.at).getTime() < 3_600_000),
      (one) => one.peer,
    )
    const open = [...lastHour.values()].filter((said) => said.every((one) => one.direction === 'in'))
    const words = open.map((said) => said.map((one) => one.text).join(' '))
    assert.ok(words.some((text) => /through the ceiling/.test(text)))
    assert.ok(words.some((text) => /czuc gaz/.test(text)))
    const lastDay = truth.filter((one) => nowMs - new Date(one.at).getTime() < 3 * 86_400_000)
    assert.ok(lastDay.length > 90, `${lastDay.length} messages in three days`)
  })
}

test('Mrs Alvarez is there, Pani Nowak writes Polish, and Priya Raman has two numbers', () => {
  const { truth } = archive
  const of = (name: string) => truth.filter((one) => one.peerName === name)
  assert.ok(of('Mrs Alvarez').some((one) => one.text.includes('flan')))
  assert.ok(of('Pani Nowak').some((one) => one.text.includes('Dzień dobry')))
  assert.equal(new Set(of('Priya Raman').map((one) => one.peer)).size, 2)
  assert.ok(truth.some((one) => one.group?.length === 3 && one.direction === 'out'))
  assert.ok(truth.some((one) => one.peer === null && one.group === null && one.kind === 'missed'))
})

test('an archive of any size is made as files in a folder too', async () => {
  const made = await makeArchive({ dir: path.join(dir, 'out'), messages: 6000, now })
  assert.ok(made.messages >= 6000 && made.messages < 6300)
  const calls = await readdir(path.join(dir, 'out/Takeout/Voice/Calls'))
  const spam = await readdir(path.join(dir, 'out/Takeout/Voice/Spam'))
  assert.equal(calls.length + spam.length + 4, made.files)
})

function* pages(): Generator<{ name: string; html: string }> {
  for (const [name, content] of archive.files)
    if (/Voice\/(Calls|Spam)\/.*\.html$/.test(name)) yield { name, html: content.toString() }
}

async function read(name: string, at: Date): Promise<typeof archive> {
  const file = path.join(dir, name)
  const truth: Truth[] = []
  const made = await makeDemoArchive({ path: file, now: at, timeZone, onMessage: (one) => truth.push(one) })
  const files = new Map<string, Buffer>()
  const zip = await openPromise(file, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    const stream = await zip.openReadStreamPromise(entry)
    files.set(entry.fileName, Buffer.concat(await stream.toArray()))
  }
  return { made, truth, files }
}
