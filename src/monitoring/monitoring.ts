/** Looking after the whole: is it well, and what to do when it is not. Reads everything, writes nothing. */
export { examineMachine, examineStore, type Finding } from './doctor.ts'
export { examineHealth } from './health.ts'
