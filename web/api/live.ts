import { type LiveFrame, lineClosed, liveFrameShape } from '../../src/contract/live.ts'

/** What changed: kinds such as `conversation.changed`, and whose; null where any may have. */
export type Changed = { kind: string; ids: readonly string[] | null }

export type LineEars = {
  onChanged(changed: readonly Changed[]): void
  /** Nobody knows what was missed: everything is to be looked at anew. */
  onReset(): void
  /** The session has ended, or looks at another firm now. */
  onRights(firmChanged: boolean): void
  /** Whether changes are heard now; screens ask by themselves while they are not. */
  onOpen(isOpen: boolean): void
}

const WAIT_MS_MIN = 500
const WAIT_MS_MAX = 30_000
/** The server says every 25 seconds that it is there. */
const SILENCE_MS_MAX = 60_000
/** A new line tells what changed up to half a minute before it; when it took longer to open, more was missed. */
const TOLD_BEFORE_MS = 20_000

/** Keeps one line to the server open, and takes it up again where it was cut. Returns what closes it. */
export function openLine({ onChanged, onReset, onRights, onOpen }: LineEars): () => void {
  const beganMs = performance.now()
  let after: string | undefined
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let closed = false

  const connect = () => {
    clearTimeout(timer)
    if (closed || socket !== undefined) return
    const url = new URL(`/api/live${after === undefined ? '' : `?after=${after}`}`, location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    const mine = new WebSocket(url)
    socket = mine
    listen(mine)
    mine.addEventListener('message', ({ data }) => {
      const frame = liveFrameShape.safeParse(JSON.parse(String(data)))
      listen(mine)
      if (socket === mine && frame.success) hear(frame.data)
    })
    mine.addEventListener('close', ({ code }) => lost(mine, code))
  }
  /** A line on which nothing is said is dead, though nobody says so. */
  const listen = (mine: WebSocket) => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      mine.close()
      lost(mine, 0)
    }, SILENCE_MS_MAX)
  }
  const hear = (frame: LiveFrame) => {
    if (frame.type === 'alive') return
    const isLate = after === undefined && performance.now() - beganMs > TOLD_BEFORE_MS
    after = frame.at
    if (frame.type === 'events') return onChanged(frame.events)
    failures = 0
    onOpen(true)
    if (frame.type === 'reset' || isLate) onReset()
  }
  const lost = (mine: WebSocket, code: number) => {
    if (socket !== mine) return
    socket = undefined
    clearTimeout(silence)
    onOpen(false)
    if (closed) return
    const firmChanged = code === lineClosed.firmChanged
    if (firmChanged || code === lineClosed.signedOut) onRights(firmChanged)
    const wait = Math.min(WAIT_MS_MAX, WAIT_MS_MIN * 2 ** failures++)
    timer = setTimeout(connect, wait * (0.5 + Math.random() / 2)) // not all windows at once after a restart
  }
  const connectNow = () => {
    if (document.visibilityState === 'visible') connect()
  }
  addEventListener('online', connectNow)
  document.addEventListener('visibilitychange', connectNow)
  connect()

  return () => {
    closed = true
    clearTimeout(timer)
    clearTimeout(silence)
    removeEventListener('online', connectNow)
    document.removeEventListener('visibilitychange', connectNow)
    socket?.close()
  }
}
