import { Popover } from 'radix-ui'
import { type ReactNode, use, useMemo, useRef } from 'react'
import { FloatingPlace } from './dialog.tsx'

type FloatingProps = {
  id?: string | undefined
  label: string
  /** What it stands at; gets the focus back. */
  anchor: HTMLElement
  align: 'start' | 'center' | 'end'
  className: string
  onClose: () => void
  children: ReactNode
}

/** The look of everything that floats. */
export const floatingClass =
  'rise z-40 max-h-[min(34rem,var(--radix-popover-content-available-height))] overflow-y-auto rounded-lg border border-line-strong bg-raised shadow-float outline-none'

/** A small window at what opened it. Esc and a press beside it close it; a press on the opener is the opener's own. */
export function Floating({ id, label, anchor, align, className, onClose, children }: FloatingProps) {
  const virtualRef = useMemo(() => ({ current: anchor }), [anchor])
  const left = useRef(false)
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={virtualRef} />
      <Popover.Portal container={use(FloatingPlace)}>
        <Popover.Content
          id={id}
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.contains(event.target)) event.preventDefault()
            else left.current = true
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!left.current) anchor.focus()
          }}
          className={`${floatingClass} ${className}`}
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
