import type { RepairAction } from '../contract/auditor.ts'
import type { Repairer } from './repair.ts'
import {
  followMergeRepair,
  linkAgainRepair,
  noteMembersAgainRepair,
  readAgainRepair,
  showAgainRepair,
} from './repairs/customers.ts'
import {
  describeAgainRepair,
  fetchAgainRepair,
  fileAgainRepair,
  removeUnusedRepair,
} from './repairs/files.ts'
import {
  callNowRepair,
  indexAgainRepair,
  rewindRepair,
  settleAgainRepair,
  tellNowRepair,
} from './repairs/follow.ts'
import { parseAgainRepair, understandAgainRepair } from './repairs/messages.ts'
import {
  askAgainRepair,
  countAgainRepair,
  forceRowLevelSecurityRepair,
  forgetLogRepair,
  forgetSecretRepair,
  judgeNowRepair,
  queueAgainRepair,
  removeOrphanRepair,
  sendNowRepair,
} from './repairs/others.ts'
import { layAwayRepair, threadAgainRepair } from './repairs/threads.ts'

/** How each action repairs, by the verbs of the rooms whose tables they are. */
export const repairs: Record<Exclude<RepairAction, 'none'>, Repairer> = {
  force_row_level_security: forceRowLevelSecurityRepair,
  remove_orphan: removeOrphanRepair,
  thread_again: threadAgainRepair,
  lay_away: layAwayRepair,
  count_again: countAgainRepair,
  queue_again: queueAgainRepair,
  file_again: fileAgainRepair,
  fetch_again: fetchAgainRepair,
  describe_again: describeAgainRepair,
  remove_unused: removeUnusedRepair,
  link_again: linkAgainRepair,
  follow_merge: followMergeRepair,
  note_members_again: noteMembersAgainRepair,
  show_again: showAgainRepair,
  read_again: readAgainRepair,
  forget_secret: forgetSecretRepair,
  send_now: sendNowRepair,
  forget_log: forgetLogRepair,
  judge_now: judgeNowRepair,
  ask_again: askAgainRepair,
  parse_again: parseAgainRepair,
  understand_again: understandAgainRepair,
  settle_again: settleAgainRepair,
  index_again: indexAgainRepair,
  rewind: rewindRepair,
  tell_now: tellNowRepair,
  call_now: callNowRepair,
}
