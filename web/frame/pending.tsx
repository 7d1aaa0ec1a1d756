import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'

/** What stands in a room's place while its code is fetched. */
export function Pending() {
  return <SkeletonRows rows={8} height={64} label={useSay()('common.loading')} />
}
