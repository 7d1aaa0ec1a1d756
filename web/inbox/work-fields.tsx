import { useQuery } from '@tanstack/react-query'
import { type InboxFilter, inboxChannels, meQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { knownServices } from '../understanding/codes.ts'
import { useInWords } from '../understanding/words.ts'

/** The districts that are recognised, all of Warsaw. */
const districts = [
  ...['Bemowo', 'Białołęka', 'Bielany', 'Mokotów', 'Ochota', 'Praga-Południe', 'Praga-Północ', 'Rembertów'],
  ...['Śródmieście', 'Targówek', 'Ursus', 'Ursynów', 'Wawer', 'Wesoła', 'Wilanów', 'Włochy', 'Wola'],
  'Żoliborz',
]

type WorkFieldsProps = { filter: InboxFilter; onChange: (change: Partial<InboxFilter>) => void }

/** A kind of work, a district where those are known, and a channel, to choose from. */
export function WorkFields({ filter, onChange }: WorkFieldsProps) {
  const say = useSay()
  const inWords = useInWords()
  const isPolish = useQuery(meQuery).data?.firm.region === 'PL'
  const byName = knownServices
    .map((code) => [code, inWords.service(code)] as const)
    .toSorted(([, a], [, b]) => a.localeCompare(b))
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label={say('inbox.service')}
        value={filter.service}
        options={byName}
        onChange={(service) => onChange({ service })}
      />
      {(isPolish || filter.district !== undefined) && (
        <Choice
          label={say('inbox.district')}
          value={filter.district}
          options={districts.map((name) => [name, name] as const)}
          onChange={(district) => onChange({ district })}
        />
      )}
      <Choice
        label={say('inbox.channel')}
        value={filter.channel}
        options={inboxChannels.map((channel) => [channel, say(`inbox.channel.${channel}`)] as const)}
        onChange={(channel) => onChange({ channel })}
      />
    </div>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T | undefined
  options: readonly (readonly [T, string])[]
  onChange: (value: T | undefined) => void
}

function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const say = useSay()
  // What an address names and nobody offers, such as a firm's own kind of work, is there all the same.
  const all =
    value === undefined || options.some(([code]) => code === value)
      ? options
      : [[value, value] as const, ...options]
  return (
    <Field label={label}>
      {(ids) => (
        <select
          {...ids}
          value={value ?? ''}
          onChange={({ target }) => onChange(all.find(([code]) => code === target.value)?.[0])}
          className={inputClass}
        >
          <option value="">{say('inbox.work.any')}</option>
          {all.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
