/** Lets so many work at once; the others wait in the order they came. */
export function openQueue(concurrentMax: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = concurrentMax
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
