import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and a server on loopback, and does what networks do. */
export type CuttingProxy = AsyncDisposable & {
  port: number
  /** Connections made so far. */
  connections(): number
  /** What the client said on each connection that is there. */
  open(): string[]
  /** How often it cut connections that were there. */
  cuts(): number
  /** All that clients said. */
  said(): string
  /** Cuts the connection that is there, or the next, once so many more bytes have come from the server; resets at once by 0. */
  cutAfter(bytes: number): void
  /** Falls silent once so many more bytes have come from the server; settles then. */
  silentAfter(bytes: number): Promise<void>
  /** From now on nothing goes either way, and nobody is told; `false` lets new connections through again. */
  isSilent: boolean
}

export async function startCuttingProxy(to: number): Promise<CuttingProxy> {
  const pairs = new Set<[Socket, Socket]>()
  const saidOn = new Map<[Socket, Socket], Buffer[]>()
  const sockets = new Set<Socket>()
  const said: Buffer[] = []
  let count = 0
  let cuts = 0
  let left = Number.POSITIVE_INFINITY
  let silence: { left: number; fallen(): void } | undefined
  const cut = () => {
    left = Number.POSITIVE_INFINITY
    if (pairs.size > 0) cuts++
    for (const [client, server] of pairs) {
      client.resetAndDestroy()
      server.resetAndDestroy()
    }
    pairs.clear()
    saidOn.clear()
  }
  const fallSilent = (bytes: number) => {
    if (silence === undefined) return
    silence.left -= bytes
    if (silence.left > 0) return
    held.isSilent = true
    silence.fallen()
    silence = undefined
  }
  const proxy = createServer((client) => {
    count++
    const server = connect(to, '127.0.0.1')
    const pair: [Socket, Socket] = [client, server]
    pairs.add(pair)
    saidOn.set(pair, [])
    for (const socket of pair) sockets.add(socket.once('close', () => sockets.delete(socket)))
    client.on('data', (bytes) => {
      said.push(bytes)
      saidOn.get(pair)?.push(bytes)
      if (!held.isSilent) server.write(bytes)
    })
    server.on('data', (bytes) => {
      if (held.isSilent) return
      client.write(bytes.subarray(0, Math.min(bytes.length, left, silence?.left ?? bytes.length)))
      left -= bytes.length
      if (silence !== undefined) fallSilent(bytes.length)
      if (left <= 0) setImmediate(cut)
    })
    for (const [one, other] of [pair, [server, client] as const])
      one
        .on('error', () => undefined)
        .on('close', () => {
          pairs.delete(pair)
          saidOn.delete(pair)
          if (!held.isSilent) other.end()
        })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const held: CuttingProxy = {
    port: (proxy.address() as AddressInfo).port,
    connections: () => count,
    open: () => [...saidOn.values()].map((bytes) => Buffer.concat(bytes).toString('latin1')),
    cuts: () => cuts,
    said: () => Buffer.concat(said).toString('latin1'),
    cutAfter: (bytes) => {
      left = bytes
      if (bytes === 0) cut()
    },
    silentAfter: (left) =>
      new Promise((fallen) => {
        silence = { left, fallen }
        fallSilent(0)
      }),
    isSilent: false,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => proxy.close(() => resolve()))
    },
  }
  return held
}
