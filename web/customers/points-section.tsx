import '../i18n/en-customers.ts'
import { useRef, useState } from 'react'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { useSay } from '../i18n/i18n.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { AddButton } from './add-button.tsx'
import { PointActions } from './point-actions.tsx'
import { PointDialog } from './point-dialog.tsx'
import { PointLine } from './point-line.tsx'

type PointsSectionProps = { customer: CustomerDetail; mayChange: boolean }

/** How a customer is reached; who may adds to it and corrects it. */
export function PointsSection({ customer, mayChange }: PointsSectionProps) {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const add = useRef<HTMLButtonElement>(null)
  return (
    <PanelSection
      title={say('panel.points')}
      aside={
        mayChange && (
          <AddButton ref={add} label={say('points.add.label')} onClick={() => setAdding(true)}>
            {say('points.add')}
          </AddButton>
        )
      }
    >
      <ul className="flex flex-col gap-2.5">
        {customer.contactPoints.map((point) => (
          <li key={point.id}>
            <PointLine point={point}>
              {mayChange && <PointActions customerId={customer.id} point={point} next={() => add.current} />}
            </PointLine>
          </li>
        ))}
      </ul>
      {adding && <PointDialog customer={customer} onClose={() => setAdding(false)} />}
    </PanelSection>
  )
}
