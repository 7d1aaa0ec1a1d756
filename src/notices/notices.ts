/** What people of the firm are told: one notice for each person and cause, until they have read it or it is over. */
export { readChoices, writeChoices } from './choices.ts'
export { forgetNotices, letNoticesGo } from './forget.ts'
export { type Noticer, openNoticer } from './noticer.ts'
export { countUnread, listNotices, markAllRead, markRead, type NoticeRow } from './read.ts'
export { lookAtStanding, tellUntold, untoldCauses } from './standing.ts'
export { noticeSubjects } from './subjects.ts'
export { noticeSubscriber, noticeSubscriberKinds, noticeSubscriberName } from './subscriber.ts'
