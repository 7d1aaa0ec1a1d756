import { useRouter } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/**
 * A link for lines of long lists: an ordinary one, without what the router's own Link watches and builds,
 * which costs a frame when forty of them are drawn at once.
 */
export function RowLink({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  const { history } = useRouter()
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.defaultPrevented || event.button !== 0) return
        if (event.detail > 1) return event.preventDefault() // the second of a double click was meant for what is gone
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
        event.preventDefault()
        history.push(href)
      }}
    />
  )
}
