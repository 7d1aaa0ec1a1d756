import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, inflateSync } from 'node:zlib'
import { openCalendar } from './calendar.ts'
import { openChance } from './chance.ts'
import { drawPicture, motifs } from './picture.ts'
import { silentMp3 } from './sound.ts'
import { inVoice } from './voice.ts'

test('pictures are PNG files that a browser shows', () => {
  for (const motif of motifs) {
    const png = drawPicture(motif, openChance(motif))
    assert.ok(png.length < 4000, `${motif} has ${png.length} bytes`)
    assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const types: string[] = []
    for (let at = 8; at < png.length; ) {
      const length = png.readUInt32BE(at)
      const type = png.toString('latin1', at + 4, at + 8)
      assert.equal(png.readUInt32BE(at + 8 + length), crc32(png.subarray(at + 4, at + 8 + length)), type)
      if (type === 'IDAT') assert.equal(inflateSync(png.subarray(at + 8, at + 8 + length)).length, 321 * 240)
      types.push(type)
      at += 12 + length
    }
    assert.deepEqual(types, ['IHDR', 'PLTE', 'IDAT', 'IEND'])
  }
})

test('no two pictures of the same thing look alike', () => {
  const one = drawPicture('thermostat', openChance('a'))
  assert.notDeepEqual(one, drawPicture('thermostat', openChance('b')))
  assert.deepEqual(one, drawPicture('thermostat', openChance('a')))
})

test('a recording lasts as long as its voicemail: every frame has its header, 36 ms each', () => {
  const sound = silentMp3(24)
  assert.equal(sound.length % 36, 0)
  assert.equal(Math.round((sound.length / 36) * 0.036), 24)
  for (let at = 0; at < sound.length; at += 36) assert.equal(sound.readUInt32BE(at), 0xfff318c4)
})

test('titles carry the offset of their date on both sides of a clock change', () => {
  const calendar = openCalendar('America/Chicago')
  assert.equal(calendar.title(Date.parse('2026-03-08T07:59:59.120Z')), '2026-03-08T01:59:59.120-06:00')
  assert.equal(calendar.title(Date.parse('2026-03-08T08:00:00Z')), '2026-03-08T03:00:00.000-05:00')
  assert.equal(
    calendar.shown(Date.parse('2026-07-04T17:05:09Z')),
    'Jul 4, 2026, 12:05:09&#8239;PM\nCentral Time',
  )
  const day = calendar.dayOf(Date.parse('2026-11-01T05:30:00Z'))
  assert.equal(new Date(calendar.instantOf(day, 9 * 60)).toISOString(), '2026-11-01T15:00:00.000Z')
  assert.equal(new Date(calendar.instantOf(day - 1, 9 * 60)).toISOString(), '2026-10-31T14:00:00.000Z')
  const warsaw = openCalendar('Europe/Warsaw')
  assert.equal(warsaw.title(Date.parse('2026-07-04T17:05:09Z')), '2026-07-04T19:05:09.000+02:00')
  assert.equal(warsaw.minuteOf(Date.parse('2026-07-04T22:05:09Z')), 5)
})

test('people type in their own way', () => {
  const say = (text: string, voice: Parameters<typeof inVoice>[1]) => inVoice(text, voice, openChance(2))
  assert.equal(say("It's leaking. I don't know why.", 'bare'), 'its leaking. i dont know why')
  assert.equal(say('Proszę zakręcić, cieknie żółta woda.', 'bare'), 'prosze zakrecic, cieknie zolta woda')
  assert.equal(say('Well, it stopped. Thanks.', 'dots'), 'Well... it stopped... Thanks...')
  assert.equal(say('Ring me.', 'capitals'), 'RING ME.')
})
