import { useSyncExternalStore } from 'react'

/** Whether changes are heard as they happen; while they are, nobody needs to ask for them. */
let heard = false
const listeners = new Set<() => void>()

export function setHeard(now: boolean): void {
  if (heard === now) return
  heard = now
  for (const listener of listeners) listener()
}

export const isHeard = (): boolean => heard

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks every `ms` while changes are not heard; never while they are. For `refetchInterval`. */
export function useLookEvery(ms: number): number | false {
  return useSyncExternalStore(subscribe, isHeard) ? false : ms
}
