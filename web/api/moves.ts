/**
 * Changes that screens show before the server has answered them, such as archiving. What was asked for before such a
 * change may be answered after it, and would take it back on the screen.
 */
let underWay = 0
let begun = 0
let whenNone = new Set<() => void>()

/** Notes that a change is shown; gives back what is called once the server has answered it. */
export function moveBegins(): () => void {
  underWay++
  begun++
  return () => {
    underWay--
    if (underWay > 0) return
    const waiting = whenNone
    whenNone = new Set()
    for (const go of waiting) go()
  }
}

/** What `ask` gives when no change is under way from its beginning to its end; asks again until that is so. */
export async function askBetweenMoves<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    while (underWay > 0) await new Promise<void>((resolve) => whenNone.add(resolve))
    const before = begun
    const answer = await ask()
    if (begun === before) return answer
  }
}
