import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import '../i18n/en-search.ts'
import { type HitKind, hitKinds, type SearchAnswer } from '../../src/contract/search.ts'
import { useTitle } from '../frame/use-title.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { FoundAloud } from '../parts/found-aloud.tsx'
import { Problem } from '../parts/problem.tsx'
import { focusSearchBox, SearchBox } from '../parts/search-box.tsx'
import { HitList } from './hit-list.tsx'
import { NarrowButtons } from './narrow-buttons.tsx'
import { SearchNotes } from './notes.tsx'
import { SearchTips } from './tips.tsx'
import { useSearch } from './use-search.ts'

const route = getRouteApi('/app/search')

/** All that a search finds, of one kind or of all, page by page. */
export function SearchScreen() {
  const say = useSay()
  const { q = '', kind } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useSearch(q, kind)
  const every = useSearch(q, undefined)
  const first = found.data?.pages[0]
  const hits = found.data?.pages.flatMap(({ items }) => items) ?? []
  useTitle(say('search.title'))
  const change = useCallback(
    (words: string) =>
      void navigate({ search: (was) => ({ ...was, q: words === '' ? undefined : words }), replace: true }),
    [navigate],
  )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-3 px-3 pt-4 pb-10 md:px-6">
        <h1 className="font-semibold text-lg">{say('search.title')}</h1>
        <SearchBox slash value={q} onChange={change} label={say('search.field')} hint={say('search.hint')} />
        <NarrowButtons query={q} onChange={change} />
        {q === '' && (
          <SearchTips
            onTry={(words) => {
              change(words)
              focusSearchBox()
            }}
          />
        )}
        {q !== '' && (
          <KindTabs
            chosen={kind}
            totals={every.data?.pages[0]?.totals ?? []}
            onChoose={(next) => void navigate({ search: (was) => ({ ...was, kind: next }), replace: true })}
          />
        )}
        {found.isError && hits.length === 0 && (
          <Problem error={found.error} onRetry={() => void found.refetch()} />
        )}
        {q !== '' && found.isPending && <SkeletonRows rows={8} height={64} label={say('common.loading')} />}
        <FoundAloud
          asked={`${kind ?? ''} ${q}`}
          count={q === '' || found.isPlaceholderData || first === undefined ? undefined : hits.length}
          hasMore={found.hasNextPage}
        />
        {q !== '' && first && (
          <section aria-label={say('search.results')} aria-busy={found.isPlaceholderData}>
            <SearchNotes answer={first} />
            <HitList hits={hits} pages={found} />
          </section>
        )}
      </div>
    </div>
  )
}

type KindTabsProps = {
  chosen: HitKind | undefined
  totals: SearchAnswer['totals']
  onChoose: (kind: HitKind | undefined) => void
}

/** The kinds that were found, with how many of each; one narrows to it. */
function KindTabs({ chosen, totals, onChoose }: KindTabsProps) {
  const say = useSay()
  const format = useFormat()
  const shown = hitKinds.filter((kind) => kind === chosen || totals.some((total) => total.kind === kind))
  if (shown.length === 0) return null
  const numberOf = (kind: HitKind) => {
    const total = totals.find((one) => one.kind === kind)
    return total === undefined ? '' : `${format.number(total.count)}${total.atLeast ? '+' : ''}`
  }
  const tab = (kind: HitKind | undefined, label: string, number: string) => (
    <button
      key={kind ?? 'all'}
      type="button"
      aria-pressed={chosen === kind}
      onClick={() => onChoose(kind)}
      className="flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-line px-3 text-ink-2 text-sm hover:bg-hover aria-pressed:border-accent aria-pressed:text-ink pointer-coarse:h-11"
    >
      {label}
      {number !== '' && <span className="figures text-ink-3 text-xs">{number}</span>}
    </button>
  )
  return (
    <fieldset className="sideways flex min-w-0 gap-1.5 pb-1">
      <legend className="sr-only">{say('search.kind')}</legend>
      {tab(undefined, say('search.kind.all'), '')}
      {shown.map((kind) => tab(kind, say(`search.kind.${kind}`), numberOf(kind)))}
    </fieldset>
  )
}
