type ProgressBarProps = { label: string; done: number; all: number | null; words?: string }

/** How far something has come; while nobody knows how far there is to go, it says so by moving evenly. */
export function ProgressBar({ label, done, all, words }: ProgressBarProps) {
  const share = all === null || all === 0 ? null : Math.min(1, done / all)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === null ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      aria-valuetext={words}
      className="h-2 overflow-hidden rounded-full bg-line"
    >
      <div
        className={`h-full rounded-full bg-accent transition-[width] duration-300 ${share === null ? 'w-1/3 animate-pulse' : ''}`}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  )
}
