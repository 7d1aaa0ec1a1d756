import type { Principal } from '../../access/access.ts'
import { errorCode, Refusal } from '../../base/refusal.ts'
import { liveQuery, mayHear } from '../../contract/events.ts'
import { type LiveFrame, lineClosed } from '../../contract/live.ts'
import { endpoint, type Line } from '../endpoint.ts'

const LINES_MAX = 30
const BEAT_EVERY_MS = 25_000
/** However it comes that somebody's rights end, such as by the clock: they are looked at so often. */
const RIGHTS_EVERY_MS = 5 * 60_000
/** Who reads so slowly is cut off, and goes on from where they were. */
const UNREAD_BYTES_MAX = 1024 * 1024

export const live = endpoint({
  name: 'live',
  method: 'GET',
  path: '/api/live',
  who: 'member',
  tag: 'sync',
  summary:
    'A WebSocket on which is told what changes, as kinds and ids, of what one may read: {type: "events", at, events: [{kind, ids}]}. A line that was cut is taken up with `after`, the last `at`; {type: "reset"} says to look at everything anew.',
  query: liveQuery,
  admit: async ({ services, request: { principal } }) => {
    if (principal === null || services.live.linesOf(lineOwner(principal)) < LINES_MAX) return
    throw new Refusal(
      'too_many_lines',
      `There are ${LINES_MAX} live connections of yours already.`,
      'Close some windows of Plumbline, or connections of your program.',
      { status: 429 },
    )
  },
  handle: async () => {
    throw new Refusal(
      'websocket_only',
      'This address speaks WebSocket alone.',
      'Open it as a WebSocket; GET /api/sync/events/recent answers to plain requests.',
      { status: 426 },
    )
  },
  opens: (line) => void open(line),
})

async function open({
  services,
  principal,
  query,
  request,
  socket,
}: Line<'member', { after?: string | undefined }>) {
  const { access, log } = services
  let permissions = principal.permissions
  const send = (frame: LiveFrame) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > UNREAD_BYTES_MAX) return socket.close(lineClosed.tooSlow)
    socket.send(JSON.stringify(frame))
  }
  const lookAtRights = async () => {
    const now = await access.authenticate(request.headers).catch(() => undefined)
    if (now === undefined) return // the database is away; the next look tells
    if (now === null) return socket.close(lineClosed.signedOut)
    if (now.tenantId !== principal.tenantId) return socket.close(lineClosed.firmChanged)
    permissions = now.permissions
  }

  await using held = new AsyncDisposableStack()
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let isThere = true
  socket.on('pong', () => {
    isThere = true
  })
  const beat = setInterval(() => {
    if (!isThere) return socket.terminate()
    isThere = false
    socket.ping()
    send({ type: 'alive' })
  }, BEAT_EVERY_MS).unref()
  held.defer(() => clearInterval(beat))
  const rights = setInterval(() => void lookAtRights(), RIGHTS_EVERY_MS).unref()
  held.defer(() => clearInterval(rights))
  try {
    held.use(
      await services.live.join({
        tenantId: principal.tenantId,
        who: lineOwner(principal),
        after: query.after,
        mayHear: (kind) => mayHear(permissions, kind),
        send,
        rightsMayDiffer: () => void lookAtRights(),
      }),
    )
  } catch (error) {
    log.warn({ code: errorCode(error) }, 'a line could not be opened')
    return socket.terminate()
  }
  await closed
}

/** By whose rights a line is open: the person, or the key that a token was made of. */
const lineOwner = ({ id }: Principal): string => id
