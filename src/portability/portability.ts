/** Taking a firm out whole, and putting it back. */
export { type Exported, exportFirm } from './export.ts'
export { restoreFirm } from './restore.ts'
