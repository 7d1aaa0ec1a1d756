import { connect } from 'node:net'

/** An answer as it came, without the interim ones before it. */
export type RawAnswer = { status: number; headers: Headers; body: Buffer }

/**
 * Sends bytes as they are, which no HTTP client would let through. Returns `cut` when the connection ended before a whole
 * answer, `silent` when none had come in time.
 */
export function sendRaw(
  to: { port: number; host?: string },
  request: { method: string; bytes: Uint8Array; msMax: number },
): Promise<RawAnswer | 'cut' | 'silent'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(to.port, to.host ?? '127.0.0.1', () => socket.write(request.bytes))
    const end = (how: RawAnswer | 'cut' | 'silent') => {
      clearTimeout(timer)
      socket.destroy()
      resolve(how)
    }
    const timer = setTimeout(() => end('silent'), request.msMax)
    const look = (isOver: boolean) => {
      const answer = readAnswer(Buffer.concat(chunks), request.method, isOver)
      if (answer !== undefined) end(answer)
      else if (isOver) end('cut')
    }
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      look(false)
    })
    socket.on('error', () => look(true))
    socket.on('close', () => look(true))
  })
}

/** The first final answer in `bytes`; undefined while it is not whole. */
function readAnswer(bytes: Buffer, method: string, isOver: boolean): RawAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1])
  const rest = bytes.subarray(end + 4)
  if (status < 200) return readAnswer(rest, method, isOver)
  const headers = new Headers(
    lines.map((line): [string, string] => [
      line.slice(0, line.indexOf(':')),
      line.slice(line.indexOf(':') + 1),
    ]),
  )
  if (method === 'HEAD' || status === 204 || status === 304) return { status, headers, body: Buffer.alloc(0) }
  const body = readBody(rest, headers, isOver)
  return body && { status, headers, body }
}

function readBody(rest: Buffer, headers: Headers, isOver: boolean): Buffer | undefined {
  const length = headers.get('content-length')
  if (length !== null) return rest.length < Number(length) ? undefined : rest.subarray(0, Number(length))
  if (headers.get('transfer-encoding') !== 'chunked') return isOver ? rest : undefined
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at)
    if (line < 0) return undefined
    const size = Number.parseInt(rest.toString('latin1', at, line), 16)
    if (rest.length < line + 2 + size + 2) return undefined
    if (size === 0) return Buffer.concat(parts)
    parts.push(rest.subarray(line + 2, line + 2 + size))
    at = line + 2 + size + 2
  }
}
