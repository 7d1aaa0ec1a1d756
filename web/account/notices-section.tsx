import '../i18n/en-notices.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NoticeChoices } from '../../src/contract/notices.ts'
import { noticeChoicesQuery, setNoticeChoices } from '../api/notices.ts'
import { useSay } from '../i18n/i18n.tsx'
import { SkeletonRows } from '../parts/empty.tsx'
import { Problem } from '../parts/problem.tsx'
import { tellProblem } from '../parts/toasts.tsx'
import { Lines, SettingsSection } from '../settings/settings-page.tsx'

/** Of which kinds one wants to be told: each with a box, kept as it is ticked. */
export function NoticesSection() {
  const say = useSay()
  const client = useQueryClient()
  const found = useQuery(noticeChoicesQuery)
  const { queryKey } = noticeChoicesQuery
  const choose = useMutation({
    mutationFn: setNoticeChoices,
    onMutate: ({ choices }: NoticeChoices) => {
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, {
        choices: (before?.choices ?? []).map((one) => choices.find(({ kind }) => kind === one.kind) ?? one),
      })
      return { before }
    },
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before)
      tellProblem(error)
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
  return (
    <div id="notices" className="scroll-mt-6">
      <SettingsSection title={say('notices.section')} lead={say('notices.section.lead')}>
        {found.isPending && <SkeletonRows rows={4} height={44} label={say('common.loading')} />}
        {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && (
          <Lines label={say('notices.section')}>
            {found.data.choices.map(({ kind, wanted }) => (
              <li key={kind}>
                <label className="flex min-h-11 cursor-pointer items-center gap-3 px-4 py-2">
                  <input
                    type="checkbox"
                    checked={wanted}
                    onChange={({ target }) => choose.mutate({ choices: [{ kind, wanted: target.checked }] })}
                    className="size-4 accent-accent"
                  />
                  {say(`notices.kind.${kind}`)}
                </label>
              </li>
            ))}
          </Lines>
        )}
      </SettingsSection>
    </div>
  )
}
