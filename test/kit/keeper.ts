import {
  type Cursor,
  type ReceiveOptions,
  type Wire,
  type WireBatch,
  WireError,
  type WireIncident,
} from '../../src/channels/wire.ts'

/** Keeps what a wire hands over as a source's runs do: each batch together with its cursor, each id once. */
export type Keeper = {
  items: Map<string, WireBatch['items'][number]>
  batches: WireBatch[]
  incidents: WireIncident[]
  cursor: Cursor | null
  /** How many items were handed over that were here already. */
  repeats: number
  faults: WireError[]
  /** One run from where the last kept batch stood; `each` is called once a batch is kept. */
  run(wire: Wire, options?: Partial<ReceiveOptions> & { each?: (batch: WireBatch) => unknown }): Promise<void>
  /** Runs until one ends well; keeps the faults between. */
  runThrough(wire: Wire, options?: { triesMax?: number; each?: (batch: WireBatch) => unknown }): Promise<void>
}

export function newKeeper(): Keeper {
  const keeper: Keeper = {
    items: new Map(),
    batches: [],
    incidents: [],
    cursor: null,
    repeats: 0,
    faults: [],
    run: async (wire, { signal = new AbortController().signal, each, ...more } = {}) => {
      for await (const batch of wire.receive(keeper.cursor, { signal, ...more })) {
        for (const item of batch.items) {
          if (keeper.items.has(item.externalId)) keeper.repeats++
          else keeper.items.set(item.externalId, item)
        }
        keeper.batches.push(batch)
        keeper.incidents.push(...batch.incidents)
        keeper.cursor = JSON.parse(JSON.stringify(batch.cursor)) // as a database gives it back
        await each?.(batch)
      }
    },
    runThrough: async (wire, { triesMax = 20, each } = {}) => {
      for (let tries = 1; ; tries++)
        try {
          return await keeper.run(wire, each === undefined ? {} : { each })
        } catch (error) {
          if (!(error instanceof WireError) || tries >= triesMax) throw error
          keeper.faults.push(error)
        }
    },
  }
  return keeper
}
