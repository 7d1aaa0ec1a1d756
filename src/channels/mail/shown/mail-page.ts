import { foldQuotes } from './fold-quotes.ts'
import { type MailHtml, mailHtml } from './mail-html.ts'
import { type SafeHtml, safeHtml } from './safe-html.ts'

export type MailPageOptions = {
  /** Those that came in the mail are drawn; without, a mark stands where each was. */
  withOwnPictures: boolean
  withRemotePictures: boolean
  language: 'en' | 'pl'
}

/** A mail's own page as a whole document that does nothing, for a frame of its own. */
export type MailPage = Pick<SafeHtml, 'remotePictures' | 'countingPixels'> & {
  document: string
  /** `Content-Security-Policy` that it must be handed out under. */
  policy: string
  /** It was longer than is shown. */
  cut: boolean
}

const WORDS = {
  en: { quoted: 'Earlier messages', picture: 'picture' },
  pl: { quoted: 'Wcześniejsze wiadomości', picture: 'obrazek' },
}

/** Pictures of the mail's own that one page shows, bytes together. */
const OWN_BYTES_MAX = 10 * 1024 ** 2

/** A mail's own page, made safe; null for a mail of plain text. Pure, throws nothing, and its time is bounded by the mail's size. */
export function mailPage(
  mail: Buffer,
  { withOwnPictures, withRemotePictures, language }: MailPageOptions,
): MailPage | null {
  const found = mailHtml(mail)
  if (found === null) return null
  const words = WORDS[language]
  const { html, isColoured, ...counts } = safeHtml(found.html, {
    withRemotePictures,
    ownPicture: withOwnPictures ? ownPictures(found) : () => null,
    pictureWord: words.picture,
  })
  return {
    ...counts,
    cut: found.cut,
    document: documentOf(foldQuotes(html, words.quoted), { language, isColoured }),
    policy: policyOf(withRemotePictures),
  }
}

/** Each once, however often it is shown, as long as there is room. */
function ownPictures({ picture }: MailHtml): (contentId: string) => string | null {
  const known = new Map<string, string | null>()
  let room = OWN_BYTES_MAX
  return (contentId) => {
    const before = known.get(contentId)
    if (before !== undefined) return before
    const own = room <= 0 ? null : picture(contentId)
    room -= own?.bytes.length ?? 0
    const url = own === null ? null : `data:${own.mediaType};base64,${own.bytes.toString('base64')}`
    known.set(contentId, url)
    return url
  }
}

/**
 * Nothing is loaded but pictures, nothing runs, and whoever opens it alone gets it in an origin of its own. Styles are those that
 * `safeHtml` let through. Links open in windows that this holds no longer.
 */
function policyOf(withRemotePictures: boolean): string {
  return [
    "default-src 'none'",
    `img-src data:${withRemotePictures ? ' https: http:' : ''}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-popups allow-popups-to-escape-sandbox',
  ].join('; ')
}

/** Paper is white under colours of the sender's own; without them it is as dark as the screen around it. */
const PAPER = `
:root{color-scheme:light}
html{background:#fff;color:#1c1f22}
body{margin:12px;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
img{max-width:100%;height:auto}
pre{white-space:pre-wrap}
a{color:#0b5cad}
.far{display:inline-block;padding:0 6px;border:1px dashed currentColor;border-radius:4px;font-size:13px;opacity:.8}
details{margin:12px 0}
summary{cursor:pointer;font-size:13px;padding:4px 0}
blockquote{margin:0 0 0 4px;padding-left:10px;border-left:2px solid #9aa3ab}`
const DARK = `
@media (prefers-color-scheme:dark){:root{color-scheme:dark}html{background:#14181b;color:#e6e8ea}a{color:#8cbcf0}}`

function documentOf(
  html: string,
  { language, isColoured }: { language: string; isColoured: boolean },
): string {
  const style = isColoured ? PAPER : PAPER + DARK
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer"><title>E-mail</title><style>${style}
</style></head><body>${html}</body></html>`
}
