import { ArrowRightLeft, Pencil, X } from 'lucide-react'
import { useState } from 'react'
import { addContactPoint, removeContactPoint } from '../api/customers.ts'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { tellProblem } from '../parts/toasts.tsx'
import { CorrectPointDialog } from './correct-point-dialog.tsx'
import { GiveDialog } from './give-dialog.tsx'
import { LineButton } from './line-button.tsx'
import type { ContactPoint } from './point-line.tsx'
import { useByHand } from './use-by-hand.ts'

type PointActionsProps = {
  customerId: string
  point: ContactPoint
  /** What has the focus next where the line goes. */
  next: () => Element | null
}

/** What can be done with a number or address: one that messages came from is given to somebody else, any other is corrected or taken away. */
export function PointActions({ customerId, point, next }: PointActionsProps) {
  const say = useSay()
  const format = useFormat()
  const [doing, setDoing] = useState<'correct' | 'give'>()
  const remove = useByHand(customerId)
  const value = format.address(point.value)
  if (point.kind !== 'phone' && point.kind !== 'email') return null
  const close = () => setDoing(undefined)
  const takeAway = (from: Element) => {
    const work = async () => ({
      customer: await removeContactPoint(customerId, point.id),
      told: say('points.removed', { value }),
      back: () => addContactPoint(customerId, point.value),
    })
    handFocus(from, next)
    remove.mutate(work, { onError: tellProblem })
  }
  if (point.isUsed)
    return (
      <>
        <LineButton
          icon={ArrowRightLeft}
          label={say('points.give.label', { value })}
          onClick={() => setDoing('give')}
        />
        {doing === 'give' && <GiveDialog customerId={customerId} point={point} next={next} onClose={close} />}
      </>
    )
  return (
    <>
      <LineButton
        icon={Pencil}
        label={say('points.correct.label', { value })}
        onClick={() => setDoing('correct')}
      />
      <LineButton
        icon={X}
        label={say('points.remove.label', { value })}
        busy={remove.isPending}
        onClick={({ currentTarget }) => takeAway(currentTarget)}
      />
      {doing === 'correct' && <CorrectPointDialog customerId={customerId} point={point} onClose={close} />}
    </>
  )
}
