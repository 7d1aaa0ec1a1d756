import { type ComponentType, useEffect, useState } from 'react'
import { tellProblem } from './toasts.tsx'

/**
 * A component whose code comes when it is first drawn, or when `fetch` asks for it beforehand, which ends once it has come or
 * cannot be had; until then there is nothing in its place, or `Meanwhile`. For what people open. `lazy` with `Suspense` would
 * hold back for 300 ms what has come at once (FALLBACK_THROTTLE_MS of React 19), and what cannot be fetched would take the whole
 * screen with it.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, Meanwhile?: ComponentType<P>) {
  let Loaded: ComponentType<P> | undefined
  const fetch = async () => {
    Loaded ??= await load()
  }
  function Late(props: P) {
    const [, setCome] = useState(false)
    useEffect(() => {
      if (Loaded === undefined) fetch().then(() => setCome(true), tellProblem)
    }, [])
    if (Loaded !== undefined) return <Loaded {...props} />
    return Meanwhile === undefined ? null : <Meanwhile {...props} />
  }
  return Object.assign(Late, { fetch: () => fetch().catch(() => {}), isCome: () => Loaded !== undefined })
}
