/** A row as both sides were seen: what it takes to go on, which the sides themselves understand. */
export type Ends<Seen, Sending> = {
  /** Looks at the row there, and at what is known of it here. */
  look(): Promise<Seen>
  /**
   * In one transaction of ours: what came from there is merged in, and what must go there is written down before it goes. `null`: both
   * say the same; `again`: something was changed since the look.
   */
  takeIn(seen: Seen): Promise<Sending | null | 'again'>
  /** In one transaction of theirs; `changed`: the row is not what was seen, and nothing was written. */
  send(sending: Sending): Promise<'sent' | 'changed'>
  /** Notes that it arrived. */
  settle(sending: Sending): Promise<void>
  /** Notes that it was not written. */
  drop(sending: Sending): Promise<void>
}

/** Somebody who writes faster than that is left to the next round. */
const TURNS_MAX = 8

/**
 * Makes both sides of a row say the same. Whatever step is the last one before a kill, the next time goes on from what is
 * written down, and nothing is written twice: what arrives twice finds the row as it should be. Answers whether they agree.
 */
export async function bringIntoStep<Seen, Sending extends object>(
  ends: Ends<Seen, Sending>,
): Promise<boolean> {
  for (let turn = 0; turn < TURNS_MAX; turn++) {
    const taken = await ends.takeIn(await ends.look())
    if (taken === null) return true
    if (taken === 'again') continue
    if ((await ends.send(taken)) === 'sent') {
      await ends.settle(taken)
      return true
    }
    await ends.drop(taken)
  }
  return false
}
