const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g

/** Where the web addresses in a text are. */
export function linksIn(text: string): { start: number; end: number }[] {
  return Array.from(text.matchAll(LINK), ({ 0: link, index }) => ({ start: index, end: index + link.length }))
}

/** Text with its web addresses as links, opened apart and told nothing about us. */
export function Linked({ text }: { text: string }) {
  const parts: React.ReactNode[] = []
  let done = 0
  for (const { start, end } of linksIn(text)) {
    const link = text.slice(start, end)
    parts.push(text.slice(done, start))
    parts.push(
      <a
        key={start}
        href={link}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="text-accent underline"
      >
        {link}
      </a>,
    )
    done = end
  }
  parts.push(text.slice(done))
  return parts
}
