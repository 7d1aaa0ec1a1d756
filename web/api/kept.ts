import { useSyncExternalStore } from 'react'

/** Since when what is shown was kept by this device, ISO 8601; null while the server answers. */
let keptAt: string | null = null
const listeners = new Set<() => void>()

function set(now: string | null): void {
  if (keptAt === now) return
  keptAt = now
  for (const listener of listeners) listener()
}

/** Notes whether an answer is the server's, or was kept from earlier (web/public/worker.js); of several, the oldest tells. */
export function noteAnswer(headers: Headers): void {
  const at = headers.get('x-kept-at')
  set(at === null || keptAt === null || at < keptAt ? at : keptAt)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useKeptAt = (): string | null => useSyncExternalStore(subscribe, () => keptAt)
