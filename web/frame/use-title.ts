import { useEffect } from 'react'

let shown = ''
let waiting = 0

function write() {
  document.title = `${waiting > 0 ? `(${waiting > 99 ? '99+' : waiting}) ` : ''}${shown === '' ? '' : `${shown} · `}Plumbline`
}

/** Names the window after what it shows. */
export function useTitle(title: string) {
  useEffect(() => {
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
