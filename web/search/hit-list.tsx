import { Link } from '@tanstack/react-router'
import type { Hit } from '../../src/contract/search.ts'
import { MoreButton, type MorePages } from '../parts/more-button.tsx'
import { HitLine } from './hit-line.tsx'
import { placeOf } from './place.ts'

type HitListProps = {
  hits: readonly Hit[]
  /** Where more of them come from. */
  pages: MorePages
}

/** Hits below one another, each a link to where it is; and a way to more of them. */
export function HitList({ hits, pages }: HitListProps) {
  return (
    <>
      <ul className="flex flex-col">
        {hits.map((hit) => {
          const place = placeOf(hit)
          return (
            <li key={`${hit.kind} ${hit.id}`} className="border-line border-b last:border-0">
              {place === null ? (
                <span className="flex px-2 py-2.5">
                  <HitLine hit={hit} />
                </span>
              ) : (
                <Link {...place} className="flex rounded-md px-2 py-2.5 hover:bg-hover">
                  <HitLine hit={hit} />
                </Link>
              )}
            </li>
          )
        })}
      </ul>
      <MoreButton pages={pages} look="quiet" className="mt-3" />
    </>
  )
}
