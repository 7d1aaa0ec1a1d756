import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { mirrorCheckShape } from '../../contract/mirrors.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsLook = endpoint({
  name: 'mirrors-look',
  method: 'GET',
  path: '/api/mirrors/:id/look',
  who: 'sources.manage',
  tag: 'mirrors',
  summary: 'Reaches a mirror and tells whether its mapping fits, with the SQL that has changes noted there.',
  showsPeople: true,
  timeoutMs: 60_000,
  params: z.object({ id: idShape }),
  answer: mirrorCheckShape,
  handle: ({ services: { mirrors }, principal, params }) => mirrors.checkKept(principal.tenantId, params.id),
})
