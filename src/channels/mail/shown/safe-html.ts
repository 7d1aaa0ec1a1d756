import sanitize from 'sanitize-html'
import { COLOURED, keptStyles } from './safe-style.ts'

/** What is left of a mail's page once everything is taken out that could act, call out or cover. */
export type SafeHtml = {
  html: string
  /** Pictures that lie at somebody's servers, which would hear who looks, when and from where. */
  remotePictures: number
  /** Pictures that are there to be counted only: of one pixel, or hidden. They are never shown. */
  countingPixels: number
  /** It gives colours of its own, so that it can be read on white paper only. */
  isColoured: boolean
}

export type SafeHtmlOptions = {
  /** Remote pictures stay in it; without, a mark stands where each was. */
  withRemotePictures: boolean
  /** A picture of the mail's own by its `Content-ID`, as an address that may be drawn; null where it has none such. */
  ownPicture: (contentId: string) => string | null
  /** What stands for a picture without a text of its own. */
  pictureWord: string
}

type Attributes = Record<string, string>

/** Deeper than newsletters nest their tables, and less than browsers bear. */
const NESTING_MAX = 120
/** Of a picture that is written into the page itself. */
const DATA_CHARS_MAX = 2_000_000

const TEXT =
  'a abbr address article aside b bdi bdo big blockquote br caption center cite code dd del details dfn div dl dt em font footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section small span strike strong sub summary sup tt u ul var wbr'
const TABLES = 'table tbody td tfoot th thead tr col colgroup'

/**
 * What is allowed of a mail's page, by a list: words, tables, pictures, links that open elsewhere, and styles that cannot leave
 * their place (`safe-style.ts`). Scripts, forms, frames, style sheets, drawings, events and every other address are gone. Well formed,
 * whatever came in. Pure, throws nothing.
 */
export function safeHtml(html: string, options: SafeHtmlOptions): SafeHtml {
  const counts = { remotePictures: 0, countingPixels: 0 }
  const own: string[] = []
  const clean = sanitize(html, {
    allowedTags: [...TEXT.split(' '), ...TABLES.split(' '), 'img'],
    disallowedTagsMode: 'discard',
    nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'title', 'noembed', 'noframes'],
    allowedAttributes: {
      '*': ['style', 'dir', 'lang', 'align', 'valign', 'bgcolor', 'width', 'height', 'data-quoted'],
      a: ['href', 'title', 'target', 'rel'],
      img: ['src', 'alt', 'title', 'border', 'referrerpolicy'],
      font: ['color', 'size', 'face'],
      table: ['border', 'cellpadding', 'cellspacing', 'summary'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'nowrap', 'scope'],
      col: ['span'],
      ol: ['start', 'type'],
      span: ['class'],
    },
    allowedClasses: { span: ['far'] },
    allowedStyles: { '*': keptStyles },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data', 'own'] },
    allowProtocolRelative: false,
    nestingLimit: NESTING_MAX,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: marked(tagName, attribs) }),
      body: (_, { style, bgcolor }) => ({
        tagName: 'div',
        attribs: { ...(bgcolor === undefined ? {} : { bgcolor }), ...(style === undefined ? {} : { style }) },
      }),
      a: (tagName, { href, style }) => ({ tagName, attribs: linkOf(href, style) }),
      img: (_, attribs) => pictureOf(attribs, options, counts, own),
    },
  })
  return {
    // What takes the room is put in last: nothing of it is to be parsed.
    html: clean.replace(
      /(<img [^>]*?src=")own:(\d+)"/g,
      (_, before, at) => `${before}${own[Number(at)] ?? ''}"`,
    ),
    ...counts,
    isColoured: COLOURED.test(clean),
  }
}

/** Marks what mailers put around the mail that is answered; see `foldQuotes`. */
function marked(tagName: string, { 'data-quoted': _, ...attribs }: Attributes): Attributes {
  const { class: name = '', id = '', type = '' } = attribs
  const isRest = id === 'divRplyFwdMsg' || id === 'appendonsend'
  const isQuote =
    (tagName === 'blockquote' && type === 'cite') ||
    /(?:^|\s)(?:gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote)(?:\s|$)/.test(name)
  const { class: __, ...rest } = attribs
  const kept = tagName === 'span' && name === 'far' ? { ...rest, class: 'far' } : rest
  return isRest ? { ...kept, 'data-quoted': 'rest' } : isQuote ? { ...kept, 'data-quoted': 'own' } : kept
}

/** A link opens in a window of its own and tells nobody where it was; its title is where it really leads. */
function linkOf(href: string | undefined, style: string | undefined): Attributes {
  const kept: Attributes = style === undefined ? {} : { style }
  const target = (href ?? '').trim()
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(target)) return kept
  return {
    ...kept,
    href: target,
    title: target.slice(0, 300),
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  }
}

function pictureOf(
  { src = '', alt = '', width, height, style, title, align }: Attributes,
  { withRemotePictures, ownPicture, pictureWord }: SafeHtmlOptions,
  counts: { remotePictures: number; countingPixels: number },
  own: string[],
): sanitize.Tag {
  const given = { alt, width, height, style, title, align }
  const attribs = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Attributes
  const address = src.trim()
  const embedded = address.startsWith('cid:') ? ownPicture(decoded(address.slice(4))) : dataOf(address)
  if (embedded !== null) {
    own.push(embedded)
    return { tagName: 'img', attribs: { ...attribs, src: `own:${own.length - 1}` } }
  }
  if (!/^(?:https?:)?\/\//i.test(address)) return placeholder(alt)
  if (isCountingPixel({ width, height, style })) {
    counts.countingPixels++
    return placeholder('')
  }
  counts.remotePictures++
  if (!withRemotePictures) return placeholder(alt || pictureWord)
  const url = address.startsWith('//') ? `https:${address}` : address
  return { tagName: 'img', attribs: { ...attribs, src: url, referrerpolicy: 'no-referrer' } }
}

function placeholder(text: string): sanitize.Tag {
  return { tagName: 'span', attribs: text === '' ? {} : { class: 'far' }, text }
}

/** A picture that is written into the page; browsers draw nothing else under these names. */
function dataOf(address: string): string | null {
  if (address.length > DATA_CHARS_MAX) return null
  const bare = address.replace(/\s+/g, '')
  return /^data:image\/(?:png|jpe?g|gif|webp);base64,[a-z0-9+/=]+$/i.test(bare) ? bare : null
}

function isCountingPixel({ width, height, style = '' }: Partial<Attributes>): boolean {
  const isTiny = (size: string | undefined) => /^\s*[012](?:px)?\s*$/.test(size ?? '')
  const styled = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*[012](?:px)?\\s*(?:;|!|$)`, 'i').test(style)
  const isHidden = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
  return isHidden || ((isTiny(width) || styled('width')) && (isTiny(height) || styled('height')))
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id)
  } catch {
    return id // a stray percent sign
  }
}
