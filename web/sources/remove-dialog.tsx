import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SourceShown } from '../../src/contract/sources.ts'
import { removeSource } from '../api/endpoints.ts'
import { sourcesQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { tell } from '../parts/toasts.tsx'

type RemoveDialogProps = { source: SourceShown; label: string; onClose: () => void }

/** Taking a source away; says what goes and what stays. */
export function RemoveDialog({ source: { id, messages }, label, onClose }: RemoveDialogProps) {
  const say = useSay()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => removeSource(id),
    onSuccess: () => {
      tell(say('sources.removed', { label }))
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  })
  return (
    <ConfirmDialog
      title={say('sources.remove.title', { label })}
      lead={messages === 0 ? say('sources.remove.lead.none') : say('sources.remove.lead', { n: messages })}
      confirm={say('sources.remove')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    />
  )
}
