import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { handFocus, headingOfRoom } from '../parts/hand-focus.ts'

/** A list beside it, or a field in it, may take the focus first. */
const SETTLED_MS = 50

const lineOfList = () => document.querySelector('#room li[aria-posinset] [tabindex="0"]')

/**
 * Once another screen has come and what had the focus is gone with the one before, the focus goes to its heading, which is
 * read out; on the way back from what was open beside a list, to the line of the list that Tab comes to.
 */
export function useArrival(): void {
  const router = useRouter()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const unsubscribe = router.subscribe('onRendered', ({ fromLocation: from, toLocation: to }) => {
      if (from === undefined || from.pathname === to.pathname) return
      const isBack = from.pathname.startsWith(`${to.pathname}/`)
      clearTimeout(timer)
      timer = setTimeout(() => {
        const over = document.activeElement?.closest('dialog') ?? null // such as the search that led here
        handFocus(over, () => (isBack && lineOfList()) || headingOfRoom())
      }, SETTLED_MS)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [router])
}
