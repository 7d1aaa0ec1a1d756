/**
 * Undoes the soft line breaks of `format=flowed` (RFC 3676): a line that ends in a space goes on in the next, unless
 * it is the signature's `-- `. `deleteSpace`: that space was added for the break (`delsp=yes`). Quote marks stay; a
 * paragraph never goes on at another depth of quoting (4.5).
 */
export function unflowed(text: string, deleteSpace: boolean): string {
  const lines: string[] = []
  let pieces: string[] = []
  let depth = 0
  const endParagraph = () => {
    if (pieces.length > 0) lines.push(quoteMark(depth) + pieces.join(''))
    pieces = []
  }
  for (const line of text.split('\n')) {
    const quotes = /^>*/.exec(line)?.[0].length ?? 0
    if (quotes !== depth) endParagraph()
    depth = quotes
    const stuffed = line.charCodeAt(quotes) === 0x20 ? quotes + 1 : quotes
    const content = line.slice(stuffed)
    const flows = content.endsWith(' ') && content !== '-- '
    pieces.push(flows && deleteSpace ? content.slice(0, -1) : content)
    if (!flows) endParagraph()
  }
  endParagraph()
  return lines.join('\n')
}

function quoteMark(depth: number): string {
  return depth === 0 ? '' : `${'>'.repeat(depth)} `
}
