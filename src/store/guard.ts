import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

const insideTransactionOf = new AsyncLocalStorage<pg.Pool>()

/**
 * A pool that throws at once when a connection is asked for inside one of its own transactions. On the
 * embedded database, which is one session, such a query would wait for ever for the transaction that waits for it.
 */
export class GuardedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(
    callback: (
      error: Error | undefined,
      client: pg.PoolClient | undefined,
      done: (release?: Error | boolean) => void,
    ) => void,
  ): void
  // biome-ignore lint/suspicious/noConfusingVoidType: as pg declares it
  override connect(callback?: Parameters<pg.Pool['connect']>[0]): Promise<pg.PoolClient> | void {
    if (insideTransactionOf.getStore() === this) {
      const error = new Error(
        'A query on another handle inside a transaction: pass the transaction you have, or do this after it.',
      )
      if (callback === undefined) return Promise.reject(error)
      callback(error, undefined, () => {})
      return
    }
    return callback === undefined ? super.connect() : super.connect(callback)
  }

  /** Runs `work` as the inside of a transaction of this pool. */
  guard<T>(work: () => Promise<T>): Promise<T> {
    return insideTransactionOf.run(this, work)
  }
}
