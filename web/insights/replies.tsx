import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReplyFigures } from '../../src/contract/reply-figures.ts'
import type { CalibrationShown, DecidedFigures } from '../../src/contract/suggestions.ts'
import { calibrationQuery, replyFiguresQuery } from '../api/insights.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { Confidence } from './confidence.tsx'
import { Part } from './figures.tsx'
import { Rows } from './groups.tsx'
import { type Span, SpanChoice, useDays } from './span-choice.tsx'
import { Tile } from './tile.tsx'
import { useInsightWords } from './words.ts'

/** How the firm answers: how many and how soon, what becomes of suggested answers, and whether their confidence is right. */
export function RepliesView() {
  const say = useSay()
  const [span, setSpan] = useState<Span>('month')
  const figures = useQuery(replyFiguresQuery(useDays(span)))
  const calibration = useQuery(calibrationQuery)
  return (
    <>
      <SpanChoice span={span} onChange={setSpan} />
      {figures.isPending && <SkeletonRows rows={2} height={96} label={say('common.loading')} />}
      {figures.isError && figures.data === undefined && (
        <Problem error={figures.error} onRetry={() => void figures.refetch()} />
      )}
      {figures.data && <Tiles figures={figures.data} />}
      {figures.data && <States figures={figures.data} />}
      {calibration.isError && calibration.data === undefined && (
        <Problem error={calibration.error} onRetry={() => void calibration.refetch()} />
      )}
      {calibration.data && <Confidence calibration={calibration.data} />}
      {calibration.data && calibration.data.total.decided > 0 && <Apart calibration={calibration.data} />}
    </>
  )
}

function Tiles({ figures }: { figures: ReplyFigures }) {
  const say = useSay()
  const { number, percent } = useFormat()
  const { wait } = useInsightWords()
  const { requests, answered, responseRate, firstReply, written, repliesReceived, repliesRate } = figures
  const { approved, edited, rejected } = figures.suggestions
  const [sent, decided] = [approved + edited, approved + edited + rejected]
  const rate = (share: number | null) => (share === null ? say('analytics.never') : percent(share))
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        title={say('replies.answered')}
        value={rate(responseRate)}
        detail={say('replies.answered.detail', { answered: number(answered), requests: number(requests) })}
      />
      <Tile
        title={say('replies.first')}
        value={wait(firstReply.medianMinutes)}
        detail={say('replies.first.detail', { time: wait(firstReply.p90Minutes) })}
      />
      <Tile
        title={say('replies.received')}
        value={rate(repliesRate)}
        detail={say('replies.received.detail', {
          received: number(repliesReceived),
          written: number(written),
        })}
      />
      <Tile
        title={say('replies.used')}
        value={rate(decided === 0 ? null : sent / decided)}
        detail={
          decided === 0
            ? say('replies.none')
            : say('replies.used.detail', { sent: number(sent), decided: number(decided) })
        }
      />
    </div>
  )
}

const STATES = ['approved', 'edited', 'rejected', 'expired', 'pending'] as const

function States({ figures: { suggestions } }: { figures: ReplyFigures }) {
  const say = useSay()
  const { number } = useFormat()
  return (
    <Part title={say('replies.states')}>
      <Rows
        rows={STATES.map((state) => ({
          key: state,
          name: say(`replies.state.${state}`),
          value: suggestions[state],
          detail: number(suggestions[state]),
        }))}
      />
    </Part>
  )
}

/** The same told apart by where the words are from, and by language. */
function Apart({ calibration: { sources, languages } }: { calibration: CalibrationShown }) {
  const say = useSay()
  const { number, percent } = useFormat()
  const row = (key: string, name: string, { good, approved, editedLittle, decided }: DecidedFigures) => ({
    ...{ key, name, value: good ?? 0 },
    detail: say('replies.sure.line', {
      good: number(approved + editedLittle),
      n: number(decided),
      percent: percent(good ?? 0),
    }),
  })
  return (
    <div className="grid gap-8 lg:grid-cols-2">
      <Part title={say('replies.bySource')}>
        <Rows
          most={1}
          rows={sources.map((one) => row(one.source, say(`replies.source.${one.source}`), one))}
        />
      </Part>
      <Part title={say('replies.byLanguage')}>
        <Rows
          most={1}
          rows={languages.map((one) => row(one.language, say(`replies.language.${one.language}`), one))}
        />
      </Part>
    </div>
  )
}
