/**
 * Mirrors: another PostgreSQL database that holds tickets and customers too, in tables of its own, and is kept in step with ours
 * in both directions. Each row has a base, what both sides last had in common; what is different from it is merged (conflicts/).
 */
export { forgetMirrored } from './forget.ts'
export { addMirror, changeMirror, listMirrors, readMirror, removeMirror } from './manage.ts'
export { type Mirrors, type MirrorsIo, openMirrors } from './mirrors.ts'
export { mirrorSubscriber } from './subscriber.ts'
