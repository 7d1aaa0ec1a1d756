import { useEffect, useState } from 'react'
import { ApiError } from '../api/client.ts'
import { ScreenProblem } from '../parts/problem.tsx'
import { PageProblem } from './page-problem.tsx'
import { Pending } from './pending.tsx'
import { ROOM_NOT_LOADED, reloadOnce, versionAtServer } from './room-code.ts'

/** What stands in a room's place when it could not be drawn; what is around it stays. */
export function RoomProblem({ error }: { error: unknown }) {
  if (error instanceof ApiError && error.code === ROOM_NOT_LOADED) return <NotLoaded error={error} />
  return <ScreenProblem error={error} />
}

/** A window that is older than the server is helped by its newest page; without a connection a reload would leave nothing. */
function NotLoaded({ error }: { error: ApiError }) {
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    let gone = false
    void versionAtServer().then((version) => {
      if (!gone && !(version === 'other' && reloadOnce())) setAsked(true)
    })
    return () => {
      gone = true
    }
  }, [])
  // Asked for again within the page, a browser may only remember that the file could not be had.
  const again = async () => {
    if ((await versionAtServer()) !== 'unreachable') location.reload()
  }
  if (!asked) return <Pending />
  return (
    <div className="grid h-full place-items-center p-6">
      <PageProblem className="w-full max-w-md" error={error} onRetry={() => void again()} />
    </div>
  )
}
