import type { ConversationDetail } from '../../../src/contract/conversations.ts'
import { useMay } from '../../api/use-may.ts'
import { useFormat } from '../../i18n/format.tsx'
import { useSay } from '../../i18n/i18n.tsx'
import { Button } from '../../parts/button.tsx'
import { PanelSection } from '../../parts/panel-section.tsx'
import { useThreadChanges } from '../thread/use-thread.ts'

/** Merges and splits made by hand, each of which can be taken back by who may. */
export function ThreadChangeList({ conversation }: { conversation: ConversationDetail }) {
  const say = useSay()
  const format = useFormat()
  const { undo } = useThreadChanges(conversation.id)
  const mayUndo = useMay('conversations.write')
  return (
    <PanelSection title={say('changes.title')}>
      <ul className="flex flex-col gap-1">
        {conversation.changes.map((change) => (
          <li key={change.id} className="flex items-center gap-2 text-sm">
            <span className={`min-w-0 flex-1 ${change.undoneAt === null ? '' : 'text-ink-3 line-through'}`}>
              {say(`changes.${change.kind}`, { who: change.madeBy, time: format.full(change.madeAt) })}
            </span>
            {change.undoneAt === null && mayUndo && (
              <Button
                size="sm"
                busy={undo.isPending}
                onClick={() =>
                  undo.mutate({
                    changeId: change.id,
                    done: change.kind === 'merge' ? 'merge.undone' : 'split.undone',
                  })
                }
              >
                {say('common.undo')}
              </Button>
            )}
            {change.undoneAt !== null && (
              <span className="text-ink-3 text-xs">{say('changes.undoneAt')}</span>
            )}
          </li>
        ))}
      </ul>
    </PanelSection>
  )
}
