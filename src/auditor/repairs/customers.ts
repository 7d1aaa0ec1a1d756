import {
  followMerges,
  linkAgain,
  mergeAsTold,
  noteMembersAgain,
  readAddressesAgain,
  showCustomersAgain,
} from '../../customers/customers.ts'
import { idsOf, type Repairer } from '../repair.ts'

/** Gives numbers and addresses an owner again. */
export const linkAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }, found) => linkAgain(tx, { clock, pointIds: idsOf(found) }),
}

/** Makes customers and their addresses stand where the diary of merges puts them. */
export const followMergeRepair: Repairer = {
  way: 'inside',
  apply: async (tx, { clock }, found) => {
    await mergeAsTold(tx, { clock, customerIds: idsOf(found, 'customer') })
    await followMerges(tx, { clock, pointIds: idsOf(found, 'contact_point') })
  },
}

/** Notes again who takes part in exchanges. */
export const noteMembersAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, _, found) => noteMembersAgain(tx, idsOf(found)),
}

/** Works out again what customers are shown as and found by. */
export const showAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, { clock }, found) => showCustomersAgain(tx, { clock, ids: idsOf(found) }),
}

/** Reads remembered addresses again. */
export const readAgainRepair: Repairer = {
  way: 'inside',
  apply: (tx, _, found) => readAddressesAgain(tx, idsOf(found)),
}
