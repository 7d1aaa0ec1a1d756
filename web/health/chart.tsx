const WIDTH = 240
const HEIGHT = 44
const GAP = 0.3

type ChartProps = {
  /** What it shows, in words, for who does not see it. */
  label: string
  /** One for each step, oldest first; null where there is none. */
  values: readonly (number | null)[]
  /** The highest, for people. */
  most: string
  /** When it begins and ends, for people. */
  from: string
  to: string
}

/** Bars over time, each as high as its share of the highest. */
export function Chart({ label, values, most, from, to }: ChartProps) {
  const highest = Math.max(0, ...values.map((value) => value ?? 0))
  const step = WIDTH / Math.max(1, values.length)
  return (
    <div>
      <p aria-hidden className="figures mt-1 h-4 text-right text-2xs text-ink-3">
        {highest > 0 ? most : ''}
      </p>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-11 w-full border-line-strong border-b text-accent"
      >
        {values.map((value, index) =>
          value === null || value === 0 || highest === 0 ? null : (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
              key={index}
              x={index * step + (step * GAP) / 2}
              width={step * (1 - GAP)}
              y={HEIGHT - Math.max(1, (value / highest) * HEIGHT)}
              height={Math.max(1, (value / highest) * HEIGHT)}
              fill="currentColor"
            />
          ),
        )}
      </svg>
      <p aria-hidden className="figures mt-0.5 flex justify-between text-2xs text-ink-3">
        <span>{from}</span>
        <span>{to}</span>
      </p>
    </div>
  )
}
