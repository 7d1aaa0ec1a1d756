import { useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'

type FoundAloudProps = {
  /** What was asked for: a search, filters. */
  asked: string
  /** How much of it has come; undefined until it has. */
  count: number | undefined
  /** Whether there is more of it than has come. */
  hasMore?: boolean
}

/** Tells who does not see the list how much was found, once for each search of theirs: not of what one comes to, nor of what changes by itself. */
export function FoundAloud({ asked, count, hasMore = false }: FoundAloudProps) {
  const say = useSay()
  const [told, setTold] = useState({ asked, words: '' })
  if (count !== undefined && told.asked !== asked) {
    const key = count === 0 ? 'count.foundNone' : hasMore ? 'count.foundMore' : 'count.found'
    setTold({ asked, words: say(key, { n: count }) })
  }
  return (
    <p role="status" className="sr-only">
      {told.asked === asked && told.words}
    </p>
  )
}
