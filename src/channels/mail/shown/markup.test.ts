import assert from 'node:assert/strict'
import { test } from 'node:test'
import { file, html, letter, multipart, text } from '../fixtures/make-mail.ts'
import { parseMail } from '../mail.ts'

const markup = (mail: Buffer) =>
  parseMail('m', mail, { owner: ['office@harbor.example'] }).messages[0]?.markup

test('a mail says whether its own page shows more than its words', () => {
  const pages: [string, 'same' | 'more'][] = [
    ['<p><b>The boiler</b> is <i>leaking</i>.</p>', 'same'],
    ['<table><tr><td>One column, as mailers lay words out.</td></tr></table>', 'same'],
    ['<p>Here:</p><img src="cid:leak">', 'more'],
    [`<p>${'Drip. '.repeat(40)}</p><img\n width=3 src="https://a.example/x">`, 'more'],
    ['<table><tr><td>Burner</td>\n  <td>$240</td></tr></table>', 'more'],
    ['<table><tr><TH>What</TH><TH>How much</TH></tr></table>', 'more'],
  ]
  for (const [page, shows] of pages) {
    const alternatives = multipart('alternative', text('The boiler is leaking.'), html(page))
    assert.equal(markup(letter({}, alternatives)), shows, page)
    assert.equal(
      markup(letter({}, file('text/html; charset=utf-8', Buffer.from(page)))),
      shows,
      `${page} in base64`,
    )
  }
})

test('a mail of plain text has no page, nor has one to which a page is attached', () => {
  assert.equal(markup(letter({}, text('The boiler <img> is leaking.'))), undefined)
  const attached = file('text/html; name=offer.html', Buffer.from('<img src=x>'), {
    'Content-Disposition': 'attachment; filename=offer.html',
  })
  assert.equal(markup(letter({}, multipart('mixed', text('See the offer.'), attached))), undefined)
})
