import {
  type ComponentProps,
  cloneElement,
  createContext,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  use,
  useId,
  useState,
} from 'react'
import { late } from './late.tsx'

const Floating = late(() => import('./floating.tsx').then((module) => module.Floating))

type PopoverProps = {
  /** A button, or what hands its properties on to one. */
  trigger: ReactElement<ComponentProps<'button'>>
  label: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

const Closing = createContext(() => {})

/** A small window at its trigger. What is inside is drawn only while it is open; its code comes as one turns to the trigger. */
export function Popover({
  trigger,
  label,
  open: asked,
  onOpenChange,
  align = 'start',
  className = '',
  children,
}: PopoverProps) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [own, setOwn] = useState(false)
  const open = asked ?? own
  const change = (next: boolean) => {
    setOwn(next)
    onOpenChange?.(next)
  }
  const close = () => change(false)
  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
        'aria-controls': open ? id : undefined,
        onPointerEnter: Floating.fetch,
        onFocus: Floating.fetch,
        onClick: ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
          setAnchor(currentTarget)
          change(!open)
        },
      })}
      {open && anchor && (
        <Floating id={id} label={label} anchor={anchor} align={align} className={className} onClose={close}>
          <Closing value={close}>{children}</Closing>
        </Floating>
      )}
    </>
  )
}

/** Around a button or link inside: pressing it closes the window as well. */
export function PopoverClose({
  children,
}: {
  children: ReactElement<{ onClick?: (event: MouseEvent<HTMLElement>) => void }>
}) {
  const close = use(Closing)
  return cloneElement(children, {
    onClick: (event: MouseEvent<HTMLElement>) => {
      children.props.onClick?.(event)
      close()
    },
  })
}
