import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from './button.tsx'
import { Problem } from './problem.tsx'

/** Where more of a list comes from. */
export type MorePages = Pick<
  UseInfiniteQueryResult,
  'hasNextPage' | 'isFetchingNextPage' | 'isFetchNextPageError' | 'error' | 'fetchNextPage'
>

type MoreButtonProps = {
  pages: MorePages
  look?: ComponentProps<typeof Button>['look']
  /** In place of "Show more". */
  words?: string
  className?: string
}

/** A way to the next page of a list; when it did not come, why, and to ask for that page again. Nothing at the end of the list. */
export function MoreButton({ pages, look = 'plain', words, className = '' }: MoreButtonProps) {
  const say = useSay()
  const more = () => void pages.fetchNextPage()
  if (!pages.hasNextPage) return null
  if (pages.isFetchNextPageError && !pages.isFetchingNextPage)
    return <Problem className={className} error={pages.error} onRetry={more} />
  return (
    <Button look={look} className={className} busy={pages.isFetchingNextPage} onClick={more}>
      {words ?? say('common.more')}
    </Button>
  )
}
