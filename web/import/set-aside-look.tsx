import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { SetAsideItem } from '../../src/contract/runs.ts'
import { readText } from '../api/client.ts'
import { setAsideBodyPath } from '../api/endpoints.ts'
import { useSay, useTell } from '../i18n/i18n.tsx'
import { buttonClass } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'

const SHOWN_CHARACTERS_MAX = 200_000

/** The bytes of something set aside, as text and only as text: whatever it holds, it is not run. */
export function SetAsideLook({
  syncId,
  item,
  onClose,
}: {
  syncId: string
  item: SetAsideItem
  onClose: () => void
}) {
  const say = useSay()
  const tell = useTell()
  const path = setAsideBodyPath(syncId, item.id)
  const body = useQuery({
    queryKey: ['runs', 'body', item.id],
    queryFn: ({ signal }) => readText(path, signal),
    staleTime: Infinity,
  })
  const binary = body.data?.includes('\u0000') ?? false
  return (
    <Dialog
      open
      shape="wide"
      onClose={onClose}
      title={tell(`setAside.${item.code}`, {}, item.reason)}
      lead={item.path}
    >
      {body.isPending && <SkeletonRows rows={4} height={40} label={say('common.loading')} />}
      {body.isError && <Problem className="m-4" error={body.error} onRetry={() => void body.refetch()} />}
      {body.isSuccess &&
        (binary ? (
          <p className="p-4 text-ink-2">{say('ledger.aside.binary')}</p>
        ) : (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            className="min-h-0 flex-1 overflow-auto whitespace-pre-wrap break-words p-4 text-sm"
          >
            {body.data.slice(0, SHOWN_CHARACTERS_MAX)}
          </pre>
        ))}
      <footer className="border-line border-t p-3">
        <a href={`/api/${path}`} download className={buttonClass('plain')}>
          <Download aria-hidden className="size-4" /> {say('gallery.download')}
        </a>
      </footer>
    </Dialog>
  )
}
