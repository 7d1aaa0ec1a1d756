import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft, EqualApproximately } from 'lucide-react'
import '../i18n/en-search.ts'
import type { Hit } from '../../src/contract/search.ts'
import { type SimilarMessage, similarAnswer } from '../../src/contract/similar.ts'
import { ask } from '../api/client.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { HitLine } from './hit-line.tsx'
import { HitList } from './hit-list.tsx'
import { placeOf } from './place.ts'

const route = getRouteApi('/app/search/like/$messageId')

/** Messages that mean much the same as one, in whichever language, the most alike first. */
export function LikeScreen() {
  const say = useSay()
  const { messageId } = route.useParams()
  const found = useLike(messageId)
  const first = found.data?.pages[0]
  const hits = found.data?.pages.flatMap(({ items }) => items.map(hitOf)) ?? []
  useTitle(say('search.like'))
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-3 px-3 pt-4 pb-10 md:px-6">
        <h1 className="font-semibold text-lg">{say('search.like')}</h1>
        {first && <Asked hit={hitOf({ ...first.of, similarity: 1 })} />}
        {found.isError && hits.length === 0 && (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
        {found.isPending && <SkeletonRows rows={6} height={64} label={say('common.loading')} />}
        {first && (
          <section aria-label={say('search.results')}>
            {!first.complete && (
              <p className="px-2 pb-1 text-ink-2 text-sm">{say('search.meaning.partial')}</p>
            )}
            {hits.length === 0 && (
              <Empty
                icon={EqualApproximately}
                title={say('search.like.none')}
                hint={say('search.like.none.hint')}
              />
            )}
            <HitList hits={hits} pages={found} />
          </section>
        )}
      </div>
    </div>
  )
}

/** The message that the others are like, and the way back to it. */
function Asked({ hit }: { hit: Hit }) {
  const say = useSay()
  const place = placeOf(hit)
  return (
    <div className="flex flex-col gap-1 rounded-lg border border-line bg-raised p-3">
      <HitLine hit={{ ...hit, matched: 'words' }} />
      {place && (
        <Link
          {...place}
          className="-mb-1 inline-flex min-h-8 items-center gap-1.5 self-start rounded-sm pl-6.5 text-accent text-sm hover:underline pointer-coarse:min-h-11"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {say('search.like.back')}
        </Link>
      )}
    </div>
  )
}

function useLike(messageId: string) {
  return useInfiniteQuery({
    queryKey: ['search', 'like', messageId],
    queryFn: ({ pageParam, signal }) =>
      ask(similarAnswer, 'GET', `messages/${messageId}/similar`, {
        query: { cursor: pageParam, limit: 30 },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
}

/** A similar message as a search shows one. */
function hitOf({ messageId, similarity, with: title, text, kind, ...message }: SimilarMessage): Hit {
  return {
    ...message,
    ...{ kind: 'message', id: messageId, messageId, messageKind: kind, ticketId: null },
    ...{ title: { text: title ?? '', spans: [] }, excerpt: { text, spans: [] } },
    ...{ why: [], matched: 'meaning', likeness: similarity, score: similarity },
  }
}
