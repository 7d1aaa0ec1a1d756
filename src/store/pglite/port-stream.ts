import { Duplex } from 'node:stream'
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads'

/**
 * The socket that `pg` believes it talks through: PostgreSQL wire bytes over a MessagePort to the
 * database's worker thread. Implements the few socket methods that `pg` calls.
 */
export class PortStream extends Duplex {
  readonly #worker: Worker
  readonly #death: Error | undefined
  #port: MessagePort | undefined

  /** `death` is why the thread has ended, when it has: then no connection is made. */
  constructor(worker: Worker, death: Error | undefined) {
    super()
    this.#worker = worker
    this.#death = death
  }

  connect(): this {
    if (this.#death !== undefined) return this.destroy(this.#death)
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    port1.on('message', (bytes: Uint8Array) =>
      this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
    )
    port1.on('close', () => this.destroy())
    this.#worker.postMessage({ attach: port2 }, [port2])
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.#port?.ref()
    return this
  }

  unref(): this {
    this.#port?.unref()
    return this
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send(new Uint8Array(chunk), done)
  }

  /**
   * A query is five messages, which `pg` writes corked: sent as one, they wake the other thread once, and it answers
   * once. A test of many small transactions took 8.5 s of the processor and 10 s in all without, 6.4 and 6 with.
   */
  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    const bytes = new Uint8Array(chunks.reduce((total, { chunk }) => total + chunk.length, 0))
    let at = 0
    for (const { chunk } of chunks) {
      bytes.set(chunk, at)
      at += chunk.length
    }
    this.#send(bytes, done)
  }

  #send(bytes: Uint8Array<ArrayBuffer>, done: (error?: Error | null) => void): void {
    this.#port?.postMessage(bytes, [bytes.buffer])
    done()
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#port?.close()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#port?.close()
    this.push(null)
    done(error)
  }
}
