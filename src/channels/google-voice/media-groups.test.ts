import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fileCount, type OnDisk, placesInGroup, type Wanted } from './media-groups.ts'

const image: Wanted = { kind: 'image', extension: null }
const sound: Wanted = { kind: 'audio', extension: null }
const voicemail: Wanted = { kind: 'audio', extension: 'mp3' }

const files = (...names: string[]): OnDisk[] =>
  names.map((name) => ({
    path: name,
    extension: name.slice(name.lastIndexOf('.') + 1),
    clash: Number(/\((\d+)\)/.exec(name)?.[1] ?? 0),
  }))

const resolved = (path: string) => ({ state: 'resolved', path })
const ambiguous = (...candidates: string[]) => ({ state: 'ambiguous', candidates })

test('one picture and one file are each other’s', () => {
  assert.deepEqual(placesInGroup([image], files('leak.jpg')), [resolved('leak.jpg')])
})

test('as many pictures as files take them in their order, ten after nine', () => {
  const names = ['leak.jpg', ...Array.from({ length: 11 }, (_, n) => `leak(${n + 1}).jpg`)]
  const places = placesInGroup(Array(12).fill(image), files(...names.toReversed()))
  assert.deepEqual(places, names.map(resolved))
})

test('a lost picture leaves doubt about those beside it, and no file without somebody', () => {
  assert.deepEqual(placesInGroup([image, image, image], files('leak.jpg', 'leak(1).jpg')), [
    ambiguous('leak.jpg'),
    ambiguous('leak.jpg', 'leak(1).jpg'),
    ambiguous('leak(1).jpg'),
  ])
})

test('pictures of two formats are not told apart by their number', () => {
  const places = placesInGroup([image, image], files('leak.jpg', 'leak.png'))
  assert.deepEqual(
    places.map((place) => place.state === 'ambiguous' && place.candidates.toSorted()),
    [
      ['leak.jpg', 'leak.png'],
      ['leak.jpg', 'leak.png'],
    ],
  )
})

test('a voicemail names its format, and leaves a message’s sound the other one', () => {
  assert.deepEqual(placesInGroup([sound, voicemail], files('call.mp3', 'call.amr')), [
    resolved('call.amr'),
    resolved('call.mp3'),
  ])
})

test('a picture for which there is only a film is missing', () => {
  assert.deepEqual(placesInGroup([image], files('leak.mp4')), [{ state: 'missing' }])
})

const wanted = fc.array(
  fc.constantFrom(image, sound, voicemail, { kind: 'video', extension: null } as Wanted),
  {
    maxLength: 12,
  },
)
const onDisk = fc
  .uniqueArray(fc.tuple(fc.nat(9), fc.constantFrom('jpg', 'png', 'mp3', 'amr', 'mp4')), {
    selector: String,
    maxLength: 15,
  })
  .map((pairs) => files(...pairs.map(([n, extension]) => `x(${n}).${extension}`)))

test('whatever is lost, every file that a reference can have is offered to one', () => {
  fc.assert(
    fc.property(wanted, onDisk, (asked, there) => {
      const offered = new Set(
        placesInGroup(asked, there).flatMap((place) =>
          place.state === 'resolved' ? [place.path] : place.state === 'ambiguous' ? place.candidates : [],
        ),
      )
      for (const file of there) {
        const fits = asked.some((one) => fileCount([one], [file]) === 1)
        assert.equal(offered.has(file.path), fits, file.path)
      }
    }),
  )
})

test('the file a reference truly has is always among those offered, however many others are lost', () => {
  const shelf = fc.array(
    fc.record({ one: fc.constantFrom(image, sound, voicemail), png: fc.boolean(), lost: fc.boolean() }),
  )
  fc.assert(
    fc.property(shelf, (made) => {
      const taken = new Map<string, number>()
      const truth = made.map(({ one, png, lost }) => {
        const extension = one.extension ?? (one.kind === 'audio' ? 'amr' : png ? 'png' : 'jpg')
        if (lost) return null
        const clash = taken.get(extension) ?? 0
        taken.set(extension, clash + 1)
        return { path: `x(${clash}).${extension}`, extension, clash }
      })
      const there = truth.filter((file) => file !== null)
      const asked = made.map(({ one }) => one)
      placesInGroup(asked, there).forEach((place, index) => {
        const file = truth[index]
        if (place.state === 'resolved') assert.equal(place.path, file?.path)
        if (file)
          assert.ok(
            place.state === 'resolved' ||
              (place.state === 'ambiguous' && place.candidates.includes(file.path)),
          )
      })
      assert.equal(fileCount(asked, there), there.length)
    }),
  )
})

test('a thousand pictures of one name, half of them lost, are settled at once', () => {
  const start = performance.now()
  const names = Array.from({ length: 5_000 }, (_, n) => `x(${n}).jpg`)
  const places = placesInGroup(Array(10_000).fill(image), files(...names))
  assert.equal(
    new Set(places.flatMap((place) => (place.state === 'ambiguous' ? place.candidates : []))).size,
    5_000,
  )
  assert.ok(performance.now() - start < 5_000)
})
