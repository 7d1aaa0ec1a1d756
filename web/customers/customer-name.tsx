import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { type CustomerDetail, customerKinds } from '../../src/contract/customers.ts'
import { useMay } from '../api/use-may.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { inputClass } from '../parts/field.tsx'
import { handFocus } from '../parts/hand-focus.ts'
import { useCustomerEdit } from './use-customer-edit.ts'

type Said = Pick<CustomerDetail, 'name' | 'kind'>

/** The name of a customer and whether it is a home or a business, which who may can change: shown at once, undone by u. */
export function CustomerName({ customer }: { customer: CustomerDetail }) {
  const say = useSay()
  const [seen, setSeen] = useState<Said | null>(null)
  const mayRename = useMay('customers.write')
  const rename = useRef<HTMLButtonElement>(null)
  const end = () => {
    handFocus(document.activeElement, () => rename.current)
    setSeen(null)
  }
  if (seen !== null) return <Edit customerId={customer.id} seen={seen} onDone={end} />
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1">
      <div className="min-w-0">
        <h1 className="truncate font-semibold text-lg">{customer.name ?? say('common.nameless')}</h1>
        {customer.kind !== 'unknown' && (
          <p className="text-ink-3 text-xs">{say(`customer.kind.${customer.kind}`)}</p>
        )}
      </div>
      {mayRename && (
        <IconButton
          ref={rename}
          label={say('customer.rename')}
          icon={Pencil}
          onClick={() => setSeen({ name: customer.name, kind: customer.kind })}
        />
      )}
    </div>
  )
}

type EditProps = {
  customerId: string
  /** What stood there as one began to type: what others write from then on contradicts it. */
  seen: Said
  onDone: () => void
}

function Edit({ customerId, seen, onDone }: EditProps) {
  const say = useSay()
  const [name, setName] = useState(seen.name ?? '')
  const [kind, setKind] = useState(seen.kind)
  const edit = useCustomerEdit(customerId)
  return (
    <form
      className="flex min-w-0 flex-1 flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onDone()
        const written = name.trim()
        if (written !== '' && written !== seen.name) edit({ field: 'name', value: written, seen: seen.name })
        if (kind !== seen.kind) edit({ field: 'kind', value: kind, seen: seen.kind })
      }}
    >
      <h1 className="sr-only">{seen.name ?? say('common.nameless')}</h1>
      <input
        // biome-ignore lint/a11y/noAutofocus: it appears because one asked to type in it
        autoFocus
        aria-label={say('customer.rename.label')}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          onDone()
        }}
        className={`${inputClass} min-w-40 max-w-sm flex-1`}
      />
      <select
        aria-label={say('customer.kind.label')}
        value={kind}
        onChange={({ target }) => setKind(target.value as CustomerDetail['kind'])}
        className={`${inputClass} max-w-44`}
      >
        {customerKinds.map((each) => (
          <option key={each} value={each}>
            {say(each === 'unknown' ? 'customer.kind.byName' : `customer.kind.${each}`)}
          </option>
        ))}
      </select>
      <Button type="submit" look="primary">
        {say('common.save')}
      </Button>
      <Button look="quiet" onClick={onDone}>
        {say('common.cancel')}
      </Button>
    </form>
  )
}
