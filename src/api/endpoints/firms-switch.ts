import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { endpoint } from '../endpoint.ts'
import { notFound } from '../not-found.ts'

export const firmsSwitch = endpoint({
  name: 'firms-switch',
  method: 'POST',
  path: '/api/firms/:id/switch',
  who: 'member',
  tag: 'firms',
  summary: 'Makes the session look at another of one’s firms.',
  params: z.object({ id: idShape }),
  handle: async ({ services: { access }, params, request }) => {
    if (!(await access.switchFirm(request.headers, params.id))) throw notFound('firm')
  },
})
