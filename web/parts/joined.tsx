import type { ReactNode } from 'react'

/** Pieces of a line with dots between them. */
export function Joined({ children }: { children: readonly ReactNode[] }) {
  return children.map((child, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces keep their places
    <span key={index}>
      {index > 0 && ' · '}
      {child}
    </span>
  ))
}
