import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { removeMirrorQuery } from '../../contract/mirrors.ts'
import { removeMirror } from '../../mirror/mirror.ts'
import { endpoint } from '../endpoint.ts'

export const mirrorsRemove = endpoint({
  name: 'mirrors-remove',
  method: 'DELETE',
  path: '/api/mirrors/:id',
  who: 'sources.manage',
  changes: { action: 'mirror.removed', subject: 'mirror' },
  tag: 'mirrors',
  summary: 'Takes a mirror away, with what opens it; the rows on both sides stay as they are.',
  params: z.object({ id: idShape }),
  query: removeMirrorQuery,
  handle: ({ services: { clock }, params: { id }, query, write }) =>
    write((tx) => removeMirror(tx, { clock, id, anyway: query.anyway === 'true' })),
})
