import { useEffect } from 'react'

/** Names the window after what it shows. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = title === '' ? 'Plumbline' : `${title} · Plumbline`
  }, [title])
}
