import { useQuery } from '@tanstack/react-query'
import type { Me } from '../../src/contract/access.ts'
import type { Permission } from '../../src/contract/permissions.ts'
import { meQuery } from './queries.ts'

const none: ReadonlySet<Permission> = new Set()
const permissionsOf = (me: Me): ReadonlySet<Permission> => new Set(me.permissions)

/** What the person who is signed in may do in the firm; nothing while that is not known. */
export const usePermissions = (): ReadonlySet<Permission> =>
  useQuery({ ...meQuery, select: permissionsOf }).data ?? none

/** Whether the person who is signed in may do something in the firm. What they may not do is not offered. */
export const useMay = (permission: Permission): boolean => usePermissions().has(permission)
