import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { Db } from '../../store/store.ts'
import { showAddress } from '../address.ts'

/** Who a conversation is with, as a list shows it. */
export type PartyView = {
  participantsId: Id
  kind: 'one' | 'group' | 'unknown'
  /** Names, or addresses where there is none, joined by commas; null when nobody is known. */
  title: string | null
  /** In the order of their addresses. */
  members: PartyMember[]
}

export type PartyMember = {
  contactPointId: Id
  kind: 'phone' | 'short_code' | 'email' | 'other' | 'name'
  value: string
  /** Null for short codes and others that are nobody's. */
  customerId: Id | null
  /** The customer's name, else the newest the source gave; null when nobody ever said. */
  name: string | null
}

/** Who these participants are; ids of no participants are left out. One statement. */
export async function customersOfParticipants(
  db: Db,
  participantsIds: readonly Id[],
): Promise<Map<Id, PartyView>> {
  if (participantsIds.length === 0) return new Map()
  const { rows } = await sql<PartyRow>`
    select s.id as participants_id, s.kind as party_kind, p.id as contact_point_id, p.kind, p.value, p.customer_id,
      coalesce(c.name, (select n.name from contact_name n
        where n.tenant_id = p.tenant_id and n.contact_point_id = p.id
        order by n.last_at desc, n.noted_at desc, n.name collate "C" limit 1)) as name
    from participants s
    left join participant m on m.tenant_id = s.tenant_id and m.participants_id = s.id
    left join contact_point p on p.tenant_id = m.tenant_id and p.id = m.contact_point_id
    left join customer c on c.tenant_id = p.tenant_id and c.id = p.customer_id
    where s.id = any(${[...new Set(participantsIds)]}::uuid[])
    order by s.id, p.kind collate "C", p.value collate "C"`.execute(db)
  const views = new Map<Id, PartyView>()
  for (const { participantsId, partyKind, ...member } of rows) {
    const view = views.get(participantsId) ?? { participantsId, kind: partyKind, title: null, members: [] }
    views.set(participantsId, view)
    if (isMember(member)) view.members.push(member)
  }
  for (const view of views.values()) view.title = titleOf(view.members)
  return views
}

type PartyRow = { participantsId: Id; partyKind: PartyView['kind'] } & (PartyMember | MissingMember)
type MissingMember = { [key in keyof PartyMember]: null }

function isMember(member: PartyMember | MissingMember): member is PartyMember {
  return member.contactPointId !== null
}

function titleOf(members: readonly PartyMember[]): string | null {
  if (members.length === 0) return null
  return [...new Set(members.map((member) => member.name ?? showAddress(member)))].join(', ')
}
