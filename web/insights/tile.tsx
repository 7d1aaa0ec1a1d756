/** One figure, and a word on it. */
export function Tile({ title, value, detail }: { title: string; value: string; detail: string }) {
  return (
    <section aria-label={title} className="min-w-0 rounded-lg border border-line px-4 py-3">
      <p className="text-ink-3 text-xs">{title}</p>
      <p className="figures font-semibold text-xl">{value}</p>
      <p className="figures text-ink-2 text-xs">{detail}</p>
    </section>
  )
}
