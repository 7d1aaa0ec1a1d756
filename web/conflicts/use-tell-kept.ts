import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell } from '../parts/toasts.tsx'

/** Tells that somebody else has changed the same meanwhile, so that nothing was overwritten; with the way to where it is decided. */
export function useTellKept(): () => void {
  const say = useSay()
  const mayDecide = useMay('conflicts.read')
  return () =>
    tell(say('conflicts.kept'), {
      link: mayDecide ? { to: '/settings/conflicts', label: say('conflicts.decide') } : undefined,
    })
}
