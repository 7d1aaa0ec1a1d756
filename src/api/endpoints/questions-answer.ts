import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { answeredQuestionShape, answerQuestionBody } from '../../contract/customers.ts'
import { answerQuestion } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const questionsAnswer = endpoint({
  name: 'questions-answer',
  method: 'POST',
  path: '/api/questions/:id/answer',
  who: 'customers.write',
  changes: { action: 'match_question.answered', subject: 'match_question' },
  tag: 'customers',
  summary: 'Settles a doubtful match; answers by what it can be undone, if it changed anything.',
  params: z.object({ id: idShape }),
  body: answerQuestionBody,
  answer: answeredQuestionShape,
  handle: ({ services: { clock }, principal, params, body, write }) =>
    write(async (tx, tell) => {
      const { answer } = body
      const outcome = await answerQuestion(tx, { clock, questionId: params.id, answer, by: principal.label })
      tell({ details: { answer, ...outcome } })
      return outcome
    }),
})
