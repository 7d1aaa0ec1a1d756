import { useCallback, useState, useSyncExternalStore } from 'react'

/** Whether a media query holds, now and as it changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** Whether one types by keys that are there: elsewhere they would come up and cover what was opened. */
export const hasKeys = (): boolean => matchMedia('(pointer: fine)').matches

/** A yes or no that this browser remembers. */
export function useStored(name: string, initially: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const stored = localStorage.getItem(name)
    return stored === null ? initially : stored === 'true'
  })
  const change = useCallback(
    (next: boolean) => {
      localStorage.setItem(name, String(next))
      setValue(next)
    },
    [name],
  )
  return [value, change]
}
