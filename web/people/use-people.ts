import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Member, memberPage } from '../../src/contract/people.ts'
import type { Role } from '../../src/contract/permissions.ts'
import { invite, removePerson, removeSecondFactor, setRole, withdrawInvitation } from '../api/endpoints.ts'
import { peopleQuery } from '../api/queries.ts'
import { useSay } from '../i18n/i18n.tsx'
import { tell, tellProblem } from '../parts/toasts.tsx'

type People = z.infer<typeof memberPage>

/** Changes of who works for the firm; each refreshes what shows people. */
export function usePeople() {
  const say = useSay()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['people'] })
  const { queryKey } = peopleQuery
  const change = useMutation({
    scope: { id: 'role' }, // one after the other: an undo must not overtake what it undoes
    mutationFn: ({ member, role }: { member: Member; role: Role }) => setRole(member.personId, role),
    onMutate: ({ member, role }) => {
      const before = client.getQueryData<People>(queryKey)
      client.setQueryData<People>(
        queryKey,
        before && {
          ...before,
          items: before.items.map((one) => (one.personId === member.personId ? { ...one, role } : one)),
        },
      )
      tell(say('people.roleSet', { name: member.name, role: say(`role.${role}`) }), () =>
        change.mutate({ member: { ...member, role }, role: member.role }),
      )
      return { before }
    },
    onError: (error, _, context) => {
      client.setQueryData(queryKey, context?.before)
      tellProblem(error)
    },
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: (member: Member) => removePerson(member.personId),
    onSuccess: (_, { name }) => tell(say('people.removed', { name })),
    onSettled: refresh,
  })
  const dropFactor = useMutation({
    mutationFn: (member: Member) => removeSecondFactor(member.personId),
    onSuccess: (_, { name }) => tell(say('people.factor.removed', { name })),
    onSettled: refresh,
  })
  return { change, remove, dropFactor }
}

/** Asking somebody to join, and taking that back. */
export function useInvitations() {
  const say = useSay()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['people'] })
  const ask = useMutation({ mutationFn: invite, onSettled: refresh })
  const takeBack = useMutation({
    mutationFn: ({ id }: { id: string; email: string }) => withdrawInvitation(id),
    onSuccess: (_, { email }) => tell(say('people.pending.taken', { email })),
    onError: tellProblem,
    onSettled: refresh,
  })
  return { ask, takeBack }
}
