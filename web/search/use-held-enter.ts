import { useEffect, useState } from 'react'

/** What Enter does: `act` at once where it `isReady`, else as soon as it is, unless something else is typed before. */
export function useHeldEnter(typed: string, isReady: boolean, act: () => void): () => void {
  const [heldFor, holdFor] = useState<string | null>(null)
  if (heldFor !== null && heldFor !== typed) holdFor(null)
  useEffect(() => {
    if (heldFor !== typed || !isReady) return
    holdFor(null)
    act()
  })
  return () => (isReady ? act() : holdFor(typed))
}
