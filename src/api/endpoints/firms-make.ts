import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { makeFirmBody } from '../../contract/portability.ts'
import { unauthenticated } from '../credentials.ts'
import { endpoint } from '../endpoint.ts'

export const firmsMake = endpoint({
  name: 'firms-make',
  method: 'POST',
  path: '/api/firms',
  who: 'nobody', // there may be no firm yet for which the command line could speak; it shows its key all the same
  tag: 'firms',
  summary:
    'Sets up a firm without people, for the command line; whoever claims the installation takes it over.',
  body: makeFirmBody,
  answer: z.object({ id: idShape, name: z.string(), slug: z.string() }),
  handle: async ({ services: { access }, body, request }) => {
    if (!access.isOperator(request.headers)) throw unauthenticated()
    return access.makeFirm(body)
  },
})
