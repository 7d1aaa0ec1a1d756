import { useQuery } from '@tanstack/react-query'
import { UserRound } from 'lucide-react'
import { useState } from 'react'
import { customerDetailQuery } from '../api/queries.ts'
import { CustomerPicker } from '../customers/customer-picker.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { FilterButton } from '../parts/filter-button.tsx'
import { Popover } from '../parts/popover.tsx'

type CustomerFilterProps = {
  customerId: string | undefined
  onChange: (customerId: string | undefined) => void
}

/** Narrows the inbox to one customer. */
export function CustomerFilter({ customerId, onChange }: CustomerFilterProps) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  const chosen = useQuery({
    ...customerDetailQuery(customerId ?? ''),
    enabled: customerId !== undefined,
  }).data
  const label =
    customerId === undefined
      ? say('inbox.customer.any')
      : (chosen?.name ?? chosen?.contactPoints[0]?.value ?? say('common.nameless'))
  return (
    <Popover
      label={say('inbox.customer')}
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <FilterButton
          icon={UserRound}
          label={label}
          active={customerId !== undefined}
          name={say('inbox.customer')}
        />
      }
    >
      <CustomerPicker
        label={say('inbox.customer.find')}
        onPick={(customer) => {
          setOpen(false)
          onChange(customer.id)
        }}
      />
    </Popover>
  )
}
