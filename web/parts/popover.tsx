import { Popover as Radix } from 'radix-ui'
import { type ReactNode, use } from 'react'
import { FloatingPlace } from './dialog.tsx'

type PopoverProps = {
  trigger: ReactNode
  label: string
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  className?: string
  children: ReactNode
}

/** The look of everything that floats. */
export const floatingClass =
  'rise z-40 max-h-[min(34rem,var(--radix-popover-content-available-height))] overflow-y-auto rounded-lg border border-line-strong bg-raised shadow-float outline-none'

/** A small window at its trigger. What is inside is drawn only while it is open. */
export function Popover({
  trigger,
  label,
  open,
  onOpenChange,
  align = 'start',
  className = '',
  children,
}: PopoverProps) {
  const state = open === undefined ? {} : { open }
  const change = onOpenChange === undefined ? {} : { onOpenChange }
  return (
    <Radix.Root {...state} {...change}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={use(FloatingPlace)}>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={`${floatingClass} ${className}`}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export const PopoverClose = Radix.Close
