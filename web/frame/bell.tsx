import { useQuery } from '@tanstack/react-query'
import { BellIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import { useLookEvery } from '../api/heard.ts'
import { noticeCountQuery } from '../api/notices.ts'
import { useSay } from '../i18n/i18n.tsx'
import { late } from '../parts/late.tsx'
import { Popover } from '../parts/popover.tsx'
import { useShortcuts } from '../parts/shortcuts.ts'
import { useTitleCount } from './use-title.ts'

const Panel = late(() => import('../notices/notice-panel.tsx').then(({ NoticePanel }) => NoticePanel))

const LOOK_EVERY_MS = 30_000

/** How many notices wait to be read; nothing while that is not known. */
function useUnread(): number {
  return useQuery({ ...noticeCountQuery, refetchInterval: useLookEvery(LOOK_EVERY_MS) }).data?.unread ?? 0
}

/** Says in the window's name how many notices wait, whatever else is shown. */
export function UnreadInTitle() {
  useTitleCount(useUnread())
  return null
}

/** What one is told, behind a bell with the number of what is unread. `hasKey`: `g n` opens it. */
export function Bell({ className = '', hasKey = false }: { className?: string; hasKey?: boolean }) {
  const say = useSay()
  const unread = useUnread()
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  useShortcuts({ 'g n': () => button.current?.click() }, hasKey)
  const label = unread > 0 ? say('nav.notices.unread', { n: unread }) : say('nav.notices')
  return (
    <Popover
      label={say('nav.notices')}
      open={open}
      onOpenChange={setOpen}
      align="start"
      className="w-[min(26rem,calc(100vw-1rem))]"
      trigger={
        <button
          ref={button}
          type="button"
          aria-label={label}
          title={label}
          className={`relative flex items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink ${className}`}
        >
          <BellIcon aria-hidden className="size-4 max-md:size-5" />
          {unread > 0 && (
            <span
              aria-hidden
              className="figures absolute top-0.5 left-1/2 ml-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-2xs text-on-accent"
            >
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </button>
      }
    >
      <Panel onClose={() => setOpen(false)} />
    </Popover>
  )
}
