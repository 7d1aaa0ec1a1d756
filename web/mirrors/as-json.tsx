import { useId, useState } from 'react'
import { useSay } from '../i18n/i18n.tsx'
import { Field, inputClass } from '../parts/field.tsx'
import { type Draft, readDraft } from './mapping.ts'
import { useMirrorWords } from './words.ts'

/** The mapping as it is kept, for who has one from elsewhere, or words that the form does not offer. */
export function AsJson({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const say = useSay()
  const words = useMirrorWords()
  const wrongId = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = typed === null ? undefined : read(typed).wrong
  return (
    <details className="rounded-lg border border-line p-4">
      <summary className="cursor-pointer font-medium">{say('mirrors.advanced')}</summary>
      <div className="mt-3 flex flex-col gap-2">
        <Field label={say('mirrors.mapping')} hint={say('mirrors.mapping.hint')}>
          {({ 'aria-describedby': hintId, ...ids }) => (
            <textarea
              {...ids}
              rows={14}
              spellCheck={false}
              aria-invalid={wrong !== undefined || undefined}
              aria-describedby={[wrong === undefined ? undefined : wrongId, hintId].filter(Boolean).join(' ')}
              value={typed ?? JSON.stringify(draft, null, 2)}
              onChange={({ target }) => {
                const { mapping } = read(target.value)
                setTyped(target.value)
                if (mapping !== undefined) onChange(mapping)
              }}
              onBlur={() => wrong === undefined && setTyped(null)}
              className={`${inputClass} h-auto py-2 font-mono text-xs pointer-coarse:h-auto`}
            />
          )}
        </Field>
        {wrong !== undefined && (
          <p id={wrongId} role="alert" className="text-sm">
            {words.wrong(wrong)}
          </p>
        )}
      </div>
    </details>
  )
}

function read(text: string): ReturnType<typeof readDraft> {
  try {
    return readDraft(JSON.parse(text))
  } catch {
    return { wrong: { where: '', why: 'json' } }
  }
}
