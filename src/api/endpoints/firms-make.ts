import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { makeFirmBody } from '../../contract/portability.ts'
import { endpoint } from '../endpoint.ts'

export const firmsMake = endpoint({
  name: 'firms-make',
  method: 'POST',
  path: '/api/firms',
  who: 'installation',
  tag: 'firms',
  summary: 'Sets up a firm without people; who claims the installation takes it over.',
  body: makeFirmBody,
  answer: z.object({ id: idShape, name: z.string(), slug: z.string(), sample: z.boolean() }),
  status: 201,
  handle: ({ services, body }) => services.access.makeFirm(body),
})
