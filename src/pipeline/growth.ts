import type { Store, Tables } from '../store/store.ts'

/**
 * Measures tables again each time they have had twice as many batches as at the last time. Without it an import
 * into an empty firm runs on plans made for empty tables: threading took three times as long.
 */
export function watchGrowth(store: Pick<Store, 'analyze'>, tables: readonly (keyof Tables)[]): { batchDone(): Promise<void> } {
  let batches = 0
  let next = 1
  return {
    batchDone: async () => {
      if (++batches < next) return
      next = batches * 2
      await store.analyze(tables)
    },
  }
}
