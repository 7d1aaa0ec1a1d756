import { z } from 'zod'
import { idShape } from '../../contract/common.ts'
import { conversationFilesAnswer } from '../../contract/message-source.ts'
import { getConversation, listFiles } from '../../inbox/inbox.ts'
import { endpoint } from '../endpoint.ts'

const FILES_MAX = 200

export const conversationsFiles = endpoint({
  name: 'conversations-files',
  method: 'GET',
  path: '/api/conversations/:id/files',
  who: 'conversations.read',
  showsPeople: true,
  tag: 'conversations',
  summary: 'The pictures and other files of a conversation, the newest first.',
  params: z.object({ id: idShape }),
  answer: conversationFilesAnswer,
  handle: ({ services, principal, params }) =>
    services.store.read(principal.tenantId, async (db) => {
      await getConversation(db, params.id)
      return listFiles(db, { conversationId: params.id, limit: FILES_MAX })
    }),
})
