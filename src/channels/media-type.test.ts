import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mediaType } from './media-type.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

test('a file is what its first bytes say, not what it is called', () => {
  const cases: [string, string, string][] = [
    ['leak.png', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['leak.jpg', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['leak.jpg', 'GIF89a', 'image/gif'],
    ['leak.jpg', 'RIFF\x10\0\0\0WEBPVP8 ', 'image/webp'],
    ['leak.jpg', '\0\0\0\x18ftypheic', 'image/heic'],
    ['leak.jpg', '\0\0\0\x18ftypmp42', 'video/mp4'],
    ['leak.mp4', '\0\0\0\x18ftyp3gp5', 'video/3gpp'],
    ['call.txt', 'ID3\x03', 'audio/mpeg'],
    ['call.txt', '\xff\xfb\x90\x64', 'audio/mpeg'],
    ['call.txt', '#!AMR\n', 'audio/amr'],
    ['card.txt', 'BEGIN:VCARD\r\nVERS', 'text/vcard'],
    ['leak.jpg', '%PDF-1.7\n', 'application/pdf'],
    ['leak.jpg', '\0\0\0\x1cftypavif', 'image/avif'],
    ['offer.zip', 'PK\x03\x04\x14\0', 'application/zip'],
    [
      'offer.docx',
      'PK\x03\x04\x14\0',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ]
  for (const [name, head, type] of cases) assert.equal(mediaType(name, bytes(head)), type, name)
})

test('a name makes nothing a picture, a sound or a PDF that does not begin as one', () => {
  for (const name of ['leak.jpg', 'call.mp3', 'offer.pdf', 'film.mp4', 'drawing.svg'])
    assert.equal(mediaType(name, bytes('<script>alert(1)</script>')), 'application/octet-stream', name)
  assert.equal(mediaType('prices.csv', bytes('what;how much\n')), 'text/csv')
})

test('without bytes it is left to the extension, and an unknown one to nobody', () => {
  assert.equal(mediaType('Leak.JPG', bytes('')), 'image/jpeg')
  assert.equal(mediaType('page.html', bytes('<script>')), 'application/octet-stream')
})
