import { useQueryClient } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useKeptAt } from '../api/kept.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { showAll } from './use-live.ts'

const LOOK_EVERY_MS = 15_000

/** Over every screen while the server is out of reach: that this is how things stood, and when. Once it is back, all is asked for anew. */
export function Offline() {
  const say = useSay()
  const format = useFormat()
  const client = useQueryClient()
  const keptAt = useKeptAt()
  const isKept = keptAt !== null
  const wasKept = useRef(false)
  useEffect(() => {
    if (wasKept.current && !isKept) void showAll(client)
    wasKept.current = isKept
    if (!isKept) return
    const look = () => void client.invalidateQueries({ queryKey: ['me'] })
    const timer = setInterval(look, LOOK_EVERY_MS)
    addEventListener('online', look)
    return () => {
      clearInterval(timer)
      removeEventListener('online', look)
    }
  }, [client, isKept])
  return (
    <div role="status" className="empty:hidden">
      {keptAt !== null && (
        <p className="flex items-center gap-2 border-line border-b bg-caution-soft px-4 py-1.5 text-caution text-sm">
          <CloudOff aria-hidden className="size-4 shrink-0" />
          <span>{say('offline', { time: format.full(keptAt) })}</span>
        </p>
      )}
    </div>
  )
}
