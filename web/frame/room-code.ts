import { type ComponentType, createElement } from 'react'
import { ApiError } from '../api/client.ts'

/** What it is called when the code of a room cannot be had. */
export const ROOM_NOT_LOADED = 'room_not_loaded'

/**
 * A room whose code comes when it is first entered or pointed at. What cannot be fetched is refused and asked for anew at the next
 * entry; the router's own `lazyRouteComponent` reloads the page instead, and without a connection that leaves nothing of it.
 */
export function roomOf<N extends string, M extends Record<N, ComponentType>>(
  load: () => Promise<M>,
  name: N,
) {
  let Loaded: ComponentType | undefined
  // biome-ignore lint/correctness/noComponentHookFactories: each is made once, in the table of routes
  function Room() {
    if (Loaded === undefined) throw new ApiError(0, ROOM_NOT_LOADED, '', '')
    return createElement(Loaded)
  }
  const room: typeof Room & { preload?: () => Promise<void> } = Room
  // The router awaits it before it draws the room.
  room.preload = async () => {
    const module = await load().catch(() => {
      throw new ApiError(0, ROOM_NOT_LOADED, '', '')
    })
    Loaded = module[name]
    delete room.preload // there is nothing to wait for any more
  }
  return room
}

const PARTS_ASKED_MS = 8_000
const RELOADED_FROM = 'plumbline.reloaded-from'

/**
 * How this window stands to the server: of another version when the server no longer has the file that this window began with,
 * whose name changes with every part.
 */
export async function versionAtServer(): Promise<'unreachable' | 'same' | 'other'> {
  try {
    const signal = AbortSignal.timeout(PARTS_ASKED_MS)
    const answer = await fetch('/parts.json', { cache: 'no-cache', signal })
    if (!answer.ok) return 'same'
    const parts: unknown = await answer.json()
    return Array.isArray(parts) && !parts.includes(ownEntry()) ? 'other' : 'same'
  } catch {
    return 'unreachable'
  }
}

/** Reloads a window of another version than the server's; false when that was done before and did not help. */
export function reloadOnce(): boolean {
  try {
    if (sessionStorage.getItem(RELOADED_FROM) === ownEntry()) return false
    sessionStorage.setItem(RELOADED_FROM, ownEntry())
  } catch {
    return false // what cannot be noted could go round for ever
  }
  location.reload()
  return true
}

function ownEntry(): string {
  const script = document.querySelector<HTMLScriptElement>('script[type=module][src]')
  return script === null ? '' : new URL(script.src).pathname
}
