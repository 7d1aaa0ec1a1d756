import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState } from 'react'
import { type AddSource, addSourceBody } from '../../src/contract/sources.ts'
import { addSource, checkSource, makeSourceWebhook } from '../api/endpoints.ts'
import { sourcesQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { Problem } from '../parts/problem.tsx'
import { tell } from '../parts/toasts.tsx'
import { ChatHistoryFields } from './chat-history-fields.tsx'
import { CheckResult } from './check-result.tsx'
import { type Draft, emptyDraft, type FieldsProps, sourceOf, type Wrong, wrongIn } from './draft.ts'
import { ImapFields } from './imap-fields.tsx'
import type { TypedChannel } from './kinds.ts'
import { PostmarkFields } from './postmark-fields.tsx'
import { refusedWith } from './refused.ts'
import { WebhookMade } from './webhook-dialog.tsx'

/** How a source is reached: tried first, then added. What was typed stays, whatever a check says. */
export function AddSourceForm({ channel }: { channel: TypedChannel }) {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const id = useId()
  const [draft, setDraft] = useState(emptyDraft)
  const [wrong, setWrong] = useState<Wrong>()
  const check = useMutation({ mutationFn: checkSource })
  const add = useMutation({
    mutationFn: async (body: AddSource) => {
      const { id, label } = await addSource(body)
      // One that fails is made later, in the list of sources.
      const made =
        body.channel === 'postmark' ? await makeSourceWebhook(id).catch(() => undefined) : undefined
      return { label, url: made?.url }
    },
    onSuccess: ({ label, url }) => {
      tell(say('sources.added', { label }))
      if (url === undefined) void navigate({ to: '/sources' })
    },
    onSettled: () => client.invalidateQueries({ queryKey: sourcesQuery.queryKey }),
  })
  // Leads to the field that is wrong, once for each check that says so.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is marked once these have changed
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [check.error, wrong])
  const source = sourceOf(channel, draft)
  // What was found holds for what was tried, and not for what is typed over it; who is believed changes nothing of it.
  const tried = sourceOf(channel, { ...draft, authServers: '' })
  const isTried = sameSource(check.variables, tried)
  const found = isTried ? check.data?.found : undefined
  const failed = isTried ? check.error : null
  const refused = failed === null ? null : refusedWith(failed, { channel, say })
  const change = (changed: Partial<Draft>) => {
    setDraft((was) => ({ ...was, ...changed }))
    setWrong(undefined)
    add.reset()
  }
  const submit = () => {
    if (found !== undefined) return add.mutate(addSourceBody.parse(source))
    const nowWrong = wrongIn(source)
    setWrong(nowWrong)
    if (nowWrong === undefined) check.mutate(addSourceBody.parse(tried))
  }
  const placeOfProblem = wrong?.name ?? refused?.place
  const problemId = `${id}-problem`
  const fields: FieldsProps = {
    draft,
    onChange: change,
    wrongId: (name) => (name === placeOfProblem ? problemId : undefined),
    problem: (name) =>
      name === placeOfProblem && (
        <div id={problemId}>
          {wrong === undefined ? (
            <Problem error={failed} words={refused?.words} />
          ) : (
            <p role="alert" className="text-caution text-sm">
              {say(`sources.wrong.${wrong.name}`)}
            </p>
          )}
        </div>
      ),
  }
  const checking = check.isPending && isTried
  return (
    <form
      ref={form}
      className="flex max-w-xl flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {channel === 'imap' && <ImapFields {...fields} />}
      {channel === 'postmark' && <PostmarkFields {...fields} />}
      {channel === 'chat-history' && <ChatHistoryFields {...fields} />}
      <div role="status" className="contents">
        {found !== undefined && (
          <CheckResult
            channel={channel}
            found={found}
            authServers={draft.authServers}
            onBelieve={(authServers) => change({ authServers })}
          />
        )}
      </div>
      {failed !== null && refused?.place === null && <Problem error={failed} />}
      {add.isError && <Problem error={add.error} />}
      <div className="flex flex-col gap-2">
        <div className="flex flex-wrap gap-2">
          <Button
            type={found === undefined ? 'submit' : 'button'}
            look={found === undefined ? 'primary' : 'plain'}
            className="min-w-32"
            busy={checking}
            {...(found === undefined ? {} : { onClick: () => check.mutate(addSourceBody.parse(tried)) })}
          >
            {say(
              checking ? 'sources.check.busy' : found === undefined ? 'sources.check' : 'sources.check.again',
            )}
          </Button>
          <Button
            type={found === undefined ? 'button' : 'submit'}
            look={found === undefined ? 'plain' : 'primary'}
            className="min-w-24"
            disabled={found === undefined}
            busy={add.isPending}
          >
            {say('sources.add.submit')}
          </Button>
          <Link to="/sources/add" search={{}} className={buttonClass('quiet')}>
            {say('sources.add.other')}
          </Link>
        </div>
        <p className="text-ink-3 text-xs">{say('sources.check.hint')}</p>
      </div>
      {add.data?.url !== undefined && (
        <WebhookMade
          url={add.data.url}
          address={draft.address}
          inbound={typeof found?.inbound === 'string' ? found.inbound : undefined}
          onClose={() => void navigate({ to: '/sources' })}
        />
      )}
    </form>
  )
}

const sameSource = (tried: AddSource | undefined, typed: unknown) =>
  JSON.stringify(tried) === JSON.stringify(addSourceBody.safeParse(typed).data)
