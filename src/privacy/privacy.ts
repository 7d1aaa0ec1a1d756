/** A person's data taken out or forgotten, and how long a firm keeps what. */
export { type Erased, type EraseIo, eraseCustomer } from './erase.ts'
export { exportPerson } from './export-person.ts'
export { applyRetention } from './let-go.ts'
export { type Retention, readRetention, writeRetention } from './retention.ts'
