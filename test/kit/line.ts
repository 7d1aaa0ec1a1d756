import { type LiveFrame, liveFrameShape } from '../../src/contract/live.ts'

/** A live line to a server, as a browser or a program has one. */
export type Line = AsyncDisposable & {
  /** What was told so far. */
  frames: LiveFrame[]
  /** The last place that was told of; undefined before the first. */
  at: string | undefined
  /** Waits until something told satisfies; gives it. Fails when the line is closed before. */
  until(wanted: (frame: LiveFrame) => boolean): Promise<LiveFrame>
  /** How it was closed. */
  closed: Promise<{ code: number }>
}

/** Node's WebSocket takes headers, which a browser's does not. */
const Socket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket

/** Opens a line and waits until it is open, or refused; `headers` prove who asks. */
export async function openLine(
  url: string,
  { headers, after }: { headers: Record<string, string>; after?: string | undefined },
): Promise<Line> {
  const address = `${url.replace(/^http/, 'ws')}/api/live${after === undefined ? '' : `?after=${after}`}`
  const socket = new Socket(address, { headers })
  const line: Omit<Line, typeof Symbol.asyncDispose> = {
    frames: [],
    at: undefined,
    closed: new Promise((resolve) => socket.addEventListener('close', ({ code }) => resolve({ code }))),
    until: async (wanted) => {
      for (let seen = 0; ; ) {
        for (; seen < line.frames.length; seen++) {
          const frame = line.frames[seen]
          if (frame !== undefined && wanted(frame)) return frame
        }
        const closed = await Promise.race([
          line.closed,
          new Promise<undefined>((resolve) => (wake = resolve)),
        ])
        if (closed !== undefined) throw new Error(`The line was closed (${closed.code}).`)
      }
    },
  }
  let wake: (value: undefined) => void = () => undefined
  socket.addEventListener('message', ({ data }) => {
    const frame = liveFrameShape.parse(JSON.parse(String(data)))
    line.frames.push(frame)
    if ('at' in frame) line.at = frame.at
    wake(undefined)
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('The line was refused.')))
  })
  return Object.assign(line, {
    [Symbol.asyncDispose]: async () => {
      socket.close()
      await line.closed
    },
  })
}
