/**
 * Which styles of a mail's elements are kept, by property; whatever a value has in it that is not listed here, it goes: `url()`,
 * `expression()`, `var()`, escapes and comments among it. Nothing takes an element out of the flow or over another one.
 */
const COLOUR = String.raw`(?:#[0-9a-f]{3,8}|[a-z]{3,20}|(?:rgb|hsl)a?\([\d\s.,%/]{1,40}\))`
const LENGTH = String.raw`(?:auto|\d{0,4}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|ch|cm|mm|in|%)?)`
const WORD = '[a-z][a-z-]{0,30}'

const only = (pattern: string) => [new RegExp(`^${pattern}$`, 'i')]
const some = (pattern: string, times: number) => only(`${pattern}(?:\\s+${pattern}){0,${times - 1}}`)

const colour = only(COLOUR)
const length = only(LENGTH)
const word = only(WORD)
const border = some(`(?:${COLOUR}|${LENGTH}|${WORD})`, 4)

const sides = ['top', 'right', 'bottom', 'left']
const each = (names: readonly string[], values: RegExp[]) =>
  Object.fromEntries(names.map((name) => [name, values]))

export const keptStyles: Record<string, RegExp[]> = {
  ...each(['color', 'background', 'background-color', 'border-color', 'text-decoration-color'], colour),
  ...each(
    ['width', 'min-width', 'max-width', 'height', 'min-height', 'max-height', 'font-size', 'text-indent'],
    length,
  ),
  ...each(['margin', 'padding', 'border-width', 'border-radius', 'border-spacing'], some(LENGTH, 4)),
  ...each(
    sides.flatMap((side) => [`margin-${side}`, `padding-${side}`, `border-${side}-width`]),
    length,
  ),
  ...each(['border', 'outline', ...sides.map((side) => `border-${side}`)], border),
  ...each(['line-height', 'letter-spacing', 'vertical-align'], only(`(?:${LENGTH}|${WORD})`)),
  ...each(
    [
      'text-align',
      'text-transform',
      'text-decoration',
      'text-decoration-line',
      'font-style',
      'white-space',
      'word-break',
      'word-wrap',
      'overflow-wrap',
      'direction',
      'list-style-type',
      'border-style',
      'border-collapse',
      'table-layout',
      'float',
      'clear',
      'visibility',
    ],
    word,
  ),
  'font-weight': only(`(?:\\d{3}|${WORD})`),
  'font-family': only(String.raw`[\w\s,'"-]{1,200}`),
  opacity: only(String.raw`[01]?(?:\.\d{1,3})?`),
  overflow: only('hidden'),
  display: only('(?:none|block|inline|inline-block|table|table-row|table-cell|list-item)'),
}

/** Whether an element's own styles or attributes give colours, which then hold on white paper alone. */
export const COLOURED = /(?:[\s";]|^)(?:background(?:-color)?|color)\s*:|\sbgcolor="|<font[^>]*\scolor="/i
