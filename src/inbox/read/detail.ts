import type { Id } from '../../base/ids.ts'
import { Refusal } from '../../base/refusal.ts'
import type { ConversationDetail } from '../../contract/conversations.ts'
import type { Db } from '../../store/store.ts'
import { findConversationsById, findSiblings, showConversations } from './list.ts'

const SIBLINGS_MAX = 20

/** One conversation with its changes and its siblings; a Refusal `conversation_not_found` when there is none. */
export async function getConversation(db: Db, id: Id): Promise<ConversationDetail> {
  const [found] = await findConversationsById(db, [id])
  if (found === undefined) {
    throw new Refusal(
      'conversation_not_found',
      'There is no such conversation.',
      'Go back to the inbox and open it from there.',
      { status: 404 },
    )
  }
  const siblings = await findSiblings(db, {
    participantsId: found.participantsId,
    except: id,
    limit: SIBLINGS_MAX,
  })
  const [conversation, ...others] = await showConversations(db, [found, ...siblings])
  if (conversation === undefined) throw new Error('A found conversation must show.')
  const changes = await db
    .selectFrom('threadChange')
    .select(['id', 'kind', 'conversationId', 'otherConversationId', 'madeBy', 'madeAt', 'undoneAt'])
    .where((where) => where.or([where('conversationId', '=', id), where('otherConversationId', '=', id)]))
    .orderBy('madeAt', 'desc')
    .execute()
  return {
    ...conversation,
    others,
    changes: changes.map((change) => ({
      id: change.id,
      kind: change.kind as 'merge' | 'split',
      otherConversationId: change.conversationId === id ? change.otherConversationId : change.conversationId,
      madeBy: change.madeBy,
      madeAt: change.madeAt.toISOString(),
      undoneAt: change.undoneAt?.toISOString() ?? null,
    })),
  }
}
