import assert from 'node:assert/strict'
import { cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { suite, test } from 'node:test'
import { makeZip } from '../archive/fixtures/make-archives.ts'
import { openArchive } from '../archive/open-archive.ts'
import type { ParsedMessage } from '../message.ts'
import { fixtureBytes, folderWith, picturePage, takeoutFolder } from './fixtures/fixtures.ts'
import { readPages, type TakeoutItem } from './read-pages.ts'
import { surveyTakeout } from './survey.ts'

async function look(...paths: string[]) {
  await using archive = await openArchive(paths)
  const survey = await surveyTakeout(archive)
  const items: TakeoutItem[] = []
  for await (const item of readPages(archive, survey)) items.push(item)
  const pages = items.filter((item) => item.kind === 'page')
  return { survey, items, pages, messages: pages.flatMap(({ page }) => page.messages) }
}

function peerOf(messages: ParsedMessage[], text: string) {
  return messages.find((message) => message.text === text)?.peer
}

/** What one reference came to, by names alone. */
function shown({ attachments }: ParsedMessage): (string | string[])[] {
  return attachments.map(({ place }) => {
    if (place.state === 'resolved') return basename(place.path)
    return place.state === 'ambiguous' ? place.candidates.map((path) => basename(path)) : place.state
  })
}

suite('the Takeout of a small shop', async () => {
  const { survey, pages, messages } = await look(takeoutFolder)

  test('is counted in full before it is read, and every message is accounted for', () => {
    const setAside = pages.flatMap(({ page }) => page.setAside)
    assert.equal(survey.pages, 19)
    assert.equal(survey.pages, pages.length)
    assert.equal(survey.records, messages.length + setAside.length)
    assert.deepEqual(survey.copies, { pages: 0, records: 0 })
  })

  test('leaves out greetings, bills and the page about the archive', () => {
    assert.equal(survey.ignored, 3)
  })

  test('knows the shop’s number and its telephone', () => {
    assert.deepEqual(survey.owner, {
      voice: ['+15125550100'],
      linked: ['+15125550177'],
      onPages: ['+15125550100'],
    })
  })

  test('finds whom a page without an answer was written to, by name or by the file’s name', () => {
    assert.equal(peerOf(messages, 'Your invoice is in the mail.'), '+15125550142')
    assert.equal(peerOf(messages, 'Ken from the plumbing shop here. We missed you.'), '+15125550144')
  })

  test('gives a message that lost its sender back to the customer', () => {
    assert.equal(messages.find(({ text }) => text.endsWith('is it   the red one?'))?.sender, '+15125550142')
  })

  test('has pictures, films, sounds and cards, and says which are lost', () => {
    const withMedia = messages.filter(({ attachments }) => attachments.length > 0)
    const stem = 'Rosa Alvarez - Text - 2024-02-01T12_00_00Z'
    assert.deepEqual(withMedia.filter(({ kind, group }) => kind === 'text' && !group).map(shown), [
      [`${stem}-1-1.jpg`, `${stem}-1-2.png`],
      [`${stem}-2-1.mp4`],
      [`${stem}-3-1.vcf`, `${stem}-3-2.amr`],
    ])
    assert.deepEqual(survey.attachments, {
      references: 9,
      found: 7,
      missing: 2,
      ambiguous: 0,
      unreferenced: 0,
    })
  })
})

const voice = join(takeoutFolder, 'Voice')

for (const [handedIn, path] of [
  ['the folder Voice', voice],
  ['the folder Calls', join(voice, 'Calls')],
] as const) {
  test(`the same messages come from ${handedIn}`, async () => {
    const { messages } = await look(takeoutFolder)
    const again = await look(path)
    const spam = handedIn === 'the folder Calls' ? 2 : 0
    assert.equal(again.messages.length, messages.length - spam)
    assert.equal(again.survey.attachments.found, 7)
  })
}

test('an archive unpacked inside itself gives each its own pictures, and counts nothing twice', async () => {
  await using folder = await folderWith({ 'Takeout/readme.txt': 'x' })
  await cp(takeoutFolder, join(folder.path, 'Takeout'), { recursive: true })
  await cp(takeoutFolder, join(folder.path, 'Takeout/Takeout'), { recursive: true })
  const { survey } = await look(folder.path)
  assert.deepEqual([survey.pages, survey.copies.pages], [38, 19])
  assert.deepEqual(survey.attachments, { references: 9, found: 7, missing: 2, ambiguous: 0, unreferenced: 0 })
})

test('an upload that wrote _ for blanks loses no picture', async () => {
  const stem = 'Rosa Alvarez - Text - 2024-02-01T12_00_00Z'
  await using folder = await folderWith({
    [`Calls/${stem.replaceAll(' ', '_')}.html`]: fixtureBytes(`Calls/${stem}`),
    [`Calls/${stem.replaceAll(' ', '_')}-1-1.jpg`]: 'picture',
    'Calls/+15125550144_-_Text_-_2023-09-02T14_00_00Z.html': fixtureBytes(
      'Calls/+15125550144 - Text - 2023-09-02T14_00_00Z',
    ),
  })
  const { messages } = await look(folder.path)
  assert.deepEqual(messages.flatMap(shown).slice(0, 2), [`${stem.replaceAll(' ', '_')}-1-1.jpg`, 'missing'])
  assert.equal(peerOf(messages, 'Ken from the plumbing shop here. We missed you.'), '+15125550144')
})

suite('a firm whose name is longer than fifty letters', () => {
  const name = 'Greater Springfield Heating and Air Conditioning LLC'
  const cut = name.slice(0, 50)
  const first = picturePage('2024-05-05T10:00:00.000-05:00', `${name} - Text - 2024-05-05T15_00_00Z-1-1`)
  const second = picturePage(
    '2023-05-05T10:00:00.000-05:00',
    `${name} - Text - 2023-05-05T15_00_00Z-1-1`,
    `${name} - Text - 2023-05-05T15_00_00Z-1-2`,
  )

  test('has its pictures in the order of its pages’ numbers, over two parts', async () => {
    await using folder = await folderWith({
      [`one/Takeout/Voice/Calls/${cut}.html`]: first,
      [`one/Takeout/Voice/Calls/${cut}(2).jpg`]: 'third',
      [`two/Takeout/Voice/Calls/${cut}(1).html`]: second,
      [`two/Takeout/Voice/Calls/${cut}.jpg`]: 'first',
      [`two/Takeout/Voice/Calls/${cut}(1).jpg`]: 'second',
    })
    const { messages } = await look(join(folder.path, 'one'), join(folder.path, 'two'))
    assert.deepEqual(messages.map(shown), [[`${cut}.jpg`], [`${cut}(1).jpg`, `${cut}(2).jpg`]])
  })

  test('is not confused by a copy of a page, with or without a blank', async () => {
    await using folder = await folderWith({
      [`Calls/${cut}.html`]: first,
      [`Calls/${cut}(1).html`]: first,
      [`Calls/${cut}(2).html`]: second,
      [`Calls/${cut} (1).html`]: first,
      [`Calls/${cut}.jpg`]: 'first',
      [`Calls/${cut}(1).jpg`]: 'second',
      [`Calls/${cut}(2).jpg`]: 'third',
    })
    const { messages, survey } = await look(folder.path)
    assert.deepEqual(survey.copies, { pages: 2, records: 2 })
    assert.deepEqual(
      new Set(messages.map((message) => shown(message).join())),
      new Set([`${cut}.jpg`, `${cut}(1).jpg,${cut}(2).jpg`]),
    )
    assert.equal(survey.attachments.references, 3)
  })

  test('with a lost picture has doubtful ones, and the exact number of the lost', async () => {
    await using folder = await folderWith({
      [`Calls/${cut}.html`]: first,
      [`Calls/${cut}(1).html`]: second,
      [`Calls/${cut}.jpg`]: 'one of three',
    })
    const { messages, survey } = await look(folder.path)
    assert.deepEqual(messages.flatMap(shown), [[`${cut}.jpg`], [`${cut}.jpg`], [`${cut}.jpg`]])
    assert.deepEqual(survey.attachments, {
      references: 3,
      found: 1,
      missing: 2,
      ambiguous: 3,
      unreferenced: 0,
    })
  })
})

test('ten pictures in one message stay in their order, though the tenth has the name of the first', async () => {
  const stem = 'Casey Juniper 77 - Text - 2020-12-04T23_18_51Z-1'
  const numbers = Array.from({ length: 10 }, (_, n) => n + 1)
  const onDisk = (n: number) => (n === 10 ? `${stem}-1(1).jpg` : `${stem}-${n}.jpg`)
  await using folder = await folderWith({
    'Calls/x.html': picturePage('2020-12-04T23:18:51.000Z', ...numbers.map((n) => `${stem}-${n}`)),
    ...Object.fromEntries(numbers.map((n) => [`Calls/${onDisk(n)}`, 'picture'])),
  })
  const { messages } = await look(folder.path)
  assert.deepEqual(messages.map(shown), [numbers.map(onDisk)])
})

test('a page that is alone in its folder is not lost in silence when it is damaged', async () => {
  await using folder = await folderWith({
    't.zip': makeZip([
      { name: 'Takeout/Voice/Calls/a.html', data: picturePage('2020-12-04T23:18:51.000Z', 'x') },
      { name: 'Takeout/Voice/Spam/b.html', data: 'x', crc32: 1 },
      { name: 'Takeout/more/takeout-20200101T000000Z-002.zip', data: 'PK' },
    ]),
  })
  const { items } = await look(folder.path)
  assert.deepEqual(
    items.map((item) => (item.kind === 'set_aside' ? item.code : item.kind)),
    ['archive_unopened', 'page', 'corrupt_member'],
  )
})

test('an older and a newer export handed in together keep their own pictures', async () => {
  const stem = 'Rosa Alvarez - Text - 2024-02-01T12_00_00Z'
  const page = fixtureBytes(`Calls/${stem}`)
  const older = 'takeout-20240301T000000Z-001/Takeout/Voice/Calls'
  const newer = 'takeout-20250301T000000Z-001/Takeout/Voice/Calls'
  await using folder = await folderWith({
    [`${older}/${stem}.html`]: page,
    [`${older}/${stem}-1-1.jpg`]: 'picture',
    [`${newer}/${stem}.html`]: Buffer.concat([page, Buffer.from('\n')]),
    [`${newer}/${stem}-1-1.jpg`]: 'picture',
  })
  const { pages } = await look(folder.path)
  const paths = pages.map(({ page: { messages } }) => messages[0]?.attachments[0]?.place)
  assert.deepEqual(
    paths.map(
      (place) =>
        place?.state === 'resolved' && place.path.slice(folder.path.split('/').pop()?.length).slice(1, 26),
    ),
    ['takeout-20240301T000000Z-', 'takeout-20250301T000000Z-'],
  )
})

test('a name with two numbers is not given either of them', async () => {
  const toRosa = fixtureBytes('Calls/Rosa Alvarez - Text - 2023-09-01T14_00_00Z')
  const fromRosa = picturePage('2024-05-05T10:00:00.000-05:00', 'x').replaceAll('LLC', 'Rosa Alvarez')
  await using folder = await folderWith({
    'Calls/a.html': toRosa,
    'Calls/b.html': fromRosa,
    'Calls/c.html': fromRosa.replaceAll('+15125550142', '+15125550199'),
  })
  const { messages } = await look(folder.path)
  const asked = messages.find(({ direction }) => direction === 'out')
  assert.deepEqual([asked?.peer, asked?.peerName], [null, 'Rosa Alvarez'])
})

test('a page of fifty megabytes is set aside with the number of its messages, and the rest goes in', async () => {
  const page = fixtureBytes('Calls/54321 - Text - 2022-01-05T15_00_00Z').toString()
  await using folder = await folderWith({
    'Calls/huge.html': page.replace('STOP', 'x'.repeat(50 * 1024 ** 2)),
    'Calls/small.html': page,
  })
  const { items, survey } = await look(folder.path)
  assert.deepEqual(
    items.map((item) => (item.kind === 'set_aside' ? [item.code, item.records] : item.page.messages.length)),
    [['page_too_large', 1], 1],
  )
  assert.equal(survey.records, 2)
})

test('what was read before an interruption is not read again', async () => {
  await using archive = await openArchive([takeoutFolder])
  const survey = await surveyTakeout(archive)
  const skip = (path: string) => path.includes('Rosa')
  for await (const item of readPages(archive, survey, { skip })) assert.ok(!item.path.includes('Rosa'))
})

test('an archive without Google Voice says what to choose at Google', async () => {
  await using folder = await folderWith({ 'Takeout/Keep/milk.html': '<html>milk</html>' })
  await using archive = await openArchive([folder.path])
  await assert.rejects(surveyTakeout(archive), { code: 'no_voice_data' })
})

test('a survey that is called off stops', async () => {
  await using archive = await openArchive([takeoutFolder])
  await assert.rejects(surveyTakeout(archive, { signal: AbortSignal.abort() }), { name: 'AbortError' })
})
