import { UserRound } from 'lucide-react'
import { useState } from 'react'
import type { Customer } from '../../src/contract/customers.ts'
import { CustomerPicker } from '../customers/customer-picker.tsx'
import { useFormat } from '../i18n/format.tsx'
import { useSay } from '../i18n/i18n.tsx'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Popover } from '../parts/popover.tsx'

type CustomerFieldProps = { value: Customer | null; onChange: (customer: Customer | null) => void }

/** Whose work it is, found by name or number; it may be nobody's. */
export function CustomerField({ value, onChange }: CustomerFieldProps) {
  const say = useSay()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const address = value?.contactPoints[0]?.value
  const name =
    value === null
      ? say('ticket.field.customer.none')
      : format.address(value.name ?? address ?? say('common.nameless'))
  return (
    <Field label={say('ticket.customer')}>
      {(ids) => (
        <div className="flex gap-2">
          <Popover
            label={say('inbox.customer.find')}
            open={open}
            onOpenChange={setOpen}
            className="w-72"
            trigger={
              <Button
                {...ids}
                icon={UserRound}
                className="min-w-0 flex-1 justify-start"
                aria-label={`${say('ticket.customer')}: ${name}`}
              >
                <span className="truncate">{name}</span>
              </Button>
            }
          >
            <CustomerPicker
              label={say('inbox.customer.find')}
              onPick={(customer) => {
                setOpen(false)
                onChange(customer)
              }}
            />
          </Popover>
          {value !== null && (
            <Button look="quiet" onClick={() => onChange(null)}>
              {say('ticket.field.customer.remove')}
            </Button>
          )}
        </div>
      )}
    </Field>
  )
}
