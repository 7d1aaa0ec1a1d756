import { type WireBatch, WireError } from '../wire.ts'
import type { Fetched } from './fetch-mails.ts'

/** Mails that fit in memory together, and the ids that were asked for to have them. */
export type Gathered = Pick<WireBatch, 'items' | 'setAside'> & { listed: number; fetched: Fetched[] }

/**
 * Gathers mails into batches. `listed` counts what Gmail listed, less what is no mail of the firm's and what it has no more.
 * A gathering without anything comes once, at the end, where `fetched` held anything since the last. A `WireError` of `mails`
 * is thrown once what came before it is handed over.
 */
export async function* inBatches(
  mails: AsyncIterable<Fetched>,
  { batchMails, batchBytes }: { batchMails: number; batchBytes: number },
): AsyncGenerator<Gathered> {
  let gathered = empty()
  let bytes = 0
  let broken: WireError | undefined
  const until = withoutFault(mails, (error) => {
    broken = error
  })
  for await (const mail of until) {
    const size = mail.kind === 'item' ? mail.item.bytes.length : 0
    if (gathered.listed >= batchMails || (gathered.listed > 0 && bytes + size > batchBytes)) {
      yield gathered
      gathered = empty()
      bytes = 0
    }
    bytes += size
    gathered.fetched.push(mail)
    if (mail.kind === 'item') gathered.items.push(mail.item)
    if (mail.kind === 'set_aside') gathered.setAside.push(mail.setAside)
    if (mail.kind === 'item' || mail.kind === 'set_aside') gathered.listed++
  }
  if (gathered.fetched.length > 0) yield gathered
  if (broken !== undefined) throw broken
}

async function* withoutFault<T>(all: AsyncIterable<T>, onFault: (fault: WireError) => void) {
  try {
    yield* all
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    onFault(error)
  }
}

function empty(): Gathered {
  return { items: [], setAside: [], listed: 0, fetched: [] }
}
