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
  tag: 'customers',
  summary: 'Settles a doubtful match; answers by what it can be undone, if it changed anything.',
  params: z.object({ id: idShape }),
  body: answerQuestionBody,
  answer: answeredQuestionShape,
  handle: ({ services: { store, clock }, principal, params, body }) =>
    store.write(principal.tenantId, (tx) =>
      answerQuestion(tx, { clock, questionId: params.id, answer: body.answer, by: principal.label }),
    ),
})
