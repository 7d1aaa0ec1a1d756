/**
 * What conversations come to: how long people waited, what they felt, what was promised and kept, whether it is resolved; the
 * firm's figures by day; and work that was let slip. All of it made from messages and findings, by pure functions, and made
 * anew when those change.
 */
export { type AnalyticsInput, readAnalytics } from './analytics.ts'
export { conversationsOfDay } from './day-conversations.ts'
export { deriveConversations } from './derive.ts'
export { deriveDays } from './derive-day.ts'
export { dismissLostWork, undoDismissal } from './dismiss.ts'
export { pendingFigures } from './due.ts'
export { forgetInsights } from './forget.ts'
export { type Lost, lostIn } from './lost.ts'
export { type LostQuery, listLostWork } from './lost-list.ts'
export { followPromises } from './promises.ts'
export { listPromisesDue } from './promises-due.ts'
export { analyseWhole } from './read-insight.ts'
export { type AnswerFigures, readAnswerFigures, readReturnFigures } from './reply-figures.ts'
export { chanceOf, type Sign, signs, signsOf } from './resolution.ts'
export { type ReadMessage, readMessages, type Said, type Understood } from './said.ts'
export { resolutionOf, type Standing, standingOf } from './standing.ts'
export { instantsOf, today } from './version.ts'
export { countSettled, listLongestWaiting, settledIs } from './waiting.ts'
export { type Wait, type WorkingMinutes, waitsIn } from './waits.ts'
