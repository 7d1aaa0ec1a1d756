import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Question } from '../../src/contract/customers.ts'
import { answerQuestion, undoCustomerMerge, undoCustomerMove } from '../api/endpoints.ts'
import { moveBegins } from '../api/moves.ts'
import { questionsQuery } from '../api/queries.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'
import { type Pages, withoutQuestion, withQuestion } from './list-cache.ts'

export type Answer = 'same' | 'different'

/** Answers a doubtful match: it leaves the list at once, and comes back, alone, when the server refuses. */
export function useAnswer() {
  const client = useQueryClient()
  const say = useSay()
  const format = useFormat()
  const { queryKey } = questionsQuery
  const refresh = () => {
    for (const key of ['questions', 'customers']) void client.invalidateQueries({ queryKey: [key] })
    void client.invalidateQueries({ queryKey: ['conversations', 'one'] })
  }
  const { mutate: takeBack } = useMutation({
    mutationFn: ({ mergeId, moveId }: { mergeId: string | null; moveId: string | null }) =>
      mergeId !== null ? undoCustomerMerge(mergeId) : undoCustomerMove(moveId ?? ''),
    onSuccess: () => tell(say('common.undone')),
    onError: tellProblem,
    onSettled: refresh,
  })
  const { mutateAsync } = useMutation({
    mutationFn: ({ question, answer }: { question: Question; answer: Answer }) =>
      answerQuestion(question.id, answer),
    onMutate: async ({ question }) => {
      const answered = moveBegins()
      await client.cancelQueries({ queryKey, predicate: ({ state }) => state.data !== undefined })
      client.setQueryData<Pages>(queryKey, (pages) => pages && withoutQuestion(pages, question.id))
      return { answered }
    },
    onError: (error, { question }) => {
      client.setQueryData<Pages>(queryKey, (pages) => pages && withQuestion(pages, question))
      tellProblem(error)
    },
    onSettled: (_answer, _error, _asked, context) => {
      context?.answered()
      refresh()
    },
  })
  return async (question: Question, answer: Answer) => {
    const value = format.address(question.contactPoint.value)
    const name = question.candidate.name ?? say('common.nameless')
    const words = say(`questions.answered.${answer}`, { value, name })
    const answered = mutateAsync({ question, answer }).catch(() => null) // shown by onError
    // “Same” can always be taken back, even before the server has heard of it; “different” only if it moved something.
    const undo = async () => {
      const done = await answered
      if (done) takeBack(done)
    }
    if (answer === 'same') return tell(words, () => void undo())
    const done = await answered
    if (done) tell(words, done.mergeId === null && done.moveId === null ? undefined : () => takeBack(done))
  }
}
