import { useId } from 'react'
import { type Permission, permissions, scopeNames } from '../../src/contract/permissions.ts'
import { usePermissions } from '../api/use-may.ts'
import { isKey, type Say, useSay } from '../i18n/i18n.tsx'

/** What a key may do, each with its meaning; never more than its maker. Called `scope` in its form. */
export function ScopeChoice({ lacks }: { lacks: boolean }) {
  const say = useSay()
  const may = usePermissions()
  const problemId = useId()
  return (
    <fieldset aria-describedby={lacks ? problemId : undefined}>
      <legend className="mb-1 font-medium text-sm">{say('keys.scopes')}</legend>
      <div className="divide-y divide-line rounded-lg border border-line">
        {scopeNames
          .filter((scope) => may.has(scope))
          .map((scope) => (
            <label
              key={scope}
              className="flex items-start gap-3 px-3 py-1.5 first:rounded-t-lg last:rounded-b-lg hover:bg-hover has-checked:bg-chosen pointer-coarse:py-3"
            >
              <input
                type="checkbox"
                name="scope"
                value={scope}
                className="mt-0.5 size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1 text-sm">{scopeInWords(say, scope)}</span>
              <code className="shrink-0 text-ink-3 text-xs max-sm:hidden">{scope}</code>
            </label>
          ))}
      </div>
      {lacks && (
        <p id={problemId} role="alert" className="mt-1 text-caution text-sm">
          {say('keys.scopes.none')}
        </p>
      )}
    </fieldset>
  )
}

/** What a scope allows, in words; as the server puts it where we have none yet. */
export function scopeInWords(say: Say, scope: Permission): string {
  const key = `scope.${scope}`
  return isKey(key) ? say(key) : permissions[scope].allows
}
