import { pageQueryShape } from '../../contract/common.ts'
import { questionPage } from '../../contract/customers.ts'
import { listQuestions } from '../../customers/customers.ts'
import { endpoint } from '../endpoint.ts'

export const questionsList = endpoint({
  name: 'questions-list',
  method: 'GET',
  path: '/api/questions',
  who: 'customers.read',
  showsPeople: true,
  tag: 'customers',
  summary: 'Doubtful matches that wait for a person, the likeliest first.',
  query: pageQueryShape,
  answer: questionPage,
  handle: ({ services, principal, query }) =>
    services.store.read(principal.tenantId, (db) => listQuestions(db, query)),
})
