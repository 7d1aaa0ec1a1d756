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
    const copy = new Uint8Array(chunk)
    this.#port?.postMessage(copy, [copy.buffer])
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
