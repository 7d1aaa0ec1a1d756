import { useMemo } from 'react'
import { encode } from 'uqr'

/** Modules that stay light around the code (ISO/IEC 18004 §5.3.8). */
const QUIET_ZONE = 4

/** `text` for a camera to read, drawn here: it goes nowhere. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text])
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-44 rounded-md border border-line-strong bg-code-paper"
    >
      <path d={path} className="fill-code-ink" />
    </svg>
  )
}

function drawn(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return { size, path }
}
