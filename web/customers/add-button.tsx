import { Plus } from 'lucide-react'
import type { Ref } from 'react'
import { Button } from '../parts/button.tsx'

type AddButtonProps = {
  ref: Ref<HTMLButtonElement>
  /** What is added, as it is read out. */
  label: string
  onClick: () => void
  children: string
}

/** Beside the title of a list, what adds to it. */
export function AddButton({ ref, label, onClick, children }: AddButtonProps) {
  return (
    <Button
      ref={ref}
      size="sm"
      look="quiet"
      icon={Plus}
      className="-my-1.5 -mr-2"
      aria-label={label}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
