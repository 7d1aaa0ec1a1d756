import '../i18n/en-insights.ts'
import { getRouteApi } from '@tanstack/react-router'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Segments } from '../parts/segments.tsx'
import { FiguresView } from './figures.tsx'
import { LostWorkView } from './lost-work.tsx'
import { RepliesView } from './replies.tsx'

const route = getRouteApi('/app/insights')

/** What conversations come to: work that was let slip, the firm's figures, and how it answers. */
export function InsightsScreen() {
  const say = useSay()
  const navigate = route.useNavigate()
  const show = route.useSearch().tab ?? 'lost'
  useTitle(say('insights.title'))
  return (
    <div className="min-h-0 min-w-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-6 md:px-8">
        <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 max-w-xl flex-1 basis-72">
            <h1 className="font-semibold text-xl">{say('insights.title')}</h1>
            {show === 'lost' && <p className="mt-1 text-ink-2">{say('lost.lead')}</p>}
          </div>
          <div className="w-96 max-w-full">
            <Segments
              label={say('insights.show')}
              value={show}
              onChange={(chosen) =>
                void navigate({ search: chosen === 'lost' ? {} : { tab: chosen }, replace: true })
              }
              options={[
                { value: 'lost', label: say('insights.show.lost') },
                { value: 'figures', label: say('insights.show.figures') },
                { value: 'replies', label: say('insights.show.replies') },
              ]}
            />
          </div>
        </header>
        {show === 'lost' && <LostWorkView />}
        {show === 'figures' && <FiguresView />}
        {show === 'replies' && <RepliesView />}
      </div>
    </div>
  )
}
