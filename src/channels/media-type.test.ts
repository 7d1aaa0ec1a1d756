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
  ]
  for (const [name, head, type] of cases) assert.equal(mediaType(name, bytes(head)), type, name)
})

test('bytes that say nothing leave it to the extension, and an unknown one to nobody', () => {
  assert.equal(mediaType('Leak.JPG', bytes('')), 'image/jpeg')
  assert.equal(mediaType('page.html', bytes('<script>')), 'application/octet-stream')
})
