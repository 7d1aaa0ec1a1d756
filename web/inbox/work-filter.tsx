import { SlidersHorizontal } from 'lucide-react'
import { useState } from 'react'
import type { InboxFilter } from '../api/queries.ts'
import { isKey, useSay } from '../i18n/i18n.tsx'
import { FilterButton } from '../parts/filter-button.tsx'
import { late } from '../parts/late.tsx'
import { Popover } from '../parts/popover.tsx'

const WorkFields = late(() => import('./work-fields.tsx').then((module) => module.WorkFields))

type WorkFilterProps = { filter: InboxFilter; onChange: (change: Partial<InboxFilter>) => void }

/** Narrows the inbox to a kind of work, to where it is to be done, or to how it came. */
export function WorkFilter({ filter, onChange }: WorkFilterProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const { service, district, channel } = filter
  const named = (key: string, otherwise: string) => (isKey(key) ? say(key) : otherwise)
  const chosen = [
    service && named(`service.${service}`, service),
    district,
    channel && named(`inbox.channel.${channel}`, channel),
  ].filter((word) => word !== undefined)
  return (
    <Popover
      label={say('inbox.work')}
      open={open}
      onOpenChange={setOpen}
      className="w-64 p-3"
      trigger={
        <FilterButton
          icon={SlidersHorizontal}
          label={chosen.length === 0 ? say('inbox.work.any') : chosen.join(', ')}
          active={chosen.length > 0}
          name={say('inbox.work')}
        />
      }
    >
      <WorkFields filter={filter} onChange={onChange} />
    </Popover>
  )
}
