import { useIsMutating, useMutation } from '@tanstack/react-query'
import { Download, UserX } from 'lucide-react'
import { useState } from 'react'
import type { CustomerDetail } from '../../src/contract/customers.ts'
import { exportCustomer } from '../api/endpoints.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { PanelSection } from '../parts/panel-section.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { erasureOf } from './use-erasure.ts'

/** A person's rights over what is kept about them: to have all of it, and to be forgotten. */
export function PrivacySection({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const isUnderWay = useIsMutating({ mutationKey: erasureOf(customer.id) }) > 0
  const [erasing, setErasing] = useState(false)
  const [mayExport, mayErase] = [useMay('customers.export'), useMay('customers.erase')]
  const name = customer.name ?? customer.contactPoints[0]?.value ?? say('common.nameless')
  const takeOut = useMutation({ mutationFn: () => exportCustomer(customer.id), onError: tellProblem })
  if ((!mayExport && !mayErase) || customer.mergedInto !== null) return null
  return (
    <PanelSection title={say('privacy.title')}>
      <div className="flex flex-wrap gap-2">
        {mayExport && (
          <Button icon={Download} busy={takeOut.isPending} onClick={() => takeOut.mutate()}>
            {say('privacy.export')}
          </Button>
        )}
        {mayErase && (
          <Button icon={UserX} busy={isUnderWay} onClick={() => setErasing(true)}>
            {say('privacy.erase')}
          </Button>
        )}
      </div>
      {erasing && <EraseDialog customerId={customer.id} name={name} onClose={() => setErasing(false)} />}
    </PanelSection>
  )
}
