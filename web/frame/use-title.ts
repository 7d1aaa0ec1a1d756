import { useEffect } from 'react'

let shown = ''
let waiting = 0

function write() {
  document.title = `${waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ` : ''}${shown === '' ? '' : `${shown} · `}Plumbline`
}

/** Names the window after what it shows; undefined leaves that to others, such as what is open beside a list. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title === undefined) return
    shown = title
    write()
  }, [title])
}

/** Says before the name of the window how much there is to read. */
export function useTitleCount(count: number) {
  useEffect(() => {
    waiting = count
    write()
    return () => {
      waiting = 0
      write()
    }
  }, [count])
}
