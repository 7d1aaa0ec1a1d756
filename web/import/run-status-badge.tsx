import {
  Check,
  CircleDashed,
  CirclePause,
  CircleX,
  Hourglass,
  LoaderCircle,
  TriangleAlert,
} from 'lucide-react'
import type { RunStatus } from '../../src/contract/runs.ts'
import { useSay } from '../i18n/i18n.tsx'

const looks = {
  queued: [Hourglass, 'text-ink-2'],
  running: [LoaderCircle, 'text-accent'],
  completed: [Check, 'text-good'],
  incomplete: [TriangleAlert, 'text-caution'],
  failed: [CircleX, 'text-caution'],
  cancelled: [CircleDashed, 'text-ink-2'],
  interrupted: [CirclePause, 'text-caution'],
} as const

/** How a run ended, or that it goes on. */
export function RunStatusBadge({ status }: { status: RunStatus }) {
  const [Icon, colour] = looks[status]
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 font-medium text-sm ${colour}`}>
      <Icon aria-hidden className="size-4" />
      {useSay()(`run.status.${status}`)}
    </span>
  )
}
