import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useMemo, useState } from 'react'
import { conflictCountsQuery } from '../api/conflicts.ts'
import { questionsQuery } from '../api/queries.ts'
import { useMay } from '../api/use-may.ts'
import { useTitle } from '../frame/use-title.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Empty, SkeletonRows } from '../parts/empty.tsx'
import { MoreButton } from '../parts/more-button.tsx'
import { Problem } from '../parts/problem.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'
import { QuestionCard } from './question-card.tsx'
import { type Answer, useAnswer } from './use-answer.ts'

/** The doubtful matches, surest first, each answered with one key. */
export function QuestionsScreen() {
  const say = useSay()
  const list = useInfiniteQuery(questionsQuery)
  const questions = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const [cursor, setCursor] = useState(0)
  const answer = useAnswer()
  const mayAnswer = useMay('customers.write')
  const maySee = useMay('conflicts.read')
  const waiting = useQuery({ ...conflictCountsQuery, enabled: maySee }).data?.open ?? 0
  const at = Math.min(cursor, questions.length - 1)
  const chosen = questions[at]
  useTitle(say('nav.questions'))

  const move = (by: number) => {
    const next = Math.max(0, Math.min(questions.length - 1, at + by))
    setCursor(next)
    document.getElementById(`question-${questions[next]?.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  const answerChosen = (choice: Answer) => {
    if (chosen && mayAnswer) void answer(chosen, choice)
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    s: () => answerChosen('same'),
    d: () => answerChosen('different'),
  })

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-2xl px-4 py-6">
        <h1 className="font-semibold text-xl">{say('nav.questions')}</h1>
        {questions.length > 0 && <p className="mt-1 text-ink-2">{say('questions.lead')}</p>}
        {waiting > 0 && (
          <p className="mt-3">
            <Link to="/settings/conflicts" className="text-accent hover:underline">
              {say('conflicts.waiting', { n: waiting })}
            </Link>
          </p>
        )}
        {list.isPending && <SkeletonRows rows={4} height={120} label={say('common.loading')} />}
        {list.isError && !list.isFetchNextPageError && (
          <Problem className="mt-4" error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && questions.length === 0 && !list.hasNextPage && (
          <Empty icon={CircleCheck} title={say('questions.empty')} hint={say('questions.empty.hint')} />
        )}
        <div className="mt-3">
          {questions.map((question, index) => (
            <div key={question.id} id={`question-${question.id}`}>
              <QuestionCard
                level={2}
                question={question}
                chosen={index === at}
                onAnswer={mayAnswer ? (choice) => void answer(question, choice) : undefined}
              />
            </div>
          ))}
        </div>
        <MoreButton pages={list} className="mt-4" />
      </div>
    </div>
  )
}
