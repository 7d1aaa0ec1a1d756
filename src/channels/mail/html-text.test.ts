import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { htmlText } from './html-text.ts'

suite('what a person reads of an HTML mail', () => {
  test('Gmail: lines in divs, and an empty line', () => {
    assert.equal(
      htmlText(
        '<div dir="ltr">Hi Ken,<div><br></div><div>the boiler is <b>leak</b>ing.<br></div><div>Rosa</div></div>',
      ),
      'Hi Ken,\n\nthe boiler is leaking.\nRosa',
    )
  })

  test('Outlook: each line a paragraph of its own', () => {
    assert.equal(
      htmlText(
        '<html><head><title>x</title><style>p.MsoNormal{margin:0}</style></head><body><p class=MsoNormal>Hi Ken,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">the boiler\r\n   is leaking.</p><p class="MsoNormal">Rosa</p></body></html>',
      ),
      'Hi Ken,\n\nthe boiler is leaking.\nRosa',
    )
  })

  test('paragraphs, lists, tables, headings and preformatted text', () => {
    assert.equal(
      htmlText(
        '<h1>Quote</h1><p>We need:</p><ul><li>a <i>valve</i></li><li>a pump<ol><li>small</li><li>large</li></ol></li></ul><p>Prices:</p><table><tr><td>valve</td><td>$40</td></tr><tr><td>pump</td><td>$400</td></tr></table><pre>  a\n\n  b</pre>',
      ),
      'Quote\n\nWe need:\n\n- a valve\n- a pump\n  1. small\n  2. large\n\nPrices:\n\nvalve $40\npump $400\n\n  a\n\n  b',
    )
  })

  test('links by their texts, quotes with their mark, entities as what they are', () => {
    assert.equal(
      htmlText(
        '<p>See <a href="https://harbor.example/q?x=1&amp;y=2">the quote</a>&nbsp;&amp; call &lt;us&gt; &#x1F44D;</p><blockquote>Thursday?<blockquote>Friday</blockquote></blockquote>',
      ),
      'See the quote & call <us> 👍\n\n> Thursday?\n>\n>> Friday',
    )
  })

  test('nothing that is not shown', () => {
    for (const hidden of [
      '<script>alert("x < y")</script>',
      '<style>p { color: red }</style>',
      '<!-- a comment -->',
      '<!--[if mso]><p>Outlook</p><![endif]-->',
      '<div style="display:none;max-height:0">Preview line<div>more</div></div>',
      '<div style="opacity:0">x</div>',
      '<p hidden>x</p>',
      '<span style="color:#fff; VISIBILITY : hidden">x</span>',
      '<div style="mso-hide:all">x</div>',
      '<img src="https://track.example/1.gif" alt="Company logo">',
      '<template>x</template><object>y</object><svg><text>z</text></svg>',
      '&zwnj;&#8203;&#847;&shy;',
    ])
      assert.equal(htmlText(`<p>Gate code ${hidden}4417</p>`).replace(/\s+/g, ' '), 'Gate code 4417', hidden)
  })

  test('what hides and is never closed hides nothing', () => {
    assert.equal(htmlText('<p style="display:none">Preview</div><p>Gate code 4417</p></p>'), 'Gate code 4417')
    assert.equal(
      htmlText('<div style="display:none">Preview<p>Gate code 4417</p>'),
      'Preview\n\nGate code 4417',
    )
  })

  test('columns without gaps, as newsletters and invoices have them', () => {
    const column =
      '<td style="direction:ltr;font-size:0px;padding:20px 0"><div style="font-size:0px"><p style="font-size:13px">Due: $140</p></div></td>'
    assert.equal(htmlText(`<table><tr>${column}</tr></table><p>Thanks</p>`), 'Due: $140\n\nThanks')
  })

  test('a head that is never closed is no body', () => {
    assert.equal(
      htmlText('<html><head><title>x</title><meta charset=utf-8><body>Gate code</body></html>'),
      'Gate code',
    )
    assert.equal(htmlText('<head><style>p{}</style><p>Gate code'), 'Gate code')
    assert.equal(htmlText('<svg><text>z</text><p>Gate code</p>'), 'z\n\nGate code')
  })

  test('emoji that a mailer drew as pictures', () => {
    assert.equal(htmlText('Thanks <img alt="👍🏽" src="x"><img alt="logo 👍" src="y">'), 'Thanks 👍🏽')
  })

  test('broken markup gives what text there is', () => {
    assert.equal(htmlText('<p>Gate <b>code</p></i></div> 4417 <a href="'), 'Gate code\n\n4417')
    assert.equal(htmlText('</ul></blockquote></pre></td>x'), 'x')
  })
})
