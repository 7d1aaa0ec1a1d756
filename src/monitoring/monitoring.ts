/**
 * Looking after the whole: what is done is measured and kept, it is judged whether all is well, people are told when it is
 * not, and what to do.
 */
export { listAlerts, readAlert, resolveAlert } from './alerts.ts'
export { listMetrics, recordMetric, summariseMetrics } from './custom-metric.ts'
export { examineMachine, examineStore, type Finding } from './doctor.ts'
export { googleTokenUrl } from './google-check.ts'
export { examineHealth } from './health.ts'
export { costOfConversation, costOfTickets } from './model-costs.ts'
export { PROMETHEUS_TYPE } from './prometheus.ts'
export { examineSafety } from './safety.ts'
export { openWatch, type Watch } from './watch.ts'
