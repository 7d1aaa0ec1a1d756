export { BEGINNING, type Cursor, compareCursors, cursorText, parseCursor } from './cursor.ts'
export { forgetChanges } from './let-go.ts'
export { type Event, readAtOnce, readEvents, readRecent } from './read.ts'
